import type { Command } from 'commander';
import { familyNames } from '../../models/catalog.js';
import type { Settings } from '../../platform/environment.js';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { checkApi } from './api-check.js';
import { examine } from './finding.js';
import type { Finding } from './finding.js';
import { placesIn } from './places.js';
import { checkArtifacts, checkVectors } from './store-checks.js';
import { checkTensorflow } from './tensorflow-check.js';

const MARKS = { ok: '✓', notice: '!', wrong: '✗' } as const;
const NAME_WIDTH = 22;

export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('check the settings and every server, and say what is wrong and what to do')
    .action(async () => {
      const findings: Finding[] = [];
      for await (const finding of examineAll(context)) {
        findings.push(finding);
        context.report.line(lineOf(finding));
      }
      const isWell = findings.every(({ status }) => status !== 'wrong');
      context.report.answer({ isWell, findings }, [], isWell ? EXIT.done : EXIT.failed);
    });
}

async function* examineAll(context: CommandContext): AsyncIterable<Finding> {
  const found: { settings?: Settings } = {};
  yield await examine('settings', 'mend them in the environment', async () => {
    found.settings = await context.settings();
    return placesIn(found.settings);
  });
  if (found.settings !== undefined) yield* examineServers(found.settings); // else nobody knows where they are
  yield await examine('api', 'start one with `npm start`, or name it with --api; its log says more', () =>
    checkApi(context.api()),
  );
  yield await examine('tensorflow', 'run `npm run setup`', checkTensorflow);
}

async function* examineServers(settings: Settings): AsyncIterable<Finding> {
  const { openStores } = await import('../../platform/adapters.js'); // what not every command should wait for
  const { temporalFindings } = await import('./temporal-checks.js');
  const { store, index } = await openStores(settings);
  yield await examine(
    'artifacts',
    'see to it that what MARQUEE_ARTIFACTS or MARQUEE_HOME names is there and may be written to',
    () => checkArtifacts(store),
  );
  yield await examine('vectors', 'see to it that what MARQUEE_VECTORS names is there and answers', () =>
    checkVectors(index),
  );
  yield* temporalFindings(settings, await familyNames());
}

function lineOf({ name, status, detail, advice }: Finding): string {
  const what = `${MARKS[status]} ${name.padEnd(NAME_WIDTH)} ${detail}`;
  return advice === null ? what : `${what.replace(/\.$/, '')}. To do: ${advice}`;
}
