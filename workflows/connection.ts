import { isGrpcServiceError } from '@temporalio/client';
import { NativeConnection, TransportError } from '@temporalio/worker';
import pRetry from 'p-retry';
import { PlatformError } from '../platform/errors.js';
import type { TemporalSettings } from '../platform/temporal-settings.js';

const PATIENCE_MILLISECONDS = 30_000; // Temporal may be starting beside us

const NOT_FOUND = 5; // gRPC's codes
const NOT_FOR_US: readonly number[] = [7, 16]; // permission denied, unauthenticated

type Refusal = readonly [field: string, reason: string];

const NOT_ACCEPTED: Refusal = [
  'TEMPORAL_API_KEY',
  'it does not accept the credentials: see TEMPORAL_API_KEY, or the client certificate',
];

/** What the native client's errors say when somebody is there who will not have us, or whom we will not have. */
const REFUSALS: readonly (readonly [said: RegExp, refusal: Refusal])[] = [
  [
    /(alert: |AlertReceived\()(CertificateRequired|HandshakeFailure|AccessDenied)/,
    [
      'TEMPORAL_TLS_CLIENT_CERT_PATH',
      'it asks for a client certificate: TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH name one',
    ],
  ],
  [
    /(alert: |AlertReceived\()\w*(Certificate|UnknownCA|DecryptError)/,
    [
      'TEMPORAL_TLS_CLIENT_CERT_PATH',
      'it does not trust the client certificate that TEMPORAL_TLS_CLIENT_CERT_PATH names',
    ],
  ],
  [
    /NotValidForName/,
    ['TEMPORAL_TLS_SERVER_NAME', 'its certificate is for another name: TEMPORAL_TLS_SERVER_NAME says which to expect'],
  ],
  [
    /InvalidCertificate/,
    [
      'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
      'its certificate is not to be trusted: TEMPORAL_TLS_SERVER_CA_CERT_PATH names the authority that issued it',
    ],
  ],
  [
    /InvalidContentType/,
    ['TEMPORAL_TLS', 'it does not speak TLS there: set TEMPORAL_TLS to false, or another address'],
  ],
  [/valid authentication credentials|does not have permission/, NOT_ACCEPTED],
];

/**
 * Connects, and looks whether the namespace is there.
 * @throws PlatformError TEMPORAL_REFUSED when the other side and the settings do not go together, with the setting at
 * fault; TEMPORAL_UNAVAILABLE when nothing answers there for half a minute
 */
export async function connectToTemporal(
  settings: TemporalSettings,
  patience = PATIENCE_MILLISECONDS,
): Promise<NativeConnection> {
  try {
    return await pRetry(() => connect(settings), {
      ...{ retries: Infinity, maxRetryTime: patience, minTimeout: 250, maxTimeout: 2000 },
      shouldRetry: ({ error }) => refusalIn(error) === undefined, // waiting mends no certificate
    });
  } catch (error) {
    throw explained(error, settings, patience);
  }
}

async function connect({ connection: options, namespace }: TemporalSettings): Promise<NativeConnection> {
  const connection = await NativeConnection.connect(options);
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function explained(error: unknown, { connection, namespace }: TemporalSettings, patience: number): PlatformError {
  const { address, tls, apiKey } = connection;
  const tried = `tried for ${patience / 1000} s`;
  const refused = (field: string, reason: string) =>
    new PlatformError('TEMPORAL_REFUSED', 502, `Temporal at ${address}: ${reason}.`, field, { cause: error });

  const refusal = refusalIn(error);
  if (refusal !== undefined) return refused(...refusal);
  if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) {
    return refused('TEMPORAL_NAMESPACE', `there is no namespace "${namespace}" (${tried}): see TEMPORAL_NAMESPACE`);
  }
  const isPlain = tls === false || (tls === undefined && apiKey === undefined);
  if (/ConnectionReset|BrokenPipe|UnexpectedEof/.test(String(error))) {
    const expected = isPlain
      ? 'TLS (see TEMPORAL_TLS)'
      : 'another client certificate (see TEMPORAL_TLS_CLIENT_CERT_PATH)';
    return refused('TEMPORAL_TLS', `it hangs up on us every time (${tried}); it may expect ${expected}`);
  }
  const message = `No Temporal server answers at ${address} (${tried}). Start one, or set TEMPORAL_ADDRESS to where it listens.`;
  return new PlatformError('TEMPORAL_UNAVAILABLE', 503, message, 'TEMPORAL_ADDRESS', { cause: error });
}

function refusalIn(error: unknown): Refusal | undefined {
  if (isGrpcServiceError(error) && NOT_FOR_US.includes(error.code)) return NOT_ACCEPTED;
  if (!(error instanceof TransportError)) return undefined;
  return REFUSALS.find(([said]) => said.test(error.message))?.[1];
}
