import type { Settings } from '../platform/environment.js';
import { ApiClient } from './api-client.js';
import type { Report } from './report.js';
import type { Shell } from './shell.js';

/** What every command works with; each opens only what it needs. */
export class CommandContext {
  constructor(
    readonly shell: Shell,
    readonly report: Report,
    private readonly apiUrl: () => string,
  ) {}

  /** @throws UsageError */
  api(): ApiClient {
    return new ApiClient(this.apiUrl());
  }

  /** @throws PlatformError INVALID_ENVIRONMENT */
  async settings(): Promise<Settings> {
    const { readEnvironment } = await import('../platform/environment.js'); // reads much that asking an API needs nothing of
    return readEnvironment(this.shell.variables);
  }
}
