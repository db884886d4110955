import type { FamilySummary } from '../../api/models/model.schema.js';
import type { Retraining } from '../../api/retrainings/retraining.schema.js';
import { RefusedError } from './api-client.mjs';
import type { ApiClient } from './api-client.mjs';
import { Board } from './board.mjs';
import { makeFirstChampions } from './first-champions.mjs';

const late = () => new RefusedError('Temporal cannot be reached', 503);
const taken = () => new RefusedError('being retrained already', 409);

/** An API over families without champions, whose retrainings succeed at once. Answers planned for a question come first. */
class FakeApi {
  readonly asked: string[] = [];
  private readonly champions = new Map<string, string>();
  private readonly planned = new Map<string, (() => unknown)[]>();

  constructor(private readonly names: readonly string[]) {}

  plan(question: string, ...answers: (() => unknown)[]): void {
    this.planned.set(question, answers);
  }

  families = () =>
    this.answer('families', () =>
      this.names.map((name) => {
        const version = this.champions.get(name);
        return { name, champion: version === undefined ? null : { version } } as FamilySummary;
      }),
    );

  runningRetraining = (family: string) => this.answer<Retraining | undefined>(`running ${family}`, () => undefined);
  startRetraining = (family: string) => this.answer(`start ${family}`, () => ({ id: `retrain-${family}-ours` }));
  retraining = (id: string) =>
    this.answer(`look at ${id}`, () => {
      const family = id.split('-')[1]!;
      this.champions.set(family, 'v1');
      return { id, family, status: 'completed', outcome: null, failure: null } as Retraining;
    });

  private async answer<Answer>(question: string, usual: () => Answer): Promise<Answer> {
    this.asked.push(question);
    return ((await this.planned.get(question)?.shift()?.()) ?? usual()) as Answer;
  }
}

const refuse = (error: () => Error) => () => {
  throw error();
};

async function see(api: FakeApi, signal = new AbortController().signal): Promise<{ unseen: string[]; said: string }> {
  let said = '';
  const output = { isTTY: false, write: (text: string) => (said += text).length > 0 };
  const board = new Board(output as unknown as NodeJS.WriteStream);
  const unseen = await makeFirstChampions(api as unknown as ApiClient, board, signal);
  return { unseen, said };
}

it('asks again while Temporal is late', async () => {
  const api = new FakeApi(['plot', 'poster']);
  api.plan('running plot', refuse(late));
  api.plan('start poster', refuse(late));

  expect((await see(api)).unseen).toEqual([]);
  expect(api.asked.filter((question) => question.startsWith('start'))).toEqual([
    'start plot',
    'start poster',
    'start poster',
  ]);
}, 20_000);

it('follows the retraining that somebody else began meanwhile', async () => {
  const api = new FakeApi(['plot', 'poster']);
  api.plan('start plot', refuse(taken));
  api.plan(
    'running plot',
    () => undefined,
    () => ({ id: 'retrain-plot-theirs', status: 'running' }),
  );

  expect((await see(api)).unseen).toEqual([]);
  expect(api.asked).toContain('look at retrain-plot-theirs');
  expect(api.asked).toContain('start poster');
}, 20_000);

it('begins none where somebody else made a champion meanwhile', async () => {
  const api = new FakeApi(['plot', 'poster']);
  api.plan('look at retrain-plot-ours', () => api.retraining('retrain-poster-theirs'));

  const { said } = await see(api);

  expect(api.asked).not.toContain('start poster');
  expect(said).toContain('poster: champion v1');
});

it('shows what goes wrong with one family and sees to the others', async () => {
  const api = new FakeApi(['plot', 'poster', 'other']);
  const broken = () => new RefusedError('No retraining', 404);
  api.plan('running plot', refuse(broken));
  api.plan('start poster', refuse(broken));

  const { unseen, said } = await see(api);

  expect(unseen).toEqual(['plot', 'poster']);
  expect(said).toContain('plot: could not be seen to: No retraining');
  expect(api.asked).toContain('look at retrain-other-ours');
});

it('ends when it is told to, whatever it was at, and leaves no promise alone', async () => {
  const told = new AbortController();
  const api = new FakeApi(['plot', 'poster']);
  api.plan('running plot', () => ({ id: 'retrain-plot-theirs' }));
  api.plan('look at retrain-plot-theirs', () => ({
    id: 'retrain-plot-theirs',
    family: 'plot',
    status: 'running',
    progress: null,
  }));
  api.plan('running poster', refuse(late), () => told.abort(), refuse(late));
  const left: unknown[] = [];
  const note = (reason: unknown) => left.push(reason);
  process.on('unhandledRejection', note);
  await expect(see(api, told.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off('unhandledRejection', note);
  expect(left).toEqual([]);
}, 15_000);
