import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A certificate and its key, in PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const SUBJECT_ALTERNATIVE_NAME = oid('551d11');
const BASIC_CONSTRAINTS = oid('551d13');
let serials = 0;

/** Issues certificates that are good for today; Node's own crypto can read them but not write them. */
export class Authority {
  readonly #key: KeyObject;
  readonly certificate: string;

  constructor(readonly name = 'spec authority') {
    const { publicKey, privateKey } = newKeyPair();
    this.#key = privateKey;
    this.certificate = this.#sign(
      name,
      publicKey,
      extension(BASIC_CONSTRAINTS, sequence(der(0x01, Buffer.from([255])))),
    );
  }

  issue(host: string): Identity {
    const { publicKey, privateKey } = newKeyPair();
    const alternative = extension(SUBJECT_ALTERNATIVE_NAME, sequence(der(0x82, Buffer.from(host))));
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { certificate: this.#sign(host, publicKey, alternative), key };
  }

  /** RFC 5280, section 4.1. */
  #sign(subject: string, publicKey: KeyObject, extensions: Buffer): string {
    const content = sequence(
      der(0xa0, integer(2)), // version 3
      integer(++serials),
      ECDSA_WITH_SHA256,
      commonName(this.name),
      sequence(time(Date.now() - DAY_MILLISECONDS), time(Date.now() + DAY_MILLISECONDS)),
      commonName(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, sequence(extensions)),
    );
    const certificate = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, this.#key)));
    const lines = certificate.toString('base64').match(/.{1,64}/g)!;
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  }
}

function newKeyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** Tag, length, content: all that DER is. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...contents: Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function bits(content: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), content);
}

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
}

function extension(name: Buffer, value: Buffer): Buffer {
  return sequence(name, der(0x04, value));
}
