import type { Random } from '../../training/random.js';
import { HASHED_AGAIN } from './mutations-hashed-again.js';
import { UNDER_OLD_HASHES } from './mutations-under-old-hashes.js';
import { renamed } from './stored-version.js';
import type { Artifacts, VersionParts } from './stored-version.js';

/** What a mutation may use: the version itself, one of other weights, and one of another family. */
export interface Subject {
  readonly version: VersionParts;
  readonly other: VersionParts;
  readonly stranger: VersionParts;
}

/** A version that must not be served. */
export interface Mutant {
  /** What is stored of it. */
  readonly artifacts: Artifacts;
  /** What exactly was done, for whoever reads that it was accepted. */
  readonly detail: string;
  /** How the API must refuse it. */
  readonly code: string;
  /** A part of what it must say. */
  readonly reason: string | RegExp;
}

/** @returns undefined where a version has nothing that could be changed so: a family without vectors, say */
export type Mutation = (subject: Subject, random: Random) => Mutant | undefined;

const MUTATIONS: Readonly<Record<string, Mutation>> = { ...UNDER_OLD_HASHES, ...HASHED_AGAIN };

export interface NamedMutant extends Mutant {
  readonly kind: string;
  readonly family: string;
  readonly version: string;
}

/**
 * So many versions that must not be served, of every kind equally many, each under a name of its own.
 * @param subjects each family's
 */
export function mutants(count: number, subjects: ReadonlyMap<string, Subject>, random: Random): NamedMutant[] {
  const found: NamedMutant[] = [];
  while (found.length < count) {
    for (const [kind, mutate] of Object.entries(MUTATIONS)) {
      const version = `20261122T${String(100_000 + found.length)}Z-${String(found.length).padStart(8, '0')}`;
      const families = [...random.permutation(subjects.size)].map((place) => [...subjects.keys()][place]!);
      for (const family of families) {
        const subject = subjects.get(family)!;
        const mutant = mutate({ ...subject, version: renamed(subject.version, version) }, random);
        if (mutant === undefined) continue;
        found.push({ ...mutant, kind, family, version });
        break;
      }
    }
  }
  return found.slice(0, count);
}
