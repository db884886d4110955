import { OBJECT_ROWS, intersectionOverUnion } from '../../../models/boxes.js';
import type { FoundObject } from '../../evaluation/detection/seen-objects.js';
import type { SuppressionSettings } from '../../onnx/append-objects.js';

/** Of what is left, a tenth of the boxes that are wrong cost nothing; two objects that stand together overlap by less. */
export const SUPPRESSION: SuppressionSettings = { overlap: 0.6, confidence: 0.02 };

/** The most confident of every heap of boxes, most confident first: what the exported graph does as well. */
export function suppress(found: readonly FoundObject[], { overlap, confidence }: SuppressionSettings): FoundObject[] {
  const kept: FoundObject[] = [];
  const likely = found.filter((object) => object.confidence > confidence);
  for (const object of likely.sort((a, b) => b.confidence - a.confidence)) {
    const isCovered = kept.some(
      (other) => other.label === object.label && intersectionOverUnion(other, object) > overlap,
    );
    if (!isCovered) kept.push(object);
    if (kept.length === OBJECT_ROWS) break;
  }
  return kept;
}
