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

  private async familyReadiness({ family, version, problem }: ServingSlot): Promise<Readiness['families'][number]> {
    const champion = (await this.registry.champion(family))?.champion.version ?? null;
    const isReady = champion === null || version !== null;
    return { name: family, isReady, champion, serving: version, problem };
  }
}
