import type { EncoderShape } from './minilm.js';
import type { Weight } from './safetensors.js';

type Vector = number[];

/**
 * A BERT encoder of one text with plain arrays, straight from the paper: what the graph is held against.
 * @returns the mean over tokens, not scaled
 * @see Devlin et al. 2019; Vaswani et al. 2017, section 3
 */
export function encodeByHand(
  weights: ReadonlyMap<string, Weight>,
  { dimensions, layers, heads }: EncoderShape,
  ids: readonly number[],
): Vector {
  const values = (name: string) => weights.get(name)!.values;
  const row = (name: string, index: number) => [...values(name).subarray(index * dimensions, (index + 1) * dimensions)];
  const linear = (name: string) => (input: Vector) =>
    [...values(`${name}.bias`)].map((bias, out) =>
      input.reduce((sum, value, index) => sum + value * values(`${name}.weight`)[out * input.length + index]!, bias),
    );
  const normalize = (name: string) => (input: Vector) => {
    const mean = average(input);
    const deviation = Math.sqrt(average(input.map((value) => (value - mean) ** 2)));
    return input.map(
      (value, index) =>
        ((value - mean) / deviation) * values(`${name}.weight`)[index]! + values(`${name}.bias`)[index]!,
    );
  };

  const attend = (prefix: string, tokens: Vector[]): Vector[] => {
    const [queries, keys, carried] = ['query', 'key', 'value'].map((role) => tokens.map(linear(`${prefix}.${role}`)));
    const size = dimensions / heads;
    const head = (vector: Vector, index: number) => vector.slice(index * size, (index + 1) * size);
    return tokens.map((_, token) =>
      Array.from({ length: heads }, (_unused, index) => {
        const query = head(queries![token]!, index);
        const scores = softmax(keys!.map((key) => dot(query, head(key, index)) / Math.sqrt(size)));
        return weighted(
          scores,
          carried!.map((value) => head(value, index)),
        );
      }).flat(),
    );
  };

  let tokens = ids.map((id, position) =>
    normalize('embeddings.LayerNorm')(
      sum(
        sum(row('embeddings.word_embeddings.weight', id), row('embeddings.position_embeddings.weight', position)),
        row('embeddings.token_type_embeddings.weight', 0),
      ),
    ),
  );
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `encoder.layer.${layer}`;
    const attended = attend(`${prefix}.attention.self`, tokens).map(linear(`${prefix}.attention.output.dense`));
    tokens = attended.map((change, index) =>
      normalize(`${prefix}.attention.output.LayerNorm`)(sum(change, tokens[index]!)),
    );
    const expanded = tokens.map((token) => linear(`${prefix}.intermediate.dense`)(token).map(gelu));
    const changes = expanded.map(linear(`${prefix}.output.dense`));
    tokens = changes.map((change, index) => normalize(`${prefix}.output.LayerNorm`)(sum(change, tokens[index]!)));
  }
  return weighted(
    tokens.map(() => 1 / tokens.length),
    tokens,
  );
}

const sum = (left: Vector, right: Vector): Vector => left.map((value, index) => value + right[index]!);
const dot = (left: Vector, right: Vector): number =>
  left.reduce((total, value, index) => total + value * right[index]!, 0);
const average = (values: Vector): number => values.reduce((total, value) => total + value, 0) / values.length;
const weighted = (shares: Vector, vectors: Vector[]): Vector =>
  vectors[0]!.map((_, index) =>
    dot(
      shares,
      vectors.map((vector) => vector[index]!),
    ),
  );

function softmax(scores: Vector): Vector {
  const powers = scores.map((score) => Math.exp(score));
  const total = powers.reduce((left, right) => left + right, 0);
  return powers.map((power) => power / total);
}

function gelu(value: number): number {
  return (value / 2) * (1 + erf(value / Math.SQRT2));
}

/** By its Taylor series, which needs no more than 60 terms for the small numbers of a test. */
function erf(value: number): number {
  let term = value;
  let total = value;
  for (let n = 1; n < 60; n++) {
    term *= -(value * value) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}
