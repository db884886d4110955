import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from '../test/support/certificates.js';
import { readEnvironment } from './environment.js';

const ADDRESS = { TEMPORAL_ADDRESS: 'temporal.example:7233' };
const authority = new Authority();
const { certificate, key } = authority.issue('worker');
const PAIR = { TEMPORAL_TLS_CLIENT_CERT_DATA: certificate, TEMPORAL_TLS_CLIENT_KEY_DATA: key };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-temporal-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Variables = Record<string, string | undefined>;
const read = (variables: Variables) => readEnvironment(variables).temporal;

function complaintAbout(variables: Variables): string {
  try {
    readEnvironment(variables);
  } catch (error) {
    expect(error).toMatchObject({ code: 'INVALID_ENVIRONMENT' });
    expect(error).not.toHaveProperty('cause'); // Node prints it, and what it quotes
    return (error as Error).message.split('\n').slice(1).join('\n').trim();
  }
  return 'nothing';
}

async function fileWith(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

it('takes the dev server on this machine for granted, whatever lies in the home folder', async () => {
  await writeFile(join(folder, 'temporal.toml'), '[profile.default]\naddress = "elsewhere:7233"\n');
  const { namespace, connection } = read({ HOME: folder, XDG_CONFIG_HOME: folder });
  expect(namespace).toBe('default');
  expect(connection).toEqual({ address: '127.0.0.1:7233' });
});

it('turns TLS on for an API key, unless TLS is off in so many words', () => {
  const withKey = { ...ADDRESS, TEMPORAL_NAMESPACE: 'movies.a1b2c', TEMPORAL_API_KEY: 'secret' };
  const { namespace, connection } = read(withKey);
  expect({ namespace, ...connection }).toMatchObject({ namespace: 'movies.a1b2c', apiKey: 'secret', tls: true });
  expect(read({ ...withKey, TEMPORAL_TLS: 'false' }).connection.tls).toBe(false);
});

it('takes certificates from files or from the variables themselves', async () => {
  const fromData = read({ ...ADDRESS, ...PAIR, TEMPORAL_TLS_SERVER_CA_CERT_DATA: authority.certificate });
  const fromFiles = read({
    ...ADDRESS,
    TEMPORAL_TLS_CLIENT_CERT_PATH: await fileWith('client.pem', certificate),
    TEMPORAL_TLS_CLIENT_KEY_PATH: await fileWith('client.key', key),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: await fileWith('authority.pem', authority.certificate),
  });
  for (const { connection } of [fromData, fromFiles]) {
    const { clientCertPair, serverRootCACertificate } = connection.tls as Exclude<
      typeof connection.tls,
      boolean | null | undefined
    >;
    const read = [clientCertPair!.crt, clientCertPair!.key, serverRootCACertificate!].map((bytes) =>
      String(Buffer.from(bytes)),
    );
    expect(read).toEqual([certificate, key, authority.certificate]);
  }
});

it('sends extra headers, named as headers are', () => {
  const { metadata } = read({ ...ADDRESS, TEMPORAL_GRPC_META_X_TEAM_NAME_SHORT: 'film' }).connection;
  expect(metadata).toEqual({ 'x-team-name-short': 'film' });
});

it('reads a profile of the configuration file, and lets variables overrule it', async () => {
  const profile = [
    '[profile.prod]',
    'address = "prod.example:7233"',
    'namespace = "movies"',
    'api_key = "from the file"',
  ];
  const file = { TEMPORAL_CONFIG_FILE: await fileWith('config.toml', profile.join('\n')), TEMPORAL_PROFILE: 'prod' };
  const { namespace, connection } = read({ ...file, TEMPORAL_API_KEY: 'overruled' });
  expect({ namespace, ...connection }).toMatchObject({
    namespace: 'movies',
    address: 'prod.example:7233',
    apiKey: 'overruled',
  });
  expect(complaintAbout({ ...file, TEMPORAL_PROFILE: 'test' })).toMatch(/^TEMPORAL_CONFIG_FILE: .* profile named test/);
});

it.each([
  ['no port', { TEMPORAL_ADDRESS: 'temporal.example' }, 'TEMPORAL_ADDRESS: expected host:port'],
  ['a URL', { TEMPORAL_ADDRESS: 'https://temporal.example:7233' }, 'TEMPORAL_ADDRESS: expected host:port'],
  ['a switch that is neither', { ...ADDRESS, TEMPORAL_TLS: 'yes' }, 'TEMPORAL_TLS: expected true or false'],
  [
    'no check of the server',
    { ...ADDRESS, TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' },
    /^TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: cannot be done here; expected TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
  ],
  [
    'a key for nobody in particular',
    { TEMPORAL_API_KEY: 'secret' },
    /^TEMPORAL_ADDRESS: .* since TEMPORAL_API_KEY is set/,
  ],
  ['TLS to nobody in particular', { TEMPORAL_TLS: 'true' }, /^TEMPORAL_ADDRESS: expected host:port, since TLS is set/],
  [
    'an API key in the clear to Temporal Cloud',
    { TEMPORAL_ADDRESS: 'movies.a1b2c.tmprl.cloud:7233', TEMPORAL_API_KEY: 'secret', TEMPORAL_TLS: 'false' },
    /^TEMPORAL_TLS: expected true/,
  ],
  ['an API key with a line break', { ...ADDRESS, TEMPORAL_API_KEY: 'secret\n' }, /^TEMPORAL_API_KEY: .* line breaks/],
  [
    'two authorizations',
    { ...ADDRESS, TEMPORAL_API_KEY: 'secret', TEMPORAL_GRPC_META_AUTHORIZATION: 'secret' },
    /^TEMPORAL_GRPC_META_AUTHORIZATION: expected none/,
  ],
  [
    'a certificate without its key',
    { ...ADDRESS, TEMPORAL_TLS_CLIENT_CERT_DATA: certificate },
    'TEMPORAL_TLS_CLIENT_KEY_PATH: expected the key of TEMPORAL_TLS_CLIENT_CERT_DATA',
  ],
  [
    'a key without its certificate',
    { ...ADDRESS, TEMPORAL_TLS_CLIENT_KEY_DATA: key },
    'TEMPORAL_TLS_CLIENT_CERT_PATH: expected the certificate of TEMPORAL_TLS_CLIENT_KEY_DATA',
  ],
  [
    "somebody else's key",
    { ...ADDRESS, ...PAIR, TEMPORAL_TLS_CLIENT_KEY_DATA: new Authority().issue('worker').key },
    /^TEMPORAL_TLS_CLIENT_KEY_DATA: expected the key of TEMPORAL_TLS_CLIENT_CERT_DATA, and not another one/,
  ],
  [
    'both a file and the text itself',
    { ...ADDRESS, ...PAIR, TEMPORAL_TLS_CLIENT_KEY_PATH: '/nowhere' },
    /^TEMPORAL_TLS_CLIENT_KEY_DATA: expected it or TEMPORAL_TLS_CLIENT_KEY_PATH, not both/,
  ],
  [
    'a file that is not there',
    { ...ADDRESS, TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/authority.pem' },
    'TEMPORAL_TLS_SERVER_CA_CERT_PATH: expected a certificate in PEM, in a file that can be read (ENOENT)',
  ],
  [
    'a key where a certificate should be',
    { ...ADDRESS, TEMPORAL_TLS_SERVER_CA_CERT_DATA: key },
    'TEMPORAL_TLS_SERVER_CA_CERT_DATA: expected a certificate in PEM',
  ],
  [
    'certificates with TLS off',
    { ...ADDRESS, ...PAIR, TEMPORAL_TLS: 'false' },
    /^TEMPORAL_TLS: expected true, or no certificate/,
  ],
  [
    'a configuration file that is not there',
    { TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' },
    'TEMPORAL_CONFIG_FILE: expected a file that can be read (ENOENT)',
  ],
])('refuses %s, and names the setting', (_, variables, complaint) => {
  const given = complaintAbout(variables);
  if (typeof complaint === 'string') expect(given).toBe(complaint);
  else expect(given).toMatch(complaint);
  expect(given).not.toMatch(/secret|BEGIN/);
});

it('asks for the key without its passphrase', () => {
  const locked = createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' });
  const complaint = complaintAbout({ ...ADDRESS, ...PAIR, TEMPORAL_TLS_CLIENT_KEY_DATA: String(locked) });
  expect(complaint).toBe('TEMPORAL_TLS_CLIENT_KEY_DATA: expected a private key in PEM without a passphrase');
});

it('does not quote a configuration file that it cannot read', async () => {
  const broken = await fileWith('broken.toml', '[profile.default]\napi_key = "secret\n');
  expect(complaintAbout({ TEMPORAL_CONFIG_FILE: broken })).toBe('TEMPORAL_CONFIG_FILE: expected TOML (see its line 2)');
  const shapeless = await fileWith('shapeless.toml', 'api_key = "secret"\n');
  expect(complaintAbout({ TEMPORAL_CONFIG_FILE: shapeless })).toMatch(/: expected profiles as in \[profile\.default\]/);
  const untyped = await fileWith('untyped.toml', '[profile.default]\naddress = 7233\n');
  expect(complaintAbout({ TEMPORAL_CONFIG_FILE: untyped })).toMatch(/: expected text for address/);
});

it('lists what is wrong with Temporal among everything else that is wrong', () => {
  const cert = { TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere' };
  const complaint = complaintAbout({
    MARQUEE_PORT: 'eighty',
    TEMPORAL_TLS: 'yes',
    TEMPORAL_ADDRESS: 'nowhere',
    ...cert,
  });
  const named = complaint.split('\n').map((line) => line.trim().split(':')[0]);
  expect(named).toEqual([
    ...['MARQUEE_PORT', 'TEMPORAL_TLS', 'TEMPORAL_ADDRESS'],
    ...['TEMPORAL_TLS_CLIENT_KEY_PATH', 'TEMPORAL_TLS_CLIENT_CERT_PATH'],
  ]);
});
