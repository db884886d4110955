import type { ArtifactStore } from '../../platform/artifact-store.js';
import { collectionName } from '../../platform/collection-name.js';
import { deleteBelow } from '../../platform/delete-below.js';
import {
  ChampionConflictError,
  CorruptVersionError,
  PlatformError,
  VersionNotFoundError,
} from '../../platform/errors.js';
import type { ChampionPointer, ModelRegistry } from '../../platform/model-registry.js';
import type { BackboneReference } from '../../platform/manifest.js';
import { announcementOf } from '../../platform/promotion-announcement.js';
import type { PromotionAnnouncement } from '../../platform/promotion-announcement.js';
import type { PromotionWebhook } from '../../platform/promotion-webhook.js';
import type { VectorIndex } from '../../platform/vector-index.js';
import type { Candidate, CandidateRequest } from '../../training/retraining-steps.js';
import { gitCommit, libraryVersions } from './provenance.js';

const VERSIONS_KEPT = 10; // per family: enough to look back and to roll back, few enough to fit a disk

/** How training workers are reached: settings of the installation, not of whoever starts a retraining. */
export interface TrainingWorkers {
  readonly trainingTaskQueue: string;
  /** One that is silent for so long is taken for dead. */
  readonly heartbeatTimeoutSeconds?: number;
}

export interface PublishingPorts extends TrainingWorkers {
  readonly registry: ModelRegistry;
  readonly store: ArtifactStore;
  readonly index: VectorIndex;
  /** Who is told of promotions, if anybody is. */
  readonly webhook?: PromotionWebhook | undefined;
}

/** What a run goes out from. */
export interface Beginning extends TrainingWorkers {
  /** The champion. */
  readonly parentVersion: string | null;
  /** What was asked for when the champion was trained. */
  readonly overrides: CandidateRequest['hyperparameters'];
}

/** A champion that was moved. */
export interface ChampionMove {
  /** null where nobody is told of promotions. */
  readonly announcement: PromotionAnnouncement | null;
}
export interface VersionReference {
  readonly family: string;
  readonly version: string;
}

/** What a training worker of the release before says, whose run is ended by one of this release. */
type TrainedBefore = Omit<Candidate, 'backbones'> & { readonly backbone: BackboneReference };

/** The short steps around a version's life. Each can be repeated: doing it a second time changes nothing. */
export function createPublishingActivities({ registry, store, index, webhook, ...workers }: PublishingPorts) {
  function readChampion(family: string): Promise<ChampionPointer | null> {
    return registry.champion(family);
  }

  /** Of a version that is damaged: none, since the next one is to take its place. */
  async function overridesOf(family: string, version: string): Promise<Beginning['overrides']> {
    try {
      return (await registry.manifest(family, version)).lineage.overrides;
    } catch (error) {
      if (error instanceof VersionNotFoundError || error instanceof CorruptVersionError) return {};
      throw error;
    }
  }

  function deleteCheckpoints({ family, version }: VersionReference): Promise<void> {
    return deleteBelow(store, `checkpoints/${family}/${version}/`);
  }

  return {
    readChampion,

    async beginRetraining(family: string): Promise<Beginning> {
      const { trainingTaskQueue, heartbeatTimeoutSeconds } = workers;
      const parentVersion = (await readChampion(family))?.champion.version ?? null;
      const overrides = parentVersion === null ? {} : await overridesOf(family, parentVersion);
      return { parentVersion, overrides, trainingTaskQueue, heartbeatTimeoutSeconds };
    },

    async commitVersion(draft: {
      readonly run: CandidateRequest;
      readonly candidate: Candidate | TrainedBefore;
      readonly collection: string | null;
      readonly parentVersion: string | null;
      readonly durationSeconds: number;
    }): Promise<void> {
      const { run, candidate, collection, parentVersion, durationSeconds } = draft;
      const { family, version, dataset, seed } = run;
      const { hyperparameters } = candidate;
      const backbones = 'backbone' in candidate ? [candidate.backbone] : [...candidate.backbones];
      const made = { gitCommit: await gitCommit(), libraries: await libraryVersions(), durationSeconds };
      const overrides = run.hyperparameters;
      const lineage = { dataset, parentVersion, backbones, hyperparameters, overrides, seed, ...made };
      await registry.commit({ family, version, createdAt: new Date().toISOString(), collection, lineage });
    },

    /** @returns null when somebody else moved the champion since it was seen, so that the decision is out of date */
    async moveChampion(move: {
      readonly family: string;
      readonly version: string;
      readonly reason: string;
      readonly seen: ChampionPointer | null;
    }): Promise<ChampionMove | null> {
      const { family, version, reason, seen } = move;
      const moved = ({ champion }: ChampionPointer): ChampionMove => ({
        announcement: webhook === undefined ? null : announcementOf(family, champion),
      });
      try {
        return moved(await registry.moveChampion(family, { version, reason }, seen));
      } catch (error) {
        if (!(error instanceof ChampionConflictError)) throw error;
        const present = await readChampion(family);
        return present?.champion.version === version ? moved(present) : null; // ours: an attempt that was never heard of again
      }
    },

    /** After a version was published: checkpoints are of no more use, and the oldest versions make room. */
    async tidyUp(published: VersionReference): Promise<void> {
      const { family, version } = published;
      for await (const { key } of store.list(`checkpoints/${family}/`)) {
        const owner = key.split('/')[2]!;
        if (owner <= version) await store.delete(key); // its own, and what runs left that were terminated
      }
      const dropVectors = (old: string) => index.drop(collectionName(family, old));
      await registry.prune(family, VERSIONS_KEPT, dropVectors, version);
    },

    /** Removes every trace of a version that was never published; a published one stays as it is. */
    async discardVersion(unfinished: VersionReference): Promise<void> {
      const { family, version } = unfinished;
      await deleteCheckpoints(unfinished);
      try {
        await registry.discard(family, version);
        await index.drop(collectionName(family, version));
      } catch (error) {
        if (!(error instanceof PlatformError) || error.code !== 'VERSION_COMMITTED') throw error;
      }
    },
  };
}
export type PublishingActivities = ReturnType<typeof createPublishingActivities>;
