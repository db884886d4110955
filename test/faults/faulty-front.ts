import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../training/random.js';

/** What an S3 server says when it has too much to do, or does not know what is wrong. */
const REFUSALS = [
  [503, 'SlowDown'],
  [500, 'InternalError'],
  [503, 'ServiceUnavailable'],
  [429, 'TooManyRequests'],
] as const;

/** Stands before an S3 server and lets it be down, slow, or in trouble. Signatures hold: the host is passed on as it came. */
export class FaultyFront {
  readonly #server = createServer((incoming, outgoing) => {
    this.#pass(incoming, outgoing).catch(() => outgoing.destroy()); // as a server that dies does
  });
  #isDown = false;
  #slowMilliseconds = 0;
  #trouble: { random: Random; share: number } | undefined;
  #trap: { key: RegExp; spring: () => void } | undefined;
  /** How many requests were refused, by what was said. */
  readonly refused = new Map<string, number>();

  private constructor(private readonly port: number) {}

  static async before(port: number): Promise<FaultyFront> {
    const front = new FaultyFront(port);
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Nobody answers from now on, and what is under way breaks off. */
  goDown(): void {
    this.#isDown = true;
    this.#server.closeAllConnections();
  }

  comeBack(): void {
    this.#isDown = false;
  }

  /** Neither down, nor slow, nor in trouble any more. */
  recover(): void {
    this.comeBack();
    this.#slowMilliseconds = 0;
    this.#trouble = undefined;
  }

  /** Every answer comes so much later, and every body is held up as long again. */
  slowDown(milliseconds: number): void {
    this.#slowMilliseconds = milliseconds;
  }

  /** Refuses this share of all requests, and breaks the bodies of as many answers. */
  getIntoTrouble(random: Random, share: number): void {
    this.#trouble = { random, share };
  }

  /** Goes down in the middle of the body of the first write whose key is like this. @returns when it has */
  goDownWhileReceiving(key: RegExp): Promise<void> {
    return new Promise((resolve) => {
      this.#trap = { key, spring: resolve };
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (this.#isDown) throw new Error('down');
    await sleep(this.#slowMilliseconds);
    if (this.#isInTrouble()) return this.#refuse(incoming, outgoing);
    const { method, url: path, headers } = incoming;
    const upstream = request({ port: this.port, host: '127.0.0.1', method, path, headers });
    outgoing.on('close', () => upstream.destroy());
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      upstream.on('response', resolve).on('error', reject),
    );
    await Promise.all([pipeline(incoming, this.#trapped(incoming), upstream), answered]);
    const answer = await answered;
    outgoing.writeHead(answer.statusCode!, answer.rawHeaders);
    const breaks = method === 'GET' && this.#isInTrouble();
    await pipeline(answer, this.#heldUp(breaks), outgoing);
  }

  #isInTrouble(): boolean {
    return this.#trouble !== undefined && this.#trouble.random.fraction() < this.#trouble.share;
  }

  #refuse(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const [status, code] = REFUSALS[Math.floor(this.#trouble!.random.fraction() * REFUSALS.length)]!;
    this.#count(code);
    incoming.resume();
    outgoing.writeHead(status, { 'content-type': 'application/xml' });
    outgoing.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>Come again.</Message></Error>`);
  }

  #count(what: string): void {
    this.refused.set(what, (this.refused.get(what) ?? 0) + 1);
  }

  /** Passes a request's body on; the trap springs when the first of it has gone through. */
  #trapped({ method, url }: IncomingMessage): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        const isTrap = method === 'PUT' && this.#trap?.key.test(url!);
        if (!isTrap) return done(null, chunk);
        const { spring } = this.#trap!;
        this.#trap = undefined;
        this.goDown();
        spring();
        done(new Error('down'));
      },
    });
  }

  #heldUp(breaks: boolean): Transform {
    let slowMilliseconds = this.#slowMilliseconds;
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        if (breaks) {
          this.#count('a body that broke off');
          return done(new Error('broken'));
        }
        const wait = slowMilliseconds;
        slowMilliseconds = 0;
        sleep(wait).then(
          () => done(null, chunk),
          (error: Error) => done(error),
        );
      },
    });
  }
}
