export interface TimedAnswer {
  readonly status: number;
  readonly version: string | undefined;
  readonly milliseconds: number;
  /** When it was asked, by `performance.now()`. */
  readonly askedAt: number;
}

/** Asks the same again and again over so many connections, until `stop` is called. */
export function ask(
  url: string,
  fields: Readonly<Record<string, Uint8Array | string>>,
  connections: number,
): { stop(): Promise<TimedAnswer[]> } {
  const answers: TimedAnswer[] = [];
  let isStopping = false;
  const body = () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, new Blob([Uint8Array.from(value)]), 'file');
    }
    return form;
  };
  const connection = async () => {
    while (!isStopping) answers.push(await one(url, body()));
  };
  const running = Promise.all(Array.from({ length: connections }, connection));
  return {
    async stop() {
      isStopping = true;
      await running;
      return answers;
    },
  };
}

async function one(url: string, body: FormData): Promise<TimedAnswer> {
  const askedAt = performance.now();
  const answer = await fetch(url, { method: 'POST', body }).catch(() => undefined);
  const { version } = ((await answer?.json()) ?? {}) as { version?: string };
  return { status: answer?.status ?? 0, version, milliseconds: performance.now() - askedAt, askedAt };
}

/** The time within which so many per cent of the answers came. */
export function percentile(answers: readonly TimedAnswer[], percent: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}
