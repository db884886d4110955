import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from '../../platform/environment.js';
import { openStores } from '../../platform/adapters.js';
import type { ModelRegistry } from '../../platform/model-registry.js';
import { loadFamilies } from '../../models/catalog.js';
import type { ModelFamily } from '../../models/model-family.js';
import { RunningApi, emptyHome, removeHome } from './running-api.js';
import { TinyVersions, anyPoster, tinyMovies } from './tiny-versions.js';

export const FIRST = '20261121T070000Z-0000aaaa';
export const SECOND = '20261121T080000Z-0000bbbb';
export const THIRD = '20261121T090000Z-0000cccc';

/** A folder with versions in it, and the API over it. */
export class ApiBench {
  private constructor(
    readonly home: string,
    private readonly servers: Readonly<Record<string, string>>,
    readonly families: ReadonlyMap<string, ModelFamily>,
    readonly registry: ModelRegistry,
    readonly versions: TinyVersions,
  ) {}

  /** @param servers settings that name servers for artifacts and vectors; by default both are in the folder */
  static async create(servers: Readonly<Record<string, string>> = {}): Promise<ApiBench> {
    const home = await emptyHome();
    await writeCatalogue(join(home, 'invented'));
    const settings = readEnvironment({ MARQUEE_HOME: home, ...servers });
    const { index, registry } = await openStores(settings);
    return new ApiBench(home, servers, await loadFamilies(), registry, new TinyVersions(registry, index));
  }

  family(name: string): ModelFamily {
    return this.families.get(name)!;
  }

  /** Publishes a version of every family and makes it champion. */
  async serveAll(version = FIRST): Promise<void> {
    for (const family of this.families.values()) {
      await this.versions.publish(family, { version, seed: 1 });
      await this.versions.promote(family.name, version);
    }
  }

  start(settings: Readonly<Record<string, string>> = {}): Promise<RunningApi> {
    return RunningApi.start(this.home, { ...this.servers, ...settings });
  }

  remove(): Promise<void> {
    return removeHome(this.home);
  }
}

/** The movies that the tiny versions know, each with the same poster. */
async function writeCatalogue(folder: string): Promise<void> {
  await mkdir(join(folder, 'posters'), { recursive: true });
  await writeFile(join(folder, 'posters/any.jpg'), await anyPoster());
  const rows = tinyMovies().map((movie) =>
    JSON.stringify({ ...movie, plot: 'Somebody laughs.', poster: 'posters/any.jpg' }),
  );
  await writeFile(join(folder, 'movies.jsonl'), rows.join('\n'));
}
