import { GraphBuilder } from '../onnx/graph-builder.js';
import { float16, float32 } from '../onnx/tensor-data.js';
import type { Weight } from './safetensors.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

/** What a BERT encoder is made of, as its config.json says; the defaults are all-MiniLM-L6-v2's. */
export interface EncoderShape {
  readonly dimensions: number;
  readonly layers: number;
  readonly heads: number;
}
export const MINILM: EncoderShape = { dimensions: 384, layers: 6, heads: 12 };

const LAYER_NORM_EPSILON = 1e-12;
const MASKED = -10_000; // added to the score of a padding token: its share of the attention becomes nothing
const MINIMAL_NORM = 1e-12;
export const TOKENS_KEPT = 64; // for networks that read token after token: most of a product's text, none of its small print
const FLOAT = 1; // ONNX's number of the type

/**
 * The sentence encoder as an ONNX graph: token ids in, one vector per text out. Written node by node, since the network
 * only ever runs in ONNX Runtime. Weights are stored as float16: half the file, cosine to float32 above 0.99999.
 *
 * Inputs `input_ids`, `attention_mask` int64 [batch, tokens]; output `sentence_embedding` float32 [batch, dimensions]: the mean
 * over the tokens that are no padding, scaled to length 1 as the model's own modules.json demands (Normalize). Output
 * `token_embeddings` float32 [batch, 64, dimensions]: the first 64 tokens one by one, zeros where there is none.
 */
export function buildMiniLm(weights: ReadonlyMap<string, Weight>, shape: EncoderShape = MINILM): Uint8Array {
  return new MiniLmBuilder(weights, shape).build();
}

class MiniLmBuilder {
  private readonly graph = new GraphBuilder('minilm');

  constructor(
    private readonly weights: ReadonlyMap<string, Weight>,
    private readonly shape: EncoderShape,
  ) {}

  build(): Uint8Array {
    const { graph } = this;
    const ids = graph.input('input_ids', 'int64', ['batch', 'tokens']);
    const mask = graph.input('attention_mask', 'int64', ['batch', 'tokens']);
    const penalty = this.penalty(mask);
    let hidden = this.embed(ids);
    for (let layer = 0; layer < this.shape.layers; layer++) {
      const prefix = `encoder.layer.${layer}`;
      hidden = this.residual(`${prefix}.attention.output`, this.attend(prefix, hidden, penalty), hidden);
      hidden = this.residual(`${prefix}.output`, this.expand(prefix, hidden), hidden);
    }
    graph.output('sentence_embedding', this.pool(hidden, mask), 'float32', ['batch', this.shape.dimensions]);
    graph.output('token_embeddings', this.beginning(hidden, mask), 'float32', [
      'batch',
      TOKENS_KEPT,
      this.shape.dimensions,
    ]);
    return graph.toBytes();
  }

  /** Word, position and segment; every token belongs to segment 0, so that row is added to the positions beforehand. */
  private embed(ids: string): string {
    const { graph } = this;
    const words = graph.node('Gather', [this.matrix('embeddings.word_embeddings.weight'), ids]);
    const length = graph.node('Slice', [
      graph.node('Shape', [ids]),
      graph.integers([1]),
      graph.integers([2]),
      graph.integers([0]),
    ]);
    const positions = graph.node('Slice', [this.positions(), graph.integers([0]), length, graph.integers([0])]);
    return this.normalize('embeddings.LayerNorm', graph.node('Add', [words, positions]));
  }

  private positions(): string {
    const { shape, values } = this.weight('embeddings.position_embeddings.weight');
    const segments = this.weight('embeddings.token_type_embeddings.weight').values;
    const sums = values.map((value, index) => value + (segments[index % this.shape.dimensions] as number));
    return this.graph.weight('embeddings.positions', float16(shape, sums));
  }

  /** 0 where there is a token, very negative where there is padding: [batch, 1, 1, tokens]. */
  private penalty(mask: string): string {
    const { graph } = this;
    const spread = graph.node('Unsqueeze', [graph.node('Unsqueeze', [mask, graph.integers([1])]), graph.integers([2])]);
    const isPadding = graph.node('Sub', [graph.scalar(1), graph.node('Cast', [spread], { to: FLOAT })]);
    return graph.node('Mul', [isPadding, graph.scalar(MASKED)]);
  }

