import { readFileSync } from 'node:fs';
import { loadClientConfigProfile, toClientOptions } from '@temporalio/envconfig';
import type { ClientConfigProfile, ClientConnectConfig } from '@temporalio/envconfig';
import { checkTemporalCredentials } from './temporal-credentials.js';

// The package above reads configuration and nothing else: it has no client in it, so the API may load it at its start.

const ADDRESS = '127.0.0.1:7233';
const HOST_AND_PORT = /^(\[[\da-f:.]+\]|[^:/\s]+):\d{1,5}$/i;
const SWITCHES = ['TEMPORAL_TLS', 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'];

/** Where Temporal is and how to get in; the API and the workers read the same. */
export interface TemporalSettings {
  readonly namespace: string;
  /** What Connection and NativeConnection both take. Holds secrets: it is for them, and never for a log. */
  readonly connection: Readonly<
    Pick<ClientConnectConfig['connectionOptions'], 'apiKey' | 'tls' | 'metadata'> & { address: string }
  >;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** Told every wrong setting, and what was expected; never a setting's value. */
export type Complain = (setting: string, expected: string) => void;

/**
 * Reads what Temporal's own clients read, where they are silent about a mistake not so: a file that is missing, half a
 * pair of certificate and key, a switch that is neither on nor off. A configuration file is read when TEMPORAL_CONFIG_FILE or
 * TEMPORAL_PROFILE asks for it; one that merely lies in the home folder belongs to other programs.
 * @returns of use only if nothing was complained of
 * @see https://docs.temporal.io/references/client-environment-configuration
 */
export function readTemporalSettings(variables: Variables, complain: Complain): TemporalSettings {
  const wrong = new Set<string>();
  const refuse: Complain = (setting, expected) => {
    wrong.add(setting);
    complain(setting, expected);
  };
  checkVariables(variables, refuse);
  const sound = Object.fromEntries(Object.entries(variables).filter(([name]) => !wrong.has(name)));
  const profile = loadProfile(sound, refuse);
  if (profile !== undefined) checkProfile(profile, sound, refuse);
  if (profile === undefined || wrong.size > 0) return { namespace: 'default', connection: { address: ADDRESS } };
  const { namespace = 'default', connectionOptions } = toClientOptions(profile);
  const { apiKey, tls } = connectionOptions;
  const metadata = profile.grpcMeta && Object.fromEntries(headersOf(profile));
  const address = connectionOptions.address ?? ADDRESS;
  return { namespace, connection: { address, apiKey, tls, metadata } };
}

function checkVariables(variables: Variables, complain: Complain): void {
  for (const name of SWITCHES) {
    if (!['true', 'false', '1', '0', undefined].includes(variables[name])) complain(name, 'expected true or false');
  }
  if (['true', '1'].includes(variables.TEMPORAL_TLS_DISABLE_HOST_VERIFICATION ?? '')) {
    const instead = 'TEMPORAL_TLS_SERVER_CA_CERT_PATH and, where its name differs, TEMPORAL_TLS_SERVER_NAME';
    complain('TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', `cannot be done here; expected ${instead}`);
  }
  for (const name of ['CLIENT_CERT', 'CLIENT_KEY', 'SERVER_CA_CERT'].map((of) => `TEMPORAL_TLS_${of}`)) {
    if (variables[`${name}_PATH`] && variables[`${name}_DATA`])
      complain(`${name}_DATA`, `expected it or ${name}_PATH, not both`);
  }
}

/** @returns the file's profile under the variables, or undefined if it cannot be read */
function loadProfile(variables: Variables, complain: Complain): ClientConfigProfile | undefined {
  const { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: name } = variables;
  const given = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // To the package even "do not leave out the check" is a setting of TLS, and turns it on.
  const telling = given.filter(([variable]) => variable !== 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION');
  try {
    if (file !== undefined) readFileSync(file);
    const disableFile = file === undefined && name === undefined;
    return loadClientConfigProfile({ disableFile, overrideEnvVars: Object.fromEntries(telling) });
  } catch (error) {
    complain(file === undefined ? 'TEMPORAL_PROFILE' : 'TEMPORAL_CONFIG_FILE', whatIsWrongWithTheFile(error, name));
    return undefined;
  }
}

/** Not the error's own message: a parser quotes the lines around the mistake, and an API key may stand in them. */
function whatIsWrongWithTheFile(error: unknown, profile = 'default'): string {
  const { code, line, message } = error as Partial<Record<'code' | 'line' | 'message', unknown>>;
  if (typeof code === 'string') return `expected a file that can be read (${code})`;
  if (typeof line === 'number') return `expected TOML (see its line ${line})`;
  if (/^Profile .* not found/.test(String(message)))
    return `expected a profile named ${profile} in the configuration file`;
  if (/^Cannot specify both/.test(String(message))) return `${String(message)} (a variable may be one of the two)`;
  return `expected profiles as in [profile.${profile}]`;
}

function checkProfile(profile: ClientConfigProfile, variables: Variables, complain: Complain): void {
  const { address, namespace = 'default', apiKey, tls } = profile;
  const wordsOnly = [address ?? '', namespace, apiKey ?? '', ...Object.values(profile.grpcMeta ?? {})];
  if (wordsOnly.some((value: unknown) => typeof value !== 'string')) {
    complain('TEMPORAL_CONFIG_FILE', 'expected text for address, namespace, api_key and grpc_meta');
    return;
  }
  if (address !== undefined && !HOST_AND_PORT.test(address)) complain('TEMPORAL_ADDRESS', 'expected host:port');
  // A secret is for a server that somebody named, not for what happens to listen on the usual port.
  if (address === undefined && (apiKey !== undefined || (tls !== undefined && tls.disabled !== true))) {
    complain(
      'TEMPORAL_ADDRESS',
      `expected host:port, since ${apiKey === undefined ? 'TLS' : 'TEMPORAL_API_KEY'} is set`,
    );
  }
  // The clients quote a header that they cannot send, and the key with it.
  if (apiKey !== undefined && !/^[!-~]+$/.test(apiKey))
    complain('TEMPORAL_API_KEY', 'expected no spaces or line breaks');
  if (apiKey !== undefined && tls?.disabled === true && /\.(tmprl\.cloud|temporal\.io):\d+$/.test(address ?? '')) {
    complain('TEMPORAL_TLS', 'expected true: Temporal Cloud takes an API key over TLS only');
  }
  for (const [header, value] of headersOf(profile)) {
    const name = `TEMPORAL_GRPC_META_${header.toUpperCase().replaceAll('-', '_')}`;
    if (!/^[\da-z._-]+$/.test(header) || header.endsWith('-bin')) complain(name, 'expected the name of a text header');
    if (!/^[ -~]*$/.test(value)) complain(name, 'expected visible ASCII characters');
    if (header === 'authorization' && apiKey !== undefined) complain(name, 'expected none beside TEMPORAL_API_KEY');
  }
  checkTemporalCredentials(profile, variables, complain);
}

/** Lower case with hyphens, as headers are written; the package turns the first two underscores only. */
function headersOf({ grpcMeta = {} }: ClientConfigProfile): [name: string, value: string][] {
  return Object.entries(grpcMeta).map(([name, value]) => [name.toLowerCase().replaceAll('_', '-'), value]);
}
