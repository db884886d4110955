import { NativeConnection, TransportError } from '@temporalio/worker';
import pRetry from 'p-retry';
import { PlatformError } from '../platform/errors.js';
import type { TemporalSettings } from '../platform/temporal-settings.js';

const PATIENCE_MILLISECONDS = 30_000; // Temporal may be starting beside us

/** What the native client's errors say when somebody is there who will not have us, or whom we will not have. */
const REFUSALS: readonly (readonly [said: RegExp, field: string, reason: string])[] = [
  [
    /CertificateRequired|HandshakeFailure|AccessDenied/,
    'TEMPORAL_TLS_CLIENT_CERT_PATH',
    'it asks for a client certificate: TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH name one',
  ],
  [
    /received fatal alert: \w*(Certificate|UnknownCA|DecryptError)/,
    'TEMPORAL_TLS_CLIENT_CERT_PATH',
    'it does not trust the client certificate that TEMPORAL_TLS_CLIENT_CERT_PATH names',
  ],
  [
    /NotValidForName/,
    'TEMPORAL_TLS_SERVER_NAME',
    'its certificate is for another name: TEMPORAL_TLS_SERVER_NAME says which one to expect',
  ],
  [
    /InvalidCertificate/,
    'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
    'its certificate is not to be trusted: TEMPORAL_TLS_SERVER_CA_CERT_PATH names the authority that issued it',
  ],
  [/InvalidContentType/, 'TEMPORAL_TLS', 'it does not speak TLS there: set TEMPORAL_TLS to false, or another address'],
  [
    /valid authentication credentials|does not have permission/,
    'TEMPORAL_API_KEY',
    'it does not accept the credentials: see TEMPORAL_API_KEY, or the client certificate',
  ],
];

/**
 * @throws PlatformError TEMPORAL_REFUSED when the other side and the settings do not go together, with the setting at
 * fault; TEMPORAL_UNAVAILABLE when nothing answers there for half a minute
 */
export async function connectToTemporal(
  { connection }: TemporalSettings,
  patience = PATIENCE_MILLISECONDS,
): Promise<NativeConnection> {
  try {
    return await pRetry(() => NativeConnection.connect(connection), {
      ...{ retries: Infinity, maxRetryTime: patience, minTimeout: 250, maxTimeout: 2000 },
      shouldRetry: ({ error }) => refusalIn(error) === undefined, // waiting mends no certificate
    });
  } catch (error) {
    throw explained(error, connection, patience);
  }
}

function explained(
  error: unknown,
  { address, tls, apiKey }: TemporalSettings['connection'],
  patience: number,
): unknown {
  const refusal = refusalIn(error);
  if (refusal !== undefined) {
    const [, field, reason] = refusal;
    return new PlatformError('TEMPORAL_REFUSED', 502, `Temporal at ${address}: ${reason}.`, field, { cause: error });
  }
  const isPlain = tls === false || (tls === undefined && apiKey === undefined);
  const message =
    `No Temporal server answers at ${address} (tried for ${patience / 1000} s${isPlain ? ', without TLS' : ''}). ` +
    'Start one, or set TEMPORAL_ADDRESS to where it listens.';
  return new PlatformError('TEMPORAL_UNAVAILABLE', 503, message, 'TEMPORAL_ADDRESS', { cause: error });
}

function refusalIn(error: unknown) {
  return error instanceof TransportError ? REFUSALS.find(([said]) => said.test(error.message)) : undefined;
}
