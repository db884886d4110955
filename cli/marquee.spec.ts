import { familySummary, ScriptedApi } from '../test/cli/scripted-api.js';
import { runMarquee } from '../test/cli/recorded-shell.js';
import { freePort } from '../test/support/free-port.js';

let api: ScriptedApi;
beforeEach(async () => void (api = await ScriptedApi.start()));
afterEach(() => api.close());

const champion = {
  version: '20261121T080000Z-0000bbbb',
  promotedAt: '2026-11-21T08:00:00.000Z',
  reason: 'better',
  previousVersion: null,
};

describe('models', () => {
  it('lists the families for people, one a line', async () => {
    const summary = familySummary({ champion, serving: { version: champion.version } });
    api.answer('GET /api/models', { body: { families: [summary, familySummary({ name: 'new', problem: 'No.' })] } });
    const { output, exitCode } = await runMarquee(['models', '--api', api.url]);
    expect(exitCode).toBe(0);
    expect(output.split('\n')).toEqual([
      'FAMILY      CHAMPION                   SERVED',
      'plot-genre  20261121T080000Z-0000bbbb  20261121T080000Z-0000bbbb',
      'new         none                       none                       No.',
      '',
    ]);
  });

  it('lists the versions of one as the API tells them, for programs', async () => {
    const interval = { value: 0.8, low: 0.7, high: 0.9 };
    const headline = { metric: 'macroAuc', validation: interval, test: interval };
    const body = { versions: [{ version: 'v', createdAt: 'then', isChampion: true, headline }] };
    api.answer('GET /api/models/plot-genre/versions', { body });
    expect((await runMarquee(['models', 'plot-genre', '--json', '--api', api.url])).json).toEqual(body);
    const { output } = await runMarquee(['models', 'plot-genre', '--api', api.url]);
    expect(output).toContain('v        0.800 (0.700 to 0.900)  0.800 (0.700 to 0.900)  macroAuc  champion');
  });

  it('asks the platform that MARQUEE_API names', async () => {
    api.answer('GET /api/models', { body: { families: [] } });
    const { json } = await runMarquee(['--json', 'models'], { variables: { MARQUEE_API: `${api.url}/` } });
    expect(json).toEqual({ families: [] });
  });
});

describe('an error', () => {
  const errorOf = async (args: readonly string[]) => {
    const { exitCode, errors, output } = await runMarquee([...args, '--json', '--api', api.url]);
    expect(output).toBe('');
    return { exitCode, ...(JSON.parse(errors) as object) };
  };

  it.each([
    [400, 2],
    [404, 2],
    [409, 1],
    [422, 2],
    [500, 1],
    [503, 3],
  ])('of the API with status %d is told as it is, and ends with %d', async (status, exitCode) => {
    const body = { code: 'SOME_CODE', message: 'It is so.', field: 'family' };
    api.answer('GET /api/models', { status, body });
    expect(await errorOf(['models'])).toEqual({ exitCode, ...body });
    const told = await runMarquee(['models', '--api', api.url]);
    expect(told).toMatchObject({ exitCode, output: '', errors: 'It is so.\n' });
  });

  it.each([
    ['no command', []],
    ['a command that is none', ['retrian']],
    ['an option that is none', ['models', '--every']],
    ['an argument that is missing', ['promote', 'plot-genre']],
    ['a value that is none', ['retrain', 'plot-genre', '--seed', 'seven']],
  ])('is %s, which ends with 2', async (_what, args) => {
    expect(await errorOf(args)).toMatchObject({ exitCode: 2, code: 'WRONG_USAGE' });
    expect(api.questions).toEqual([]);
  });

  it('is an API that nobody reaches, which ends with 3', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { exitCode, errors } = await runMarquee(['models', '--json'], { variables: { MARQUEE_API: url } });
    expect([exitCode, JSON.parse(errors)]).toEqual([
      3,
      { code: 'API_UNREACHABLE', message: expect.stringContaining(url) as string, field: 'api' },
    ]);
  });

  it.each(['localhost:8000', 'nowhere', 'ftp://x'])('is %s, which is no address', async (url) => {
    const { exitCode, errors } = await runMarquee(['models', '--json', '--api', url]);
    expect([exitCode, JSON.parse(errors)]).toMatchObject([2, { code: 'WRONG_USAGE', field: 'api' }]);
  });

  it.each([200, 404, 502])('is a server that answers %d and is no Marquee', async (status) => {
    api.answer('GET /api/models', { status, body: '<html></html>' });
    expect(await errorOf(['models'])).toMatchObject({ exitCode: 3, code: 'NO_MARQUEE_API' });
  });
});

it('explains itself, which is no error', async () => {
  const { exitCode, output, errors } = await runMarquee(['help', 'retrain']);
  expect([exitCode, errors]).toEqual([0, '']);
  expect(output).toMatch(/--require-promotion[\s\S]*--api <url>[\s\S]*--json/);
});
