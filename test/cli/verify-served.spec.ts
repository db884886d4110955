import { ApiBench, FIRST, SECOND } from '../api/api-bench.js';
import type { RunningApi } from '../api/running-api.js';
import { runMarquee } from './recorded-shell.js';
import { ScriptedApi } from './scripted-api.js';

let bench: ApiBench;
let api: RunningApi;

beforeAll(async () => {
  bench = await ApiBench.create();
  await bench.serveAll();
  api = await bench.start();
}, 60_000);
afterAll(async () => {
  await api?.stop();
  await bench?.remove();
}, 30_000);

const verify = (family: string, url = api.url) => runMarquee(['verify', family, '--served', '--json', '--api', url]);

it.each([
  ['poster-genre', 'golden input 0'],
  ['poster-check', 'golden input 0'],
  ['plot-genre', 'golden input 0'],
])('walks the whole way of %s through the running API', async (family, question) => {
  await api.served(family, FIRST);
  const { exitCode, json } = await verify(family);
  const checks = [
    { name: 'served', problem: null },
    { name: question, problem: null },
  ];
  expect([exitCode, json]).toEqual([0, { family, version: FIRST, isSound: true, checks }]);
});

it('says by how much an answer is another one than training recorded', async () => {
  const front = await recordedAnswers('poster-genre');
  try {
    front.answer('POST /api/predictions/poster-genre', {
      body: { family: 'poster-genre', version: FIRST, prediction: { labels: labels(0.5) }, notices: [] },
    });
    const { exitCode, json } = await verify('poster-genre', front.url);
    expect([exitCode, json]).toMatchObject([1, { isSound: false }]);
    expect((json as { checks: { problem: string }[] }).checks[1]!.problem).toMatch(/away from what training recorded$/);
    front.answer('POST /api/predictions/poster-genre', {
      body: { family: 'poster-genre', version: SECOND, prediction: { labels: [] }, notices: [] },
    });
    expect((await verify('poster-genre', front.url)).json).toMatchObject({
      checks: [{}, { problem: `answered by ${SECOND}` }],
    });
  } finally {
    await front.close();
  }
});

it('says of a text too by how much it is answered otherwise, and of what is refused why', async () => {
  const front = await recordedAnswers('plot-genre');
  try {
    const prediction = 'POST /api/predictions/plot-genre';
    front.answer(prediction, {
      body: { family: 'plot-genre', version: FIRST, prediction: { labels: labels(0.999) }, notices: [] },
    });
    const { exitCode, json } = await verify('plot-genre', front.url);
    expect([exitCode, json]).toMatchObject([1, { isSound: false, checks: [{}, { name: 'golden input 0' }] }]);
    expect((json as { checks: { problem: string }[] }).checks[1]!.problem).toMatch(/away from what training recorded$/);

    front.answer(prediction, { status: 422, body: { code: 'TEXT_TOO_LONG', message: 'Too long', field: 'plot' } });
    const refused = await verify('plot-genre', front.url);
    expect([refused.exitCode, refused.json]).toMatchObject([1, { checks: [{}, { problem: 'refused: Too long' }] }]);

    front.answer(prediction, { status: 503, body: { code: 'BUSY', message: 'Later' } }); // says nothing of the version
    expect((await verify('plot-genre', front.url)).exitCode).toBe(3);
  } finally {
    await front.close();
  }
});

it('asks any story where a version from before has no text recorded', async () => {
  const front = await recordedAnswers('plot-genre');
  try {
    const file = `/api/models/plot-genre/versions/${FIRST}/files/golden.json`;
    const golden = await api.get<{ examples: { texts?: unknown }[] }>(file);
    for (const example of golden.examples) delete example.texts;
    front.answer(`GET ${file}`, { body: golden });
    front.answer('POST /api/predictions/plot-genre', {
      body: { family: 'plot-genre', version: FIRST, prediction: { labels: labels(0.999) }, notices: [] },
    });
    expect((await verify('plot-genre', front.url)).json).toMatchObject({
      isSound: true,
      checks: [{}, { name: 'a story' }],
    });
  } finally {
    await front.close();
  }
});

it('says what is served in place of the champion, and why', async () => {
  await bench.versions.publish(bench.family('poster-check'), { version: SECOND, seed: 2, goldenError: 0.5 });
  await bench.versions.promote('poster-check', SECOND);
  await api.eventually(async () => (await api.get<{ problem: unknown }>('/api/models/poster-check')).problem !== null);
  const { exitCode, json } = await verify('poster-check');
  expect([exitCode, json]).toMatchObject([1, { version: SECOND, isSound: false }]);
  const [{ problem }] = (json as { checks: [{ problem: string }] }).checks;
  expect(problem).toMatch(new RegExp(`^${FIRST} is served: .*golden input 0`));
}, 30_000);

const labels = (probability: number) =>
  ['Comedy', 'Drama', 'Horror'].map((label) => ({ label, probability, isPredicted: true }));

/** What the API says of the family, but for its predictions. */
async function recordedAnswers(family: string): Promise<ScriptedApi> {
  const front = await ScriptedApi.start();
  const files = ['golden.json', 'vocabulary.json'].map(
    (name) => `/api/models/${family}/versions/${FIRST}/files/${name}`,
  );
  for (const path of [`/api/models/${family}`, ...files]) front.answer(`GET ${path}`, { body: await api.get(path) });
  return front;
}
