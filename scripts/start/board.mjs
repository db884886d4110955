const SECONDS_BETWEEN_PLAIN_LINES = 5;

/** Lines that change: rewritten in place on a terminal, written one below the other now and then elsewhere. */
export class Board {
  #output;
  /** @type {Map<string, string>} */
  #lines = new Map();
  /** @type {Map<string, number>} */
  #writtenAt = new Map();
  #drawn = 0;

  /** @param {NodeJS.WriteStream} output */
  constructor(output) {
    this.#output = output;
  }

  /** @param {string} key @param {string} text */
  show(key, text) {
    if (this.#lines.get(key) === text) return;
    this.#lines.set(key, text);
    if (this.#output.isTTY) return this.#redraw();
    if (performance.now() - (this.#writtenAt.get(key) ?? -Infinity) < SECONDS_BETWEEN_PLAIN_LINES * 1000) return;
    this.#writtenAt.set(key, performance.now());
    this.#output.write(`  ${text}\n`);
  }

  /** A line that stays, in place of the one that changed. @param {string} text @param {string} [key] */
  say(text, key) {
    this.#erase();
    if (key !== undefined) this.#lines.delete(key);
    this.#output.write(`${text}\n`);
    this.#redraw();
  }

  #redraw() {
    if (!this.#output.isTTY) return;
    this.#erase();
    const width = this.#output.columns;
    for (const line of this.#lines.values()) this.#output.write(`  ${line}`.slice(0, width - 1) + '\n');
    this.#drawn = this.#lines.size;
  }

  #erase() {
    if (this.#drawn > 0) this.#output.write(`\x1b[${this.#drawn}A\x1b[J`);
    this.#drawn = 0;
  }
}
