import * as tf from '@tensorflow/tfjs';
import { applyBranch, applyTrained, inputsOf } from './branches.js';
import type { Branch, FeatureShapes, TrainedBranches } from './branches.js';
import type { Head } from './evaluation/decision.js';

/** For each head by its name: the one branch that answers it. */
export type HeadBranches<Of = Branch> = Readonly<Record<string, Of>>;

/** Heads that learn side by side, each from its own features: inputs by name, logits [n, labels]. */
export function buildHeads(
  branches: HeadBranches,
  shapes: FeatureShapes,
  heads: readonly Head[],
  seed: number,
): tf.LayersModel {
  const inputs = inputsOf(Object.values(branches), shapes);
  const logits = inLabelOrder(heads).map((head, index) =>
    applyBranch(branchOf(branches, head), inputs, head.columns.length, seed + 100 * index),
  );
  return tf.model({ inputs: [...inputs.values()], outputs: sideBySide('logits', logits) });
}

/** The trained heads for serving: raw features in, the probabilities of each head's labels out, one head after the other. */
export function serveHeads(
  served: Omit<TrainedBranches, 'branches' | 'calibration'> & {
    readonly branches: HeadBranches<Pick<Branch, 'name' | 'inputs'>>;
    readonly heads: readonly Head[];
  },
): tf.LayersModel {
  const { branches, trained, heads } = served;
  const inputs = new Map(
    trained.inputNames.map((name, index) => {
      return [name, tf.input({ shape: trained.inputs[index]!.shape.slice(1), name })] as const;
    }),
  );
  const answers = inLabelOrder(heads).map((head) => {
    const branch = branchOf(branches, head);
    return applyTrained(
      branch,
      branch.inputs.map((name) => inputs.get(name)!),
      served,
    );
  });
  return tf.model({ inputs: [...inputs.values()], outputs: sideBySide('probabilities', answers) });
}

function branchOf<Of>(branches: HeadBranches<Of>, { name }: Head): Of {
  const branch = name === undefined ? undefined : branches[name];
  if (!branch) throw new Error(`There is no branch for the head ${name ?? 'without a name'}`);
  return branch;
}

/** Labels stand in alphabetical order; what a head answers is one stretch of them, as no layer puts columns elsewhere. */
function inLabelOrder(heads: readonly Head[]): Head[] {
  const ordered = [...heads].sort((one, other) => one.columns[0]! - other.columns[0]!);
  const columns = ordered.flatMap((head) => head.columns);
  if (columns.every((column, place) => column === place)) return ordered;
  throw new Error('The labels of one head must stand together in alphabetical order');
}

function sideBySide(name: string, outputs: tf.SymbolicTensor[]): tf.SymbolicTensor {
  return outputs.length === 1 ? outputs[0]! : (tf.layers.concatenate({ name }).apply(outputs) as tf.SymbolicTensor);
}
