import { marquee } from '../../cli/marquee.js';

interface Surroundings {
  readonly variables?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Whether a person looks at it. */
  readonly isTerminal?: boolean;
}

export interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
  /** The output's one JSON value. */
  readonly json: unknown;
}

/** Runs a command line in this process, and keeps what it writes. */
export async function runMarquee(args: readonly string[], surroundings: Surroundings = {}): Promise<Run> {
  const { variables = {}, input = '', isTerminal = false } = surroundings;
  const written = { output: '', errors: '' };
  const exitCode = await marquee(args, {
    variables,
    input: (async function* () {
      await Promise.resolve();
      yield Buffer.from(input);
    })(),
    output: { write: (text) => (written.output += text) },
    errors: { isTTY: isTerminal, columns: 60, write: (text) => (written.errors += text) },
  });
  return {
    exitCode,
    ...written,
    get json() {
      return JSON.parse(written.output) as unknown;
    },
  };
}
