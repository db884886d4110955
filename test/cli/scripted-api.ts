import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FamilySummary } from '../../api/models/model.schema.js';

export interface Question {
  /** `GET /api/models?x=1` */
  readonly what: string;
  readonly body: Buffer;
  readonly contentType: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a route answers: a body with status 200, one with another status, or nothing: the connection is cut, or stays. */
export type ScriptedAnswer =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }
  | 'cut'
  | 'silence';

/** A real HTTP server that answers as it was told, route by route, several answers one after the other; the last one stays. */
export class ScriptedApi {
  readonly questions: Question[] = [];
  private readonly routes = new Map<string, ScriptedAnswer[]>();
  private readonly server = createServer((request, response) => {
    void this.listen(request).then((answer) => {
      if (answer === 'cut') return response.destroy();
      if (answer === 'silence') return;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });

  static async start(): Promise<ScriptedApi> {
    const api = new ScriptedApi();
    await once(api.server.listen(0, '127.0.0.1'), 'listening');
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answer(route: string, ...answers: readonly ScriptedAnswer[]): this {
    this.routes.set(route, [...answers]);
    return this;
  }

  /** What was asked of a route, as JSON. */
  sent(what: string): unknown[] {
    const bodies = this.questions.filter((question) => question.what === what).map(({ body }) => body.toString());
    return bodies.map((body) => JSON.parse(body) as unknown);
  }

  /** The form that was sent last. */
  async form(): Promise<FormData> {
    const { body, contentType } = this.questions.at(-1)!;
    return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async listen(request: IncomingMessage): Promise<ScriptedAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const what = `${request.method} ${request.url}`;
    const { headers } = request;
    const contentType = headers['content-type'] ?? '';
    this.questions.push({ what, body: Buffer.concat(chunks), contentType, headers });
    const answers = this.routes.get(what) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer ?? { status: 404, body: { code: 'NOT_FOUND', message: `Nobody told what to answer to ${what}` } };
  }
}

/** A family as the API tells of it. */
export function familySummary(different: Partial<FamilySummary> = {}): FamilySummary {
  return {
    name: 'plot-genre',
    title: 'Genres of a plot',
    subject: 'Movies',
    summary: 'From a plot to genres.',
    card: { use: 'Specs.', data: 'None.', limits: [] },
    task: 'multi-label',
    headline: 'macroAuc',
    recommends: true,
    input: [{ name: 'plot', kind: 'text', title: 'Plot', minCharacters: 3, maxCharacters: 100 }],
    champion: null,
    serving: null,
    problem: null,
    ...different,
  };
}
