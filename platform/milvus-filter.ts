import type { VectorFilter } from './vector-index.js';

/** The filter in Milvus' own language; empty when everything passes. */
export function filterExpression({ genre, yearFrom, yearTo }: VectorFilter): string {
  const conditions: string[] = [];
  if (genre !== undefined) conditions.push(`array_contains(genres, ${quoted(genre)})`);
  if (yearFrom !== undefined) conditions.push(`year >= ${Math.trunc(yearFrom)}`);
  if (yearTo !== undefined) conditions.push(`year <= ${Math.trunc(yearTo)}`);
  return conditions.join(' && ');
}

/** A text as a literal, which it cannot break out of. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
