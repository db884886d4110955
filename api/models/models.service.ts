import { Injectable } from '@nestjs/common';
import type { ModelFamily } from '../../models/model-family.js';
import {
  ChampionConflictError,
  CorruptVersionError,
  PlatformError,
  VersionNotFoundError,
} from '../../platform/errors.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { ScorecardSchema } from '../../platform/scorecard.js';
import type { Metric, Scorecard } from '../../platform/scorecard.js';
import type { Champion } from '../../platform/manifest.js';
import { PromotionAnnouncer } from '../promotions/promotion-announcer.js';
import { ServingSlots } from '../serving/serving-slots.js';
import { Families } from './families.js';
import type { FamilySummary, Promotion, VersionDetails, VersionSummary } from './model.schema.js';

@Injectable()
export class ModelsService {
  constructor(
    private readonly families: Families,
    private readonly registry: ModelRegistry,
    private readonly slots: ServingSlots,
    private readonly announcer: PromotionAnnouncer,
  ) {}

  summaries(): Promise<FamilySummary[]> {
    return Promise.all(this.families.all().map((family) => this.summarise(family)));
  }

  summary(name: string): Promise<FamilySummary> {
    return this.summarise(this.families.named(name));
  }

  /** Newest first. */
  async versions(name: string): Promise<VersionSummary[]> {
    const family = this.families.named(name);
    const [names, champion] = await Promise.all([this.registry.versions(family.name), this.championOf(family.name)]);
    const summaries = names.map((version) => this.summariseVersion(family, version, version === champion?.version));
    return (await Promise.all(summaries)).filter((summary) => summary !== undefined);
  }

  async version(name: string, version: string): Promise<VersionDetails> {
    const family = this.families.named(name);
    const [{ createdAt, files, collection, lineage }, scorecard, champion] = await Promise.all([
      this.registry.manifest(family.name, version),
      this.scorecard(family.name, version),
      this.championOf(family.name),
    ]);
    const isChampion = champion?.version === version;
    return { version, createdAt, isChampion, files, collection, lineage, scorecard };
  }

  file(family: string, version: string, name: string): Promise<Uint8Array> {
    return this.registry.readFile(this.families.named(family).name, version, name);
  }

  /**
   * Promote or roll back: by hand, whatever the gate said.
   * @throws ChampionConflictError when another version than `from` is champion by now; VersionNotFoundError
   */
  async promote(name: string, { version, reason = 'chosen by hand', from }: Promotion): Promise<Champion> {
    const family = this.families.named(name);
    const seen = await this.registry.champion(family.name);
    if (from !== undefined && seen?.champion.version !== from) throw new ChampionConflictError(family.name);
    const { champion } = await this.registry.moveChampion(family.name, { version, reason }, seen);
    this.announcer.announce(family.name, champion);
    return champion;
  }

  private async summarise(family: ModelFamily): Promise<FamilySummary> {
    const { name, title, subject, summary, card, task, headline, recommends } = family;
    const slot = this.slots.of(name);
    const champion = await this.championOf(name);
    const serving = slot.answering(champion?.version ?? null);
    return {
      name,
      title,
      subject,
      summary,
      card: { ...card, limits: [...card.limits] },
      task,
      headline,
      recommends,
      input: Object.entries(family.input).map(([field, spec]) => ({ name: field, ...spec })),
      champion,
      serving: serving === null ? null : { version: serving },
      problem: slot.problem,
    };
  }

  /**
   * A version with a damaged scorecard or manifest is listed all the same, so that one can see it and roll back past
   * it; undefined for one that was removed since its name was listed.
   */
  private async summariseVersion(
    family: ModelFamily,
    version: string,
    isChampion: boolean,
  ): Promise<VersionSummary | undefined> {
    try {
      const { createdAt } = await this.registry.manifest(family.name, version);
      const [scorecard] = await Promise.allSettled([this.scorecard(family.name, version)]);
      const headline = scorecard.status === 'fulfilled' ? headlineOf(scorecard.value, family.headline) : null;
      return { version, createdAt, isChampion, headline };
    } catch (error) {
      if (error instanceof VersionNotFoundError) return undefined;
      if (!(error instanceof CorruptVersionError)) throw error;
      return { version, createdAt: startOf(version), isChampion, headline: null };
    }
  }

  private async scorecard(family: string, version: string): Promise<Scorecard> {
    const bytes = await this.registry.readFile(family, version, 'scorecard.json');
    try {
      return ScorecardSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
    } catch {
      throw new CorruptVersionError(family, version, 'its scorecard cannot be read');
    }
  }

  /** null also for a pointer that cannot be read: why stands in the slot's problem, and the other families are seen. */
  private async championOf(family: string): Promise<Champion | null> {
    try {
      return (await this.registry.champion(family))?.champion ?? null;
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'CHAMPION_CORRUPT') return null;
      throw error;
    }
  }
}

function headlineOf({ validation, test }: Scorecard, metric: Metric): VersionSummary['headline'] {
  const [onValidation, onTest] = [validation.metrics[metric], test.metrics[metric]];
  return onValidation && onTest ? { metric, validation: onValidation, test: onTest } : null;
}

/** When the version's run began: its name tells that much when its manifest does not tell more. */
function startOf(version: string): string {
  return version.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6.000Z');
}
