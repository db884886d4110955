import type { Box } from './boxes.js';

/**
 * Where an example's value of one input field lies: in a file of the data folder, or here as text. A still that is
 * `filmed` is a clip made of it, by a camera that moves that way (training/clips/).
 */
export type FieldSource = { readonly file: string; readonly filmed?: Filmed } | { readonly text: string };

/** What all of a clip that is made from a still follows from. */
export interface Filmed {
  readonly movement: string;
  /** Decides speed, direction and how steady the hand is. */
  readonly seed: number;
}

/** An object on a picture; edges as fractions of the picture's width and height. */
export interface LabelledBox extends Box {
  readonly label: string;
}

/** What is on an example's picture. */
export interface Scene {
  /** Pixels of the picture, turned as people see it. */
  readonly width: number;
  readonly height: number;
  readonly objects: readonly LabelledBox[];
}

export interface Example {
  readonly id: string;
  /** What the example is about (title and year of a movie): examples of one identity always share a split. */
  readonly identity: string;
  readonly fields: Readonly<Record<string, FieldSource>>;
  /** The labels it has; for a binary family, [its label] or []. null when nobody knows: embedded, not learned from. */
  readonly target: readonly string[] | null;
  /** Where a family looks for objects: the target says which there are, this where they are. */
  readonly scene?: Scene;
  /** Where the data says which split it belongs to; otherwise its identity decides. */
  readonly split?: 'train' | 'validation' | 'test';
  /** What sort of example it is (poster, photo, …), where figures per sort are wanted. */
  readonly kind?: string;
}

/** Data that cannot be read as it stands; the message names the file and the line. No retry will mend it. */
export class InvalidDatasetError extends Error {
  readonly code = 'INVALID_DATASET';

  constructor(message: string) {
    super(message);
    this.name = 'InvalidDatasetError';
  }
}

/** The data folder holds nothing for this family: others may have all they need. */
export class MissingDataError extends InvalidDatasetError {}

/**
 * Reads a family's examples from a data folder.
 * @param hyperparameters all that are in force, where one of them says what to read
 * @throws InvalidDatasetError naming the file and line that is wrong; MissingDataError where there is none of its data
 */
export type DatasetSource = (
  dataFolder: string,
  hyperparameters: Readonly<Record<string, unknown>>,
) => Promise<Example[]>;