  private attend(prefix: string, hidden: string, penalty: string): string {
    const { graph } = this;
    const self = `${prefix}.attention.self`;
    const query = this.heads(this.linear(`${self}.query`, hidden), [0, 2, 1, 3]);
    const key = this.heads(this.linear(`${self}.key`, hidden), [0, 2, 3, 1]);
    const value = this.heads(this.linear(`${self}.value`, hidden), [0, 2, 1, 3]);
    const scale = graph.scalar(Math.sqrt(this.shape.dimensions / this.shape.heads));
    const scores = graph.node('Div', [graph.node('MatMul', [query, key]), scale]);
    const attention = graph.node('Softmax', [graph.node('Add', [scores, penalty])], { axis: -1 });
    const gathered = graph.node('Transpose', [graph.node('MatMul', [attention, value])], { perm: [0, 2, 1, 3] });
    const merged = graph.node('Reshape', [gathered, graph.integers([0, 0, this.shape.dimensions])]);
    return this.linear(`${prefix}.attention.output.dense`, merged);
  }

  private heads(projected: string, perm: readonly number[]): string {
    const { dimensions, heads } = this.shape;
    const sizes = this.graph.integers([0, 0, heads, dimensions / heads]);
    return this.graph.node('Transpose', [this.graph.node('Reshape', [projected, sizes])], { perm });
  }

  /** GELU by the error function. */
  private expand(prefix: string, hidden: string): string {
    const { graph } = this;
    const wide = this.linear(`${prefix}.intermediate.dense`, hidden);
    const error = graph.node('Erf', [graph.node('Div', [wide, graph.scalar(Math.SQRT2)])]);
    const gated = graph.node('Mul', [wide, graph.node('Add', [error, graph.scalar(1)])]);
    return this.linear(`${prefix}.output.dense`, graph.node('Mul', [gated, graph.scalar(0.5)]));
  }

  private residual(prefix: string, change: string, hidden: string): string {
    return this.normalize(`${prefix}.LayerNorm`, this.graph.node('Add', [change, hidden]));
  }

  private pool(hidden: string, mask: string): string {
    const { graph } = this;
    const sum = graph.node('ReduceSum', [this.present(hidden, mask), graph.integers([1])], { keepdims: 0 });
    // The mean is the sum over the number of tokens; scaled to length 1, that number cancels out.
    const norm = graph.node('ReduceL2', [sum], { axes: [1], keepdims: 1 });
    return graph.node('Div', [sum, graph.node('Max', [norm, graph.scalar(MINIMAL_NORM)])]);
  }

  /** Nothing where there is padding. */
  private present(hidden: string, mask: string): string {
    const { graph } = this;
    const isPresent = graph.node('Unsqueeze', [graph.node('Cast', [mask], { to: FLOAT }), graph.integers([2])]);
    return graph.node('Mul', [hidden, isPresent]);
  }

  private beginning(hidden: string, mask: string): string {
    const { graph } = this;
    const longEnough = graph.node('Pad', [this.present(hidden, mask), graph.integers([0, 0, 0, 0, TOKENS_KEPT, 0])]);
    const bounds = [graph.integers([0]), graph.integers([TOKENS_KEPT]), graph.integers([1])];
    return graph.node('Slice', [longEnough, ...bounds]);
  }

  /** Torch keeps a linear layer as [out, in]. */
  private linear(prefix: string, input: string): string {
    const { graph } = this;
    const { shape, values } = transposed(this.weight(`${prefix}.weight`));
    const kernel = graph.weight(`${prefix}.weight`, float16(shape, values));
    return graph.node('Add', [graph.node('MatMul', [input, kernel]), this.vector(`${prefix}.bias`)]);
  }

  private normalize(prefix: string, input: string): string {
    const affine = [this.vector(`${prefix}.weight`), this.vector(`${prefix}.bias`)];
    return this.graph.node('LayerNormalization', [input, ...affine], {
      axis: -1,
      epsilon: { float: LAYER_NORM_EPSILON },
    });
  }

  private matrix(name: string): string {
    const { shape, values } = this.weight(name);
    return this.graph.weight(name, float16(shape, values));
  }

  private vector(name: string): string {
    const { shape, values } = this.weight(name);
    return this.graph.weight(name, float32(shape, values));
  }

  private weight(name: string): Weight {
    const weight = this.weights.get(name);
    if (weight === undefined) throw new UnreadableWeightsError(`there is no tensor ${name}`);
    return weight;
  }
}

function transposed({ shape, values }: Weight): Weight {
  const [rows, columns] = shape as [number, number];
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = values[row * columns + column] as number;
    }
  }
  return { shape: [columns, rows], values: turned };
}
