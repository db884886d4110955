/** How the ids of a family's retrainings begin, whoever started them. */
export function retrainingIdPrefix(family: string): string {
  return `retrain-${family}-`;
}

/** The family that a retraining's id names, or undefined: the longest one that fits, as one name may begin another. */
export function familyOf(id: string, families: readonly string[]): string | undefined {
  return families
    .filter((family) => id.startsWith(retrainingIdPrefix(family)))
    .sort((left, right) => right.length - left.length)[0];
}
