import * as tf from '@tensorflow/tfjs';

const MOMENTUM = 0.9; // of the running statistics: a training run has only some hundred steps
const SELDOM = 0.01; // how likely an object is at any place, before anything is learned: hardly any place has one
const USUAL_DISTANCE = 2.5; // to an object's edges, in strides, before softplus

export interface DetectorSettings {
  readonly labelCount: number;
  /** Channels of every layer. */
  readonly width: number;
  /** Convolutions of each head. */
  readonly depth: number;
  /** Share of the backbone's features that is left out while training. */
  readonly dropout: number;
  readonly l2: number;
  readonly seed: number;
}

/**
 * From what the backbone gives at several strides (finest first) to logits [n, places, classes] and distances before
 * softplus [n, places, 4]: a neck that carries what is known at each stride to the others, down and up again, and two
 * heads that all strides share. No anchors: a place answers for the object in whose middle it lies.
 * @see Tian et al. 2019 (FCOS); Liu et al. 2018 (path aggregation)
 */
export function buildDetector(inputs: tf.SymbolicTensor[], settings: DetectorSettings): tf.LayersModel {
  const layers = new DetectorLayers(settings);
  const levels = exchange(
    inputs.map((input, level) => layers.normalised(`lateral${level}`, layers.dropped(level, input), 1)),
    layers,
  );
  const heads = { classes: layers.head('classes'), boxes: layers.head('boxes') };
  const logits = layers.answer('logits', settings.labelCount, -Math.log((1 - SELDOM) / SELDOM));
  const distances = layers.answer('distances', 4, USUAL_DISTANCE);
  const answers = levels.map((level, index) => ({
    logits: flat(logits.apply(layers.through(heads.classes, level, index))),
    distances: flat(distances.apply(layers.through(heads.boxes, level, index))),
  }));
  const joined = (of: tf.SymbolicTensor[], name: string) =>
    tf.layers.concatenate({ axis: 1, name }).apply(of) as tf.SymbolicTensor;
  return tf.model({
    inputs,
    outputs: [
      joined(
        answers.map((answer) => answer.logits),
        'all_logits',
      ),
      joined(
        answers.map((answer) => answer.distances),
        'all_distances',
      ),
    ],
  });
}

/** What is served: scores 0 to 1, and distances in strides. */
export function serveDetector(trained: tf.LayersModel, activation: 'sigmoid' | 'softmax'): tf.LayersModel {
  const [logits, distances] = trained.outputs as [tf.SymbolicTensor, tf.SymbolicTensor];
  const scores = tf.layers.activation({ activation, name: 'scores' }).apply(logits) as tf.SymbolicTensor;
  const lengths = tf.layers.activation({ activation: 'softplus', name: 'lengths' }).apply(distances);
  return tf.model({ inputs: trained.inputs, outputs: [scores, lengths as tf.SymbolicTensor] });
}

/** Coarse to fine, so that details know what they are part of, and back, so that the whole knows where its edges are. */
function exchange(laterals: tf.SymbolicTensor[], layers: DetectorLayers): tf.SymbolicTensor[] {
  const levels = [...laterals];
  for (let level = levels.length - 2; level >= 0; level--) {
    const coarser = tf.layers.upSampling2d({ size: [2, 2], name: `up${level}` }).apply(levels[level + 1]!);
    levels[level] = sum(`down_sum${level}`, levels[level]!, coarser as tf.SymbolicTensor);
  }
  levels[0] = layers.normalised('neck0', levels[0]!, 3);
  for (let level = 1; level < levels.length; level++) {
    const finer = layers.halved(`halved${level}`, levels[level - 1]!);
    levels[level] = layers.normalised(`neck${level}`, sum(`up_sum${level}`, levels[level]!, finer), 3);
  }
  return levels;
}

function sum(name: string, one: tf.SymbolicTensor, other: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.add({ name }).apply([one, other]) as tf.SymbolicTensor;
}

/** [n, height, width, channels] -> [n, places, channels] */
function flat(answer: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor {
  const value = answer as tf.SymbolicTensor;
  const [, height, width, channels] = value.shape as number[];
  return tf.layers.reshape({ targetShape: [height! * width!, channels!] }).apply(value) as tf.SymbolicTensor;
}

/** The layers of one detector, each with a name and a seed of its own. */
class DetectorLayers {
  #made = 0;

  constructor(private readonly settings: DetectorSettings) {}

  dropped(level: number, input: tf.SymbolicTensor): tf.SymbolicTensor {
    const { dropout: rate, seed } = this.settings;
    return tf.layers.dropout({ rate, seed: seed + level, name: `dropout${level}` }).apply(input) as tf.SymbolicTensor;
  }

  normalised(name: string, input: tf.SymbolicTensor, kernelSize: number): tf.SymbolicTensor {
    return this.#activated(name, this.#convolution(name, kernelSize).apply(input) as tf.SymbolicTensor);
  }

  halved(name: string, input: tf.SymbolicTensor): tf.SymbolicTensor {
    return this.#convolution(name, 3, 2).apply(input) as tf.SymbolicTensor;
  }

  /** Convolutions that every level goes through; how they are normalised is each level's own. */
  head(name: string): tf.layers.Layer[] {
    return Array.from({ length: this.settings.depth }, (_, index) => this.#convolution(`${name}${index}`, 3));
  }

  through(head: readonly tf.layers.Layer[], level: tf.SymbolicTensor, index: number): tf.SymbolicTensor {
    return head.reduce(
      (value, layer) => this.#activated(`${layer.name}_level${index}`, layer.apply(value) as tf.SymbolicTensor),
      level,
    );
  }

  answer(name: string, filters: number, bias: number): tf.layers.Layer {
    return tf.layers.conv2d({
      ...{ name, filters, kernelSize: 3, padding: 'same' },
      kernelInitializer: tf.initializers.randomNormal({ stddev: 0.01, seed: this.#seed() }),
      biasInitializer: tf.initializers.constant({ value: bias }),
    });
  }

  #convolution(name: string, kernelSize: number, strides = 1): tf.layers.Layer {
    const { width: filters, l2 } = this.settings;
    return tf.layers.conv2d({
      ...{ name: `${name}_conv`, filters, kernelSize, strides, padding: 'same', useBias: false },
      kernelInitializer: tf.initializers.heNormal({ seed: this.#seed() }),
      kernelRegularizer: tf.regularizers.l2({ l2 }),
    });
  }

  #activated(name: string, value: tf.SymbolicTensor): tf.SymbolicTensor {
    const normalised = tf.layers.batchNormalization({ momentum: MOMENTUM, name: `${name}_norm` }).apply(value);
    return tf.layers.reLU({ name: `${name}_relu` }).apply(normalised) as tf.SymbolicTensor;
  }

  #seed(): number {
    this.#made += 1;
    return this.settings.seed * 1009 + this.#made;
  }
}
