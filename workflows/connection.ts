import { NativeConnection } from '@temporalio/worker';
import pRetry from 'p-retry';
import { PlatformError } from '../platform/errors.js';

const PATIENCE_MILLISECONDS = 30_000; // Temporal may be starting beside us

/** @throws PlatformError TEMPORAL_UNAVAILABLE when nothing answers there for half a minute */
export async function connectToTemporal(address: string, patience = PATIENCE_MILLISECONDS): Promise<NativeConnection> {
  try {
    return await pRetry(() => NativeConnection.connect({ address }), {
      ...{ retries: Infinity, maxRetryTime: patience, minTimeout: 250, maxTimeout: 2000 },
    });
  } catch (error) {
    const message =
      `No Temporal server answers at ${address} (tried for ${patience / 1000} s). ` +
      'Start one, or set TEMPORAL_ADDRESS to where it listens.';
    throw new PlatformError('TEMPORAL_UNAVAILABLE', 503, message, 'TEMPORAL_ADDRESS', { cause: error });
  }
}
