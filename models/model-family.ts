import type { z } from 'zod';

/** One thing a person or program hands in. Bytes are an encoded image file (JPEG, PNG, WebP, …). */
export type InputField =
  | { readonly kind: 'image'; readonly title: string; readonly maxBytes: number }
  | { readonly kind: 'text'; readonly title: string; readonly minCharacters: number; readonly maxCharacters: number };

/** Field name -> what it holds. The API, its OpenAPI document, the CLI and the web pages follow from this. */
export type InputSpec = Readonly<Record<string, InputField>>;
export type FieldValue = Uint8Array | string;
export type Fields = Readonly<Record<string, FieldValue>>;

/** One example's value for one input of the served graph, without the batch dimension. */
export type Feed =
  | { readonly dtype: 'uint8'; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly dtype: 'int64'; readonly shape: readonly number[]; readonly data: BigInt64Array }
  | { readonly dtype: 'float32'; readonly shape: readonly number[]; readonly data: Float32Array };

/** Graph input name -> value. Examples whose feeds have equal shapes may be answered in one batch. */
export type Feeds = Readonly<Record<string, Feed>>;

/**
 * What the served graph says of one example: `probabilities` [labels], and `embedding` [dimensions] if it has one; or
 * `objects` [100 * 6] (models/boxes.ts) and the picture's `size` [width, height].
 */
export type Outputs = Readonly<Record<string, Float32Array>>;

export interface LabelProbability {
  readonly label: string;
  /** 0 to 1 */
  readonly probability: number;
  /** Whether the probability reaches the label's threshold, or is the highest of its head. */
  readonly isPredicted: boolean;
  /** The head that answers with it, where the family has several. */
  readonly head?: string;
}

export interface LabelsPrediction {
  /** Most probable first. */
  readonly labels: readonly LabelProbability[];
}

/** An object on a picture; edges in pixels of the picture that was handed in, turned as people see it. */
export interface DetectedObject {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** 0 to 1 */
  readonly confidence: number;
  readonly class: string;
  /** Whether the confidence reaches the class's threshold. */
  readonly isPredicted: boolean;
}

export interface ObjectsPrediction {
  /** Most confident first; also those that are hardly likely, so that whoever asks can set a threshold. */
  readonly objects: readonly DetectedObject[];
}

/** The small vocabulary of answers; a page knows how to show each. */
export type Prediction = LabelsPrediction | ObjectsPrediction;

/** Something the person should know about an answer that is given all the same. */
export interface Notice {
  /** UPPER_SNAKE, stable, for programs. */
  readonly code: string;
  /** One sentence for people. */
  readonly message: string;
}

/** What people should know before they rely on a family's answers; part of every version's model card. */
export interface FamilyCard {
  /** What it is for. */
  readonly use: string;
  /** What it learns from. */
  readonly data: string;
  /** What it cannot do, one sentence each. */
  readonly limits: readonly string[];
}

/** A family with a version's vocabulary in hand: raw fields in, graph inputs out; graph outputs in, an answer out. */
export interface Codec {
  /** @throws InvalidInputError when a field cannot be understood (not an image, too large, …) */
  encode(fields: Fields): Promise<Feeds>;
  decode(outputs: Outputs): Prediction;
}

/**
 * What can be learned: one folder `models/<name>/` with `family.ts` (this; no TensorFlow, so that serving can load it),
 * `network.ts` (how it is built in TensorFlow.js) and `dataset.ts` (where examples come from). Found by `catalog.ts`.
 */
export interface ModelFamily<Vocabulary = unknown> {
  /** kebab-case, the folder's name and the name in every route */
  readonly name: string;
  readonly title: string;
  /** What it is asked about, in the plural, as people would look for it: families of one subject stand side by side on the page. */
  readonly subject: string;
  /** One sentence for people: what goes in and what comes out. */
  readonly summary: string;
  readonly card: FamilyCard;
  readonly input: InputSpec;
  /** Every label on its own; one label or not; exactly one label of several, for each head; where on a picture what is. */
  readonly task: 'multi-label' | 'binary' | 'multi-class' | 'detection';
  readonly headline: 'macroAuc' | 'balancedAccuracy' | 'accuracy' | 'meanAp50' | 'meanAp50To95';
  /** Multi-class: the labels of each head, by its name, where one answer is not enough. Otherwise the data decides. */
  readonly heads?: Readonly<Record<string, readonly string[]>>;
  /** Whether a version embeds the catalogue of movies, so that similar ones can be recommended. */
  readonly recommends: boolean;
  /** Whether it says of each shot of a video that is handed in what it is: its input is then one field, a clip (models/clip.ts). */
  readonly labelsShots?: true;
  /** Another family that is asked first about the same fields and may add a notice to this family's answer; it answers with labels. */
  readonly screening?: { readonly family: string; notice(prediction: LabelsPrediction): Notice | undefined };
  /**
   * When the API loads its champion: at once, the default, or on the first question, which waits for it. The latter is unloaded
   * again when it is idle and others need the memory.
   */
  readonly loading?: 'at-once' | 'on-demand';
  /** What can be set about its training: an object schema with a default for everything, strict about names. */
  readonly hyperparameters: z.ZodType;
  /** What `vocabulary.json` of a version must hold. */
  readonly vocabulary: z.ZodType<Vocabulary>;
  open(vocabulary: Vocabulary): Codec;
}

/** Input that no retry will mend; `field` is the field at fault. */
export class InvalidInputError extends Error {
  constructor(
    readonly code: string,
    readonly field: string,
    message: string,
  ) {
    super(message);
    this.name = 'InvalidInputError';
  }
}
