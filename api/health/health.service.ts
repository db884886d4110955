import { Injectable } from '@nestjs/common';
import { ModelRegistry } from '../../platform/model-registry.js';
import type { ServingSlot } from '../serving/serving-slot.js';
import { ServingSlots } from '../serving/serving-slots.js';
import type { Readiness } from './health.schema.js';

@Injectable()
export class HealthService {
  constructor(
    private readonly slots: ServingSlots,
    private readonly registry: ModelRegistry,
  ) {}

  /** Ready: every family that has a champion answers, though perhaps still with the version before. */
  async readiness(): Promise<Readiness> {
    const families = await Promise.all(this.slots.all().map((slot) => this.familyReadiness(slot)));
    return { isReady: families.every(({ isReady }) => isReady), families };
  }

  private async familyReadiness(slot: ServingSlot): Promise<Readiness['families'][number]> {
    const { family, problem } = slot;
    const [pointer] = await Promise.allSettled([this.registry.champion(family)]);
    const champion = pointer.status === 'fulfilled' ? (pointer.value?.champion.version ?? null) : null;
    const isUntrained = pointer.status === 'fulfilled' && champion === null;
    const serving = slot.answering(champion);
    return { name: family, isReady: isUntrained || serving !== null, champion, serving, problem };
  }
}
