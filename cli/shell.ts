/** Where text goes to; a terminal says how wide it is. */
export interface TextOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a command line is given by whoever starts it. */
export interface Shell {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly input: AsyncIterable<Uint8Array | string>;
  readonly output: TextOutput;
  readonly errors: TextOutput;
}
