import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { ExperimentDefinitionSchema, planOf } from '../../platform/experiments/definition.js';
import type { ExperimentPlan } from '../../platform/experiments/definition.js';
import { PlatformError } from '../../platform/errors.js';
import type { Families } from '../models/families.js';
import type { ExperimentFiles } from './experiment.schema.js';

const EXTENSION = '.yml';

/** The experiments that lie in a folder as `<name>.yml`, read anew each time: people edit them. */
export class DefinitionFiles {
  constructor(
    private readonly folder: string,
    private readonly families: Families,
  ) {}

  /** In the order of their names. A file that is not as it should be is in it with what is wrong. */
  async list(): Promise<ExperimentFiles['files']> {
    const names = await readdir(this.folder).catch(() => []);
    const files = names.filter((name) => name.endsWith(EXTENSION)).sort();
    return Promise.all(
      files.map(async (file) => {
        const name = file.slice(0, -EXTENSION.length);
        try {
          return { name, plan: await this.read(name), problem: null };
        } catch (error) {
          if (!(error instanceof PlatformError)) throw error;
          return { name, plan: null, problem: error.message };
        }
      }),
    );
  }

  /** @throws PlatformError UNKNOWN_EXPERIMENT; INVALID_EXPERIMENT that names the file, the arm and the field */
  async read(name: string): Promise<ExperimentPlan> {
    const file = `${name}${EXTENSION}`;
    const parsed = ExperimentDefinitionSchema.safeParse(await parseYaml(file, await this.text(name)));
    if (!parsed.success) throw invalid(file, parsed.error);
    const plan = planOf(name, parsed.data);
    this.checkArms(file, plan);
    return plan;
  }

  private async text(name: string): Promise<string> {
    try {
      return await readFile(join(this.folder, `${name}${EXTENSION}`), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      const names = (await readdir(this.folder).catch(() => [])).filter((file) => file.endsWith(EXTENSION));
      const known = names.map((file) => file.slice(0, -EXTENSION.length)).join(', ') || 'none';
      throw new PlatformError('UNKNOWN_EXPERIMENT', 404, `No experiment named ${name}; there are ${known}`, 'name');
    }
  }

  /** What may stand in an arm is the family's to say. */
  private checkArms(file: string, { family, arms }: ExperimentPlan): void {
    const known = this.families.all().find(({ name }) => name === family);
    if (!known) throw problem(file, 'family', `no model family is named ${family}`);
    if (known.task === 'detection') {
      throw problem(file, 'family', `${family} finds boxes; experiments compare families that answer with labels`);
    }
    for (const { name, hyperparameters } of arms) {
      const issue = known.hyperparameters.safeParse(hyperparameters).error?.issues[0];
      if (issue) throw problem(file, ['arms', name, ...issue.path].join('.'), issue.message);
    }
  }
}

/** The parser is loaded with the first file: an API that is starting needs none. */
async function parseYaml(file: string, text: string): Promise<unknown> {
  const { load } = await import('js-yaml');
  try {
    return load(text);
  } catch (error) {
    throw problem(file, undefined, error instanceof Error ? error.message : String(error));
  }
}

function invalid(file: string, { issues }: z.ZodError): PlatformError {
  const [issue] = issues;
  return problem(file, issue!.path.join('.') || undefined, issue!.message);
}

function problem(file: string, field: string | undefined, message: string): PlatformError {
  const where = field === undefined ? file : `${file}: ${field}`;
  return new PlatformError('INVALID_EXPERIMENT', 422, `${where}: ${message}`, field);
}
