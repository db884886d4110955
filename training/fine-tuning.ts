import * as tf from '@tensorflow/tfjs';
import { applyTrained } from './branches.js';
import { copyLayer } from './copy-layer.js';
import type { Branch } from './branches.js';
import type { BuildScope, ServeScope } from './network.js';

/** What goes into a layer of a model: where the model is cut into a frozen front and a tail that learns. */
export function inputOf(model: tf.LayersModel, layer: string): tf.SymbolicTensor {
  return model.getLayer(layer).input as tf.SymbolicTensor;
}

export interface Tail {
  readonly input: tf.SymbolicTensor;
  readonly output: tf.SymbolicTensor;
}

/**
 * The layers from `before` on, copied with their weights, from an input of their own to the model's first output. The
 * model itself stays as it is, so its front can still be served in front of the trained copy.
 */
export function copyTail(model: tf.LayersModel, before: string, inputName: string): Tail {
  const cut = inputOf(model, before);
  const input = tf.input({ shape: cut.shape.slice(1), name: inputName });
  const copied = new Map<number, tf.SymbolicTensor>([[cut.id, input]]);
  const copy = (tensor: tf.SymbolicTensor): tf.SymbolicTensor => {
    const known = copied.get(tensor.id);
    if (known) return known;
    const layer = tensor.sourceLayer;
    const inputs = layer.inboundNodes[tensor.nodeIndex]!.inputTensors.map(copy);
    const output = copyLayer(layer, inputs);
    copied.set(tensor.id, output);
    return output;
  };
  return { input, output: copy(model.outputs[0]!) };
}

type Head = Pick<Branch, 'name' | 'inputs'>;

/** Where a backbone is cut: the model's input that its activations feed, and the layer that takes them. */
export interface Cut {
  readonly input: string;
  readonly before: string;
}

/** The backbone's last layers and the head trained before, as one model to train on: activations in, logits out. */
export function buildFineTuning(head: Head, { input: name, before }: Cut, scope: BuildScope): tf.LayersModel {
  const { previous, standardisations } = scope;
  const backbone = scope.backbones[name];
  if (!backbone || !previous) throw new Error('Fine-tuning needs an image backbone and a head that is trained already');
  const { input, output } = copyTail(backbone, before, name);
  return tf.model({
    inputs: input,
    outputs: applyTrained(head, [output], { trained: previous, standardisations, activation: 'linear' }),
  });
}

/** What was fine-tuned, for serving: activations in, probabilities and the tail's embedding out. */
export function serveFineTuned(
  head: Head,
  { trained, activation }: Pick<ServeScope, 'trained' | 'activation'>,
): tf.LayersModel {
  const logits = trained.outputs[0]!;
  const probabilities = tf.layers.activation({ activation, name: 'probabilities' }).apply(logits);
  const embedding = firstHeadLayer(head, trained).input as tf.SymbolicTensor;
  return tf.model({ inputs: trained.inputs, outputs: [probabilities as tf.SymbolicTensor, embedding] });
}

function firstHeadLayer({ name }: Head, trained: tf.LayersModel): tf.layers.Layer {
  return trained.layers.find((layer) => layer.name.startsWith(`${name}_`))!;
}
