import type { DatasetProfile, Pair, PairSide } from '../../platform/datasets/dataset-profile.js';
import type { PreparedExample } from '../prepared-dataset.js';
import type { ImageLook } from './image-look.js';
import { nearPairs } from './near-pairs.js';

const FIRST = 24; // pairs that are shown
const MOST_SAME = 200; // of one value: an empty description is no duplicate worth a million pairs
const SHORTEST_TEXT = 12; // characters: shorter ones are the same by chance
const LONGEST_SHOWN = 200; // characters

/** Of the examples' values of one field, which are the same or look alike. @param looks by sha256, of images only */
export function duplicatesOf(
  examples: readonly PreparedExample[],
  fields: readonly string[],
  looks: ReadonlyMap<string, ImageLook>,
): { duplicates: DatasetProfile['duplicates']; shown: Set<string> } {
  const alike = fields.map((field) => alikePairs(examples, field, looks));
  const pairs = [...fields.flatMap((field) => samePairs(examples, field)), ...alike.flatMap((found) => found.pairs)];
  const notCompared = alike.reduce((sum, found) => sum + found.notCompared, 0);
  const count = (kind: Pair['kind']) => {
    const those = pairs.filter((pair) => pair.kind === kind);
    const across = those.filter(({ isAcrossSplits }) => isAcrossSplits).length;
    return { pairs: those.length, acrossSplits: across, contradictions: those.filter(isContradictory).length };
  };
  const worth = ({ isAcrossSplits, isContradiction }: Pair) => Number(isAcrossSplits) * 2 + Number(isContradiction);
  const first = [...pairs].sort((one, other) => worth(other) - worth(one)).slice(0, FIRST);
  const shown = new Set(first.flatMap(({ one, other }) => [one.image, other.image]).filter((hash) => hash !== null));
  return { duplicates: { same: count('same'), near: count('near'), notCompared, first }, shown };
}

function isContradictory({ isContradiction }: Pair): boolean {
  return isContradiction;
}

function samePairs(examples: readonly PreparedExample[], field: string): Pair[] {
  const groups = new Map<string, PreparedExample[]>();
  for (const example of examples) {
    const value = example.fields[field];
    if (value === undefined || ('text' in value && value.text.trim().length < SHORTEST_TEXT)) continue;
    const group = groups.get(value.sha256);
    if (group) group.push(example);
    else groups.set(value.sha256, [example]);
  }
  return [...groups.values()].flatMap((group) => {
    const members = group.slice(0, MOST_SAME);
    return members.slice(1).map((other) => pairOf(members[0]!, other, field, 'same'));
  });
}

function alikePairs(
  examples: readonly PreparedExample[],
  field: string,
  looks: ReadonlyMap<string, ImageLook>,
): { pairs: Pair[]; notCompared: number } {
  const byHash = new Map<string, PreparedExample>(); // the same bytes are another kind of pair
  for (const example of examples) {
    const { sha256 } = example.fields[field] ?? {};
    if (sha256 !== undefined && looks.has(sha256) && !byHash.has(sha256)) byHash.set(sha256, example);
  }
  const [hashes, owners] = [[...byHash.keys()], [...byHash.values()]];
  const { pairs, notCompared } = nearPairs(hashes.map((hash) => looks.get(hash)!.differences));
  return { pairs: pairs.map(([one, other]) => pairOf(owners[one]!, owners[other]!, field, 'near')), notCompared };
}

function pairOf(one: PreparedExample, other: PreparedExample, field: string, kind: Pair['kind']): Pair {
  const isSameTarget = JSON.stringify([...one.target].sort()) === JSON.stringify([...other.target].sort());
  return {
    ...{ field, kind, isAcrossSplits: one.split !== other.split, isContradiction: !isSameTarget },
    ...{ one: sideOf(one, field), other: sideOf(other, field) },
  };
}

function sideOf({ id, split, target, fields }: PreparedExample, field: string): PairSide {
  const value = fields[field]!;
  const text = 'text' in value ? value.text.slice(0, LONGEST_SHOWN) : null;
  return { id, split, target, text, image: text === null ? value.sha256 : null };
}
