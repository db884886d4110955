import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { loadConfigData } from '@temporalio/envconfig';
import type { ClientConfigProfile, ClientConfigTLS, ConfigDataSource } from '@temporalio/envconfig';
import type { Complain, Variables } from './temporal-settings.js';

const CERTIFICATE = 'a certificate in PEM';
const KEY = 'a private key in PEM without a passphrase';

/** Certificates and key, looked at before a server is: its own refusal would not say which of them is at fault. */
export function checkTemporalCredentials(profile: ClientConfigProfile, variables: Variables, complain: Complain): void {
  const { tls = {} } = profile;
  const names = namesOf(tls, variables);
  const { disabled, clientCert, clientKey, serverCACert, serverName } = tls;
  if (disabled === true) {
    const needsTls = clientCert ?? clientKey ?? serverCACert ?? serverName;
    if (needsTls !== undefined)
      complain('TEMPORAL_TLS', 'expected true, or no certificate, key or server name beside it');
    return;
  }
  if (clientKey === undefined && clientCert !== undefined)
    complain(names.clientKey, `expected the key of ${names.clientCert}`);
  if (clientCert === undefined && clientKey !== undefined)
    complain(names.clientCert, `expected the certificate of ${names.clientKey}`);

  const read = <T>(setting: string, source: ConfigDataSource | undefined, what: string, parse: (pem: string) => T) =>
    source && readPem(source, parse, (problem) => complain(setting, `expected ${what}${problem}`));
  read(names.serverCACert, serverCACert, CERTIFICATE, parseCertificate);
  const certificate = read(names.clientCert, clientCert, CERTIFICATE, parseCertificate);
  const key = read(names.clientKey, clientKey, KEY, createPrivateKey as (pem: string) => KeyObject);
  if (certificate && key && !certificate.checkPrivateKey(key)) {
    complain(names.clientKey, `expected the key of ${names.clientCert}, and not another one`);
  }
}

/** The variable that each comes from, or would come from. */
function namesOf(tls: ClientConfigTLS, variables: Variables) {
  const nameOf = (of: string, source: ConfigDataSource | undefined) => {
    const name = `TEMPORAL_TLS_${of}_${source !== undefined && 'data' in source ? 'DATA' : 'PATH'}`;
    return source === undefined || variables[name] ? name : `${name} (here from the configuration file)`;
  };
  return {
    clientCert: nameOf('CLIENT_CERT', tls.clientCert),
    clientKey: nameOf('CLIENT_KEY', tls.clientKey),
    serverCACert: nameOf('SERVER_CA_CERT', tls.serverCACert),
  };
}

/** @returns undefined, after `complain`, when it cannot be read or is something else; what it is is not told */
function readPem<T>(
  source: ConfigDataSource,
  parse: (pem: string) => T,
  complain: (problem: string) => void,
): T | undefined {
  let pem: string;
  try {
    pem = Buffer.from(loadConfigData(source)!).toString();
  } catch (error) {
    complain(`, in a file that can be read (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`);
    return undefined;
  }
  try {
    return parse(pem);
  } catch {
    complain('');
    return undefined;
  }
}

function parseCertificate(pem: string): X509Certificate {
  if (!pem.includes('-----BEGIN')) throw new TypeError('Not PEM'); // Node would take DER, the clients do not
  return new X509Certificate(pem);
}
