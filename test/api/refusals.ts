import type { RawAnswer } from './running-api.js';

const LONGEST_MILLISECONDS = 200;
const ATTEMPTS = 6;

/** What is asked, and what it is to be refused with. */
export type Refusal = readonly [
  what: string,
  ask: () => Promise<RawAnswer>,
  status: number,
  code: string,
  field?: string,
];

/** A spec for each: refused quickly, as JSON, with the code and the field, and with nothing of our insides. */
export function describeRefusals(refusals: readonly Refusal[]): void {
  it.each(refusals.map(([what, ...rest]) => [what, rest] as const))(
    'refuses %s',
    async (_what, [ask, status, code, field]) => {
      const { answer, milliseconds } = await timed(ask);

      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      const body = JSON.parse(answer.body) as { code: string; message: string; field?: string };
      expect([answer.status, body.code, field === undefined ? undefined : body.field]).toEqual([status, code, field]);
      expect(Object.keys(body).filter((key) => !['code', 'message', 'field'].includes(key))).toEqual([]);
      expect(body.message).not.toMatch(/node_modules|\.js:|at \w+ \(/);
      expect(milliseconds).toBeLessThan(LONGEST_MILLISECONDS);
    },
  );
}

/** The answer and how long it took; asked up to six times, since other processes take their turns on the processor, too. */
async function timed(ask: () => Promise<RawAnswer>): Promise<{ answer: RawAnswer; milliseconds: number }> {
  let fastest = Infinity;
  for (let attempt = 1; ; attempt += 1) {
    const startedAt = performance.now();
    const answer = await ask();
    fastest = Math.min(fastest, performance.now() - startedAt);
    if (fastest < LONGEST_MILLISECONDS || attempt === ATTEMPTS) return { answer, milliseconds: fastest };
  }
}
