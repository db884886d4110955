import { familySummary, ScriptedApi } from '../test/cli/scripted-api.js';
import { runMarquee } from '../test/cli/recorded-shell.js';

const [OLD, NEW] = ['20261121T070000Z-0000aaaa', '20261121T080000Z-0000bbbb'] as const;
const PUT = 'PUT /api/models/plot-genre/champion';

let api: ScriptedApi;
beforeEach(async () => void (api = await ScriptedApi.start()));
afterEach(() => api.close());

const champion = (version: string, previousVersion: string | null) => ({
  version,
  promotedAt: '2026-11-21T08:00:00.000Z',
  reason: 'because',
  previousVersion,
});
const run = (...args: readonly string[]) => runMarquee([...args, '--json', '--api', api.url]);

it('promotes a version, with the reason that was given or with none', async () => {
  api.answer(PUT, { body: champion(NEW, OLD) });
  expect(await run('promote', 'plot-genre', NEW)).toMatchObject({ exitCode: 0, json: champion(NEW, OLD) });
  await run('promote', 'plot-genre', NEW, '--reason', 'it is fast');
  await run('promote', 'plot-genre', NEW, '--from', OLD);
  expect(api.sent(PUT)).toEqual([
    { version: NEW },
    { version: NEW, reason: 'it is fast' },
    { version: NEW, from: OLD },
  ]);
});

it('rolls back to who was champion before, and says from whom', async () => {
  api.answer('GET /api/models/plot-genre', { body: familySummary({ champion: champion(NEW, OLD) }) });
  api.answer(PUT, { body: champion(OLD, NEW) });
  expect(await run('rollback', 'plot-genre')).toMatchObject({ exitCode: 0, json: { version: OLD } });
  expect(api.sent(PUT)).toEqual([{ version: OLD, reason: `rolled back from ${NEW}`, from: NEW }]);
});

it.each([
  ['NO_CHAMPION', null],
  ['NO_PREVIOUS_VERSION', champion(NEW, null)],
])('moves nothing when there is nowhere to go back to: %s', async (code, present) => {
  api.answer('GET /api/models/plot-genre', { body: familySummary({ champion: present }) });
  const { exitCode, errors } = await run('rollback', 'plot-genre');
  expect([exitCode, JSON.parse(errors)]).toMatchObject([1, { code }]);
  expect(api.sent(PUT)).toEqual([]);
});
