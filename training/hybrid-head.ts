import * as tf from '@tensorflow/tfjs';

export interface HybridHead {
  /** Channels of every token. */
  readonly units: number;
  readonly dropout: number;
  readonly labelCount: number;
  readonly seed: number;
}

const ATTENTION_HEADS = 4;
const LARGER = 2; // how much wider the middle of the last part is

/**
 * From what a convolutional network says of each place [n, height, width, channels] to logits [n, labels]: a gated mixer
 * that looks at neighbouring places, self-attention over all of them, and two dense layers for each, every part added to
 * what it was given. In MambaVision's manner (mixers first, attention last), with depthwise convolutions where that has a
 * scan: over so few places they see as far.
 * @see Hatamizadeh & Kautz 2024 (MambaVision); Vaswani et al. 2017
 */
export function buildHybridHead(input: tf.SymbolicTensor, settings: HybridHead): tf.SymbolicTensor {
  const { units, dropout, labelCount } = settings;
  const layers = new HybridLayers(settings);
  const [, height, width] = input.shape as number[];
  let places = layers.dense('embed', units, layers.normal('embed', input));
  places = layers.sum('mixed', places, mix(layers, units, layers.normal('mixer', places)));
  let tokens = tf.layers
    .reshape({ name: 'classes_tokens', targetShape: [height! * width!, units] })
    .apply(places) as tf.SymbolicTensor;
  tokens = layers.sum('attended', tokens, attend(layers, units, layers.normal('attention', tokens)));
  const wide = layers.dense('wide', units * LARGER, layers.normal('last', tokens), 'gelu');
  tokens = layers.sum('answered', tokens, layers.dense('narrow', units, wide));
  const pooled = tf.layers.globalAveragePooling1d({ name: 'classes_pooled' }).apply(layers.normal('pooled', tokens));
  const kept = tf.layers.dropout({ name: 'classes_dropout', rate: dropout, seed: settings.seed }).apply(pooled);
  return layers.dense('logits', labelCount, kept as tf.SymbolicTensor);
}

/** Two looks at each place's neighbourhood, side by side and made one again. */
function mix(layers: HybridLayers, units: number, places: tf.SymbolicTensor): tf.SymbolicTensor {
  const looks = ['scanned', 'gated'].map((name) =>
    layers.neighbourhood(name, layers.dense(`${name}_in`, units / 2, places)),
  );
  const both = tf.layers.concatenate({ name: 'classes_looks' }).apply(looks) as tf.SymbolicTensor;
  return layers.dense('mixer_out', units, both);
}

/** Every token's weighted mean of all others, by several heads. */
function attend(layers: HybridLayers, units: number, tokens: tf.SymbolicTensor): tf.SymbolicTensor {
  const size = units / ATTENTION_HEADS;
  const heads = Array.from({ length: ATTENTION_HEADS }, (_, head) => {
    const [query, key, value] = ['query', 'key', 'value'].map((role) => layers.dense(`${role}${head}`, size, tokens));
    const alike = tf.layers.dot({ axes: [2, 2], name: `classes_alike${head}` }).apply([query!, key!]);
    const scaled = tf.layers.rescaling({ scale: 1 / Math.sqrt(size), name: `classes_scaled${head}` }).apply(alike);
    const weights = tf.layers
      .activation({ activation: 'softmax', name: `classes_weights${head}` })
      .apply(scaled) as tf.SymbolicTensor;
    return tf.layers.dot({ axes: [2, 1], name: `classes_seen${head}` }).apply([weights, value!]) as tf.SymbolicTensor;
  });
  const joined = tf.layers.concatenate({ name: 'classes_heads' }).apply(heads) as tf.SymbolicTensor;
  return layers.dense('attention_out', units, joined);
}

/** Layers with names of their own and seeds that follow from the head's. */
class HybridLayers {
  #seed: number;

  constructor({ seed }: HybridHead) {
    this.#seed = seed * 101;
  }

  dense(name: string, units: number, input: tf.SymbolicTensor, activation?: 'gelu'): tf.SymbolicTensor {
    const kernelInitializer = tf.initializers.glorotUniform({ seed: this.#seed++ });
    const layer = tf.layers.dense({
      name: `classes_${name}`,
      units,
      kernelInitializer,
      ...(activation && { activation }),
    });
    return layer.apply(input) as tf.SymbolicTensor;
  }

  normal(name: string, input: tf.SymbolicTensor): tf.SymbolicTensor {
    return tf.layers.layerNormalization({ name: `classes_${name}_norm` }).apply(input) as tf.SymbolicTensor;
  }

  neighbourhood(name: string, input: tf.SymbolicTensor): tf.SymbolicTensor {
    const depthwiseInitializer = tf.initializers.glorotUniform({ seed: this.#seed++ });
    const layer = tf.layers.depthwiseConv2d({
      ...{ name: `classes_${name}`, kernelSize: 3, padding: 'same', activation: 'swish', depthwiseInitializer },
    });
    return layer.apply(input) as tf.SymbolicTensor;
  }

  sum(name: string, one: tf.SymbolicTensor, other: tf.SymbolicTensor): tf.SymbolicTensor {
    return tf.layers.add({ name: `classes_${name}` }).apply([one, other]) as tf.SymbolicTensor;
  }
}
