import { CommanderError } from 'commander';
import { PlatformError } from '../platform/errors.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { ProgressLine } from './progress-line.js';
import type { Shell } from './shell.js';

/** What a command says: one answer on the standard output, its progress and its errors beside it. */
export class Report {
  readonly progress: ProgressLine;
  private code: ExitCode = EXIT.done;

  constructor(
    private readonly shell: Shell,
    readonly isJson: boolean,
  ) {
    this.progress = new ProgressLine(isJson ? undefined : shell.errors);
  }

  get exitCode(): ExitCode {
    return this.code;
  }

  /** The one answer of a command: a value for programs, lines for people. */
  answer(value: unknown, lines: readonly string[], exitCode: ExitCode = EXIT.done): void {
    this.progress.end();
    const texts = this.isJson ? [JSON.stringify(value)] : lines;
    for (const text of texts) this.shell.output.write(`${text}\n`);
    this.code = exitCode;
  }

  /** A line of an answer that takes its time, for people; programs wait for the whole. */
  line(text: string): void {
    if (!this.isJson) this.shell.output.write(`${text}\n`);
  }

  failure(error: unknown): void {
    this.progress.end();
    this.code = exitCodeOf(error);
    if (this.code === EXIT.done) return; // help was asked for and given
    const { code, message, field } = describe(error);
    const value = field === undefined ? { code, message } : { code, message, field };
    this.shell.errors.write(`${this.isJson ? JSON.stringify(value) : message}\n`);
  }
}

function describe(error: unknown): { code: string; message: string; field?: string | undefined } {
  if (error instanceof PlatformError) return error;
  if (error instanceof CommanderError) return { code: 'WRONG_USAGE', message: sentenceOf(error) };
  return { code: 'INTERNAL_ERROR', message: error instanceof Error ? error.message : String(error) };
}

/** Commander's own words, without its `error: ` and the line break before a suggestion. */
function sentenceOf({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'A command is missing; `marquee help` lists them';
  const sentence = message.replace(/^error: /, '').replaceAll('\n', ' ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}
