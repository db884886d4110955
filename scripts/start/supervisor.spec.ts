import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Supervisor } from './supervisor.mjs';

let logs: string;
beforeEach(async () => (logs = await mkdtemp(join(tmpdir(), 'marquee-supervisor-'))));
afterEach(() => rm(logs, { recursive: true, force: true }));

const node = (name: string, script: string) => ({ name, command: process.execPath, args: ['-e', script] });
const log = (name: string) => readFile(join(logs, `${name}.log`), 'utf8').catch(() => '');

async function logged(name: string, pattern: RegExp): Promise<string> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(50)) {
    if (pattern.test(await log(name))) return log(name);
  }
  throw new Error(`${name} did not write ${String(pattern)}: ${await log(name)}`);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('starts a program again that dies, and says so', async () => {
  const said: string[] = [];
  const supervisor = new Supervisor(logs, (text) => said.push(text));

  supervisor.start(node('worker', 'console.log("began"); setTimeout(() => process.exit(3), 100)'));
  await logged('worker', /began\nbegan/);
  await supervisor.stop([['worker']]);

  expect(said[0]).toContain('worker ended unexpectedly (exit code 3). Starting it again in 1 s.');
}, 30_000);

it('ends its programs in order, each after a chance to clean up, and starts none again', async () => {
  const said: string[] = [];
  const supervisor = new Supervisor(logs, (text) => said.push(text));
  const cleaning = `
    process.on('SIGTERM', () => { console.log('cleaned up', Date.now()); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log('began');`;
  supervisor.start(node('worker', cleaning));
  supervisor.start(node('server', cleaning));
  await logged('worker', /began/);
  await logged('server', /began/);

  await supervisor.stop([['worker'], ['server']]);

  const cleanedAt = async (name: string) => Number(/cleaned up (\d+)/.exec(await log(name))?.[1]);
  expect(await cleanedAt('worker')).toBeLessThanOrEqual(await cleanedAt('server'));
  expect(said).toEqual([]);
}, 30_000);

it('has its programs ended also when it is killed itself', async () => {
  const supervisor = JSON.stringify(new URL('supervisor.mjs', import.meta.url).href);
  const script = `
    const { Supervisor } = await import(${supervisor});
    const program = { name: 'worker', command: process.execPath, args: ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'] };
    new Supervisor(${JSON.stringify(logs)}, () => {}).start(program);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const worker = Number(await logged('worker', /\d+\n/));
  expect(isAlive(worker)).toBe(true);

  owner.kill('SIGKILL');
  await once(owner, 'exit');

  for (const deadline = Date.now() + 15_000; isAlive(worker) && Date.now() < deadline; await sleep(50));
  expect(isAlive(worker)).toBe(false);
}, 40_000);
