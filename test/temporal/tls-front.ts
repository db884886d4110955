import { once } from 'node:events';
import { connect, constants, createSecureServer } from 'node:http2';
import type { ClientHttp2Session, Http2SecureServer, IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Identity } from '../support/certificates.js';

const { HTTP2_HEADER_PATH, HTTP2_HEADER_STATUS, NGHTTP2_CANCEL, NGHTTP2_NO_ERROR } = constants;
const UNAUTHENTICATED = '16';

export interface TlsFrontSettings {
  readonly identity: Identity;
  /** Only clients with a certificate of this authority are let in. */
  readonly clientAuthority?: string;
  /** Only calls with this key are passed on. */
  readonly apiKey?: string;
}

/** What stands before a Temporal server in earnest: ends TLS, looks at who comes, and passes the calls on. */
export class TlsFront {
  /** The headers of every call, by the name of its method. */
  readonly calls: { readonly method: string; readonly headers: IncomingHttpHeaders }[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Http2SecureServer,
    private readonly temporal: ClientHttp2Session,
    private readonly apiKey: string | undefined,
  ) {
    server.on('stream', (stream, headers) => this.#pass(stream, headers));
    server.on('secureConnection', (socket: Socket) => this.#sockets.add(socket));
    for (const event of ['sessionError', 'tlsClientError']) server.on(event, () => {}); // the client is the one to say it
  }

  static async open(
    temporalAddress: string,
    { identity, clientAuthority, apiKey }: TlsFrontSettings,
  ): Promise<TlsFront> {
    const asking = clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true };
    const server = createSecureServer({ cert: identity.certificate, key: identity.key, ...asking });
    const temporal = connect(`http://${temporalAddress}`);
    const front = new TlsFront(server, temporal, apiKey);
    await Promise.all([once(server.listen(0, '127.0.0.1'), 'listening'), once(temporal, 'connect')]);
    return front;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
    this.temporal.destroy();
  }

  #pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    this.calls.push({ method: String(headers[HTTP2_HEADER_PATH]).split('/').at(-1)!, headers });
    if (this.apiKey !== undefined && headers.authorization !== `Bearer ${this.apiKey}`) {
      const refusal = {
        'content-type': 'application/grpc',
        'grpc-status': UNAUTHENTICATED,
        'grpc-message': 'who are you',
      };
      stream.respond({ [HTTP2_HEADER_STATUS]: 200, ...refusal }, { endStream: true });
      return;
    }
    const call = this.temporal.request(headers);
    stream.on('error', () => {}).pipe(call.on('error', () => {}));
    stream.on('close', () => call.close(stream.rstCode === NGHTTP2_NO_ERROR ? NGHTTP2_NO_ERROR : NGHTTP2_CANCEL));
    let trailers: IncomingHttpHeaders = {};
    call.on('trailers', (last: IncomingHttpHeaders) => (trailers = last));
    call.on('response', (response, flags) => {
      if (stream.destroyed) return;
      const isAll = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0; // gRPC's errors come as one block of headers
      stream.respond(response, isAll ? { endStream: true } : { waitForTrailers: true });
      if (isAll) return;
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
      call.pipe(stream);
    });
  }
}
