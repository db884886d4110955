import { Command, Option } from 'commander';
import { addBackup, addRestore } from './backup.js';
import { CommandContext } from './context.js';
import { addCopy } from './copy.js';
import { addDoctor } from './doctor/doctor.js';
import { addExperiment } from './experiment.js';
import { addImport } from './import.js';
import { addModels } from './models.js';
import { addPredict } from './predict.js';
import { addPromote } from './promote.js';
import { addRecommend } from './recommend.js';
import { Report } from './report.js';
import { addRetrain } from './retrain.js';
import { addRollback } from './rollback.js';
import type { Shell } from './shell.js';
import { addVerify } from './verify.js';

const THIS_MACHINE = 'http://127.0.0.1:8000';

const COMMANDS = [
  ...[addRetrain, addExperiment, addModels, addPromote, addRollback, addPredict, addRecommend], // ask a running platform
  ...[addVerify, addCopy, addImport, addBackup, addRestore, addDoctor], // look into the stores themselves
];

/**
 * Runs one command line.
 * @param args without the program's own name
 * @returns the exit code
 */
export async function marquee(args: readonly string[], shell: Shell): Promise<number> {
  const report = new Report(shell, args.includes('--json'));
  const program = programOf(shell, report.isJson);
  const context = new CommandContext(shell, report, () => program.opts<{ api: string }>().api);
  for (const add of COMMANDS) add(program, context);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    report.failure(error);
  }
  return report.exitCode;
}

function programOf({ variables, output, errors }: Shell, isJson: boolean): Command {
  return new Command('marquee')
    .description(
      'Retrain, look at, promote and ask models; verify, copy and back up what is stored; find out what is wrong.',
    )
    .addOption(
      new Option('--api <url>', 'the running platform').default(
        variables.MARQUEE_API || THIS_MACHINE,
        `MARQUEE_API, or ${THIS_MACHINE}`,
      ),
    )
    .option('--json', 'answer with one JSON value, and with { code, message, field? } for an error')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void (isJson || errors.write(text)), // help that nobody asked for
      outputError: () => undefined, // told by the report, as any other error
    })
    .exitOverride();
}
