import type { ModelFamily } from '../../models/model-family.js';
import { escaped } from '../model-card.js';

export interface ImportedCardRequest {
  readonly family: Pick<ModelFamily, 'name' | 'title' | 'summary' | 'card'>;
  readonly version: string;
  /** sha256 of the file that was imported. */
  readonly hash: string;
  readonly labels: readonly string[];
  /** From which an object counts. */
  readonly threshold: number;
}

/** `model-card.md` of a version that was trained elsewhere: what is known of it here, and that no figure is. */
export function importedCard({ family, version, hash, labels, threshold }: ImportedCardRequest): string {
  const { name, title, summary, card } = family;
  return `${[
    `# ${title}`,
    `${summary}\n\nFamily \`${name}\`, version \`${version}\`.`,
    `## What it is for\n\n${card.use}`,
    `## What it was made of\n\nIt was trained elsewhere and imported as it was: what it learned from is known to those who trained it.\n\n- Imported file: sha256 ${hash}\n- Classes: ${labels.map(escaped).join(', ')}`,
    `## How well it does\n\nNothing was measured here. An object counts from a confidence of ${threshold} on, which was not chosen on any data.`,
    `## What it cannot do\n\n- Whatever else than its classes is on a picture is not found.\n- Whether it may be used, and for what, its own licence says.`,
  ].join('\n\n')}\n`;
}
