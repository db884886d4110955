import type { Shot } from '../../api/types';

type ShotLabel = NonNullable<Shot['labels']>[number];

const NO_HEAD = 'label'; // of a family that has one head only

/** What the heads and the labels of MovieShots are called, for people; anything else is shown as it is. */
const TITLES: Readonly<Record<string, string>> = {
  scale: 'Scale',
  movement: 'Movement',
  label: 'Kind',
  ECS: 'Extreme close-up',
  CS: 'Close-up',
  MS: 'Medium shot',
  FS: 'Full shot',
  LS: 'Long shot',
  static: 'Static',
  motion: 'Motion',
  push: 'Push',
  pull: 'Pull',
};

/** From near to far, from still to moving: colours follow this order, whichever labels a video has. */
const ORDER = ['ECS', 'CS', 'MS', 'FS', 'LS', 'static', 'motion', 'push', 'pull'];
const COLOURS = ['amber.5', 'teal.6', 'blue.5', 'grape.5', 'red.6', 'lime.7', 'cyan.6', 'orange.6'];

export const titleOf = (name: string) => TITLES[name] ?? name;

/** The questions that the shots were asked, in the order in which they are answered everywhere. */
export function headsOf(shots: readonly Shot[]): string[] {
  const heads = new Set(shots.flatMap(({ labels }) => (labels ?? []).map(headOf)));
  return [...heads].sort((one, other) => (one === 'scale' ? -1 : other === 'scale' ? 1 : one.localeCompare(other)));
}

/** A shot's answer to one of them. */
export function answerOf({ labels }: Shot, head: string): ShotLabel | undefined {
  return labels?.find((label) => headOf(label) === head && label.isPredicted);
}

/** Every label that a head knows. */
export function labelsOf(shots: readonly Shot[], head: string): string[] {
  const labels = shots.flatMap((shot) => shot.labels ?? []).filter((label) => headOf(label) === head);
  return [...new Set(labels.map(({ label }) => label))].sort((one, other) => rankOf(one) - rankOf(other));
}

export function colourOf(labels: readonly string[], label: string): string {
  return COLOURS[labels.indexOf(label) % COLOURS.length] ?? 'gray.5';
}

/** Seconds of the video that have each label, the same order as the labels. */
export function secondsPer(shots: readonly Shot[], head: string, labels: readonly string[]): number[] {
  return labels.map((label) =>
    shots.filter((shot) => answerOf(shot, head)?.label === label).reduce((sum, { start, end }) => sum + end - start, 0),
  );
}

function headOf({ head = NO_HEAD }: ShotLabel): string {
  return head;
}

function rankOf(label: string): number {
  const rank = ORDER.indexOf(label);
  return rank === -1 ? ORDER.length : rank;
}
