import type { FamilySummary } from '../../api/types';

const MOVIES = 'Movies'; // the only subject with a catalogue to start from

/** Where things are on a picture is shown on a page of its own. */
export function isAskedHere({ task }: FamilySummary): boolean {
  return task !== 'detection';
}

export function isOfMovies({ subject }: FamilySummary): boolean {
  return subject === MOVIES;
}

/** Each once, in the order of their families. */
export function subjectsOf(families: readonly FamilySummary[]): string[] {
  return [...new Set(families.map(({ subject }) => subject))];
}

export function titleOf(subject = MOVIES): { title: string; tab: string; lead: string } {
  if (subject !== MOVIES) {
    return { title: subject, tab: subject, lead: 'Hand something in: the version that serves now says what it is.' };
  }
  return {
    title: 'What kind of movie is it?',
    tab: MOVIES,
    lead: 'Hand in a poster or a plot. The models name its genres and find the movies most like it.',
  };
}
