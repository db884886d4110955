import type { TextOutput } from './shell.js';

const BAR_WIDTH = 24;
const ANY_TERMINAL = 80; // columns, where one does not know its own: some say 0

export interface Progress {
  /** What is being done now, in a word or two. */
  readonly step: string;
  /** 0 to 1; undefined while nobody knows. */
  readonly share?: number | undefined;
  readonly detail?: string;
}

/** One line that is drawn again and again on a terminal; elsewhere (a log) a line for every new step. */
export class ProgressLine {
  private step: string | undefined;
  private isDrawn = false;

  /** @param output undefined to say nothing */
  constructor(private readonly output: TextOutput | undefined) {}

  show({ step, share, detail = '' }: Progress): void {
    if (this.output?.isTTY) {
      const parts = [step, ...(share === undefined ? [] : [bar(share)]), detail];
      const line = parts.filter((part) => part !== '').join('  ');
      this.output.write(`\r\x1b[K${line.slice(0, (this.output.columns || ANY_TERMINAL) - 1)}`);
      this.isDrawn = true;
    } else if (step !== this.step) {
      this.output?.write(`${step}\n`);
    }
    this.step = step;
  }

  /** Leaves no trace on a terminal: the answer takes its place. */
  end(): void {
    if (this.isDrawn) this.output?.write('\r\x1b[K');
    this.isDrawn = false;
  }
}

function bar(share: number): string {
  const filled = Math.round(Math.max(0, Math.min(1, share)) * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
