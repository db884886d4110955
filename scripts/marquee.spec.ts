import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let clone: string;
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'marquee-clone-'));
  for (const file of ['scripts/marquee.mjs', 'scripts/setup/locations.mjs']) {
    await cp(join(import.meta.dirname, '..', file), join(clone, file)); // with its permissions
  }
});
afterEach(() => rm(clone, { recursive: true }));

/** As npx does it: the file itself is the program. */
const marquee = (...args: readonly string[]) =>
  new Promise<{ code: unknown; output: string; errors: string }>((resolve) => {
    execFile(join(clone, 'scripts/marquee.mjs'), args, (error, output, errors) =>
      resolve({ code: error?.code ?? 0, output, errors }),
    );
  });

it('says what to do when nothing is built yet', async () => {
  const { code, errors } = await marquee('models');
  expect([code, errors]).toEqual([1, expect.stringContaining('npm run build')]);
});

it('runs what was built, which need not be executable, with all arguments', async () => {
  const main = join(clone, 'dist/cli/main.js');
  await mkdir(dirname(main), { recursive: true });
  await writeFile(main, 'console.log(process.argv.slice(2).join()); process.exitCode = 4;', { mode: 0o644 });
  await writeFile(join(clone, 'package.json'), '{"type":"module"}');
  expect(await marquee('verify', 'f', '--json')).toEqual({ code: 4, output: 'verify,f,--json\n', errors: '' });
});
