import type { Settings } from '../../platform/environment.js';
import type { Families } from '../models/families.js';
import type { RetrainingsService } from './retrainings.service.js';

/** Temporal's client is half as much to import as all the rest of the API: predictions do not wait for it at the start. */
export class Retrainings {
  private opened: Promise<RetrainingsService> | undefined;

  constructor(
    private readonly families: Families,
    private readonly settings: Settings,
  ) {}

  service(): Promise<RetrainingsService> {
    this.opened ??= this.open();
    return this.opened;
  }

  async close(): Promise<void> {
    await (await this.opened)?.close();
  }

  private async open(): Promise<RetrainingsService> {
    const [{ RetrainingsService }, { TemporalGateway }] = await Promise.all([
      import('./retrainings.service.js'),
      import('./temporal-gateway.js'),
    ]);
    return new RetrainingsService(this.families, TemporalGateway.open(this.settings));
  }
}
