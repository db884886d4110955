import type { ErrorBody } from '../api/errors/error.schema.js';
import type { Experiment, ExperimentDetails } from '../api/experiments/experiment.schema.js';
import type { Readiness } from '../api/health/health.schema.js';
import type { FamilySummary, Promotion, VersionSummary } from '../api/models/model.schema.js';
import type { PredictionAnswer } from '../api/predictions/prediction.schema.js';
import type { Recommendations } from '../api/recommendations/recommendation.schema.js';
import type { Retraining, RetrainingRequest, RetrainingStarted } from '../api/retrainings/retraining.schema.js';
import { PlatformError } from '../platform/errors.js';
import type { Champion } from '../platform/manifest.js';
import { UsageError } from './usage-error.js';

const PATIENCE_MILLISECONDS = 60_000; // an upload over a slow line; answers themselves take far less
type Method = 'GET' | 'POST' | 'PUT';

/** The HTTP API of a running platform. Every question is refused with a PlatformError: the API's own, or API_UNREACHABLE. */
export class ApiClient {
  readonly url: string;

  /** @throws UsageError when that is no http address */
  constructor(url: string) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new UsageError(`${url} is no address of an API; expected one like http://127.0.0.1:8000`, 'api');
    }
    this.url = url.replace(/\/+$/, '');
  }

  async families(): Promise<FamilySummary[]> {
    return (await this.ask<{ families: FamilySummary[] }>('GET', '/api/models')).families;
  }

  family(name: string): Promise<FamilySummary> {
    return this.ask('GET', `/api/models/${encodeURIComponent(name)}`);
  }

  /** Newest first. */
  async versions(family: string): Promise<VersionSummary[]> {
    const path = `/api/models/${encodeURIComponent(family)}/versions`;
    return (await this.ask<{ versions: VersionSummary[] }>('GET', path)).versions;
  }

  promote(family: string, promotion: Promotion): Promise<Champion> {
    return this.ask('PUT', `/api/models/${encodeURIComponent(family)}/champion`, promotion);
  }

  /** A file of a version that holds JSON. */
  versionFile(family: string, version: string, name: string): Promise<object> {
    const path = [family, 'versions', version, 'files', name].map(encodeURIComponent).join('/');
    return this.ask('GET', `/api/models/${path}`);
  }

  startRetraining(family: string, request: RetrainingRequest): Promise<RetrainingStarted> {
    return this.ask('POST', `/api/models/${encodeURIComponent(family)}/retrainings`, request);
  }

  retraining(id: string): Promise<Retraining> {
    return this.ask('GET', `/api/retrainings/${encodeURIComponent(id)}`);
  }

  startExperiment(name: string): Promise<Experiment> {
    return this.ask('POST', '/api/experiments', { name });
  }

  experiment(id: string): Promise<ExperimentDetails> {
    return this.ask('GET', `/api/experiments/${encodeURIComponent(id)}`);
  }

  predict(family: string, fields: FormData): Promise<PredictionAnswer> {
    return this.ask('POST', `/api/predictions/${encodeURIComponent(family)}`, fields);
  }

  recommend(family: string, fields: FormData, query: Readonly<Record<string, string>>): Promise<Recommendations> {
    const asked = new URLSearchParams(query).toString();
    const path = `/api/recommendations/${encodeURIComponent(family)}`;
    return this.ask('POST', asked === '' ? path : `${path}?${asked}`, fields);
  }

  async live(): Promise<void> {
    await this.ask('GET', '/health/live');
  }

  /** The answer is one in either case: ready, or not and why. */
  async readiness(): Promise<Readiness> {
    const { status, body } = await this.exchange('GET', '/health/ready');
    if (status !== 200 && status !== 503) throw this.refusal('GET', '/health/ready', status, body);
    return body as Readiness;
  }

  private async ask<Answer>(method: Method, path: string, sent?: object): Promise<Answer> {
    const { status, body } = await this.exchange(method, path, sent);
    if (status < 200 || status > 299) throw this.refusal(method, path, status, body);
    if (body === undefined) throw new PlatformError('NO_MARQUEE_API', 502, `${this.url} is no Marquee API`, 'api');
    return body as Answer;
  }

  /** @returns the body undefined when it is no JSON */
  private async exchange(method: Method, path: string, sent?: object): Promise<{ status: number; body: unknown }> {
    const isForm = sent instanceof FormData;
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
        ...(sent && { body: isForm ? sent : JSON.stringify(sent) }),
        ...(sent && !isForm && { headers: { 'content-type': 'application/json' } }),
      });
      return { status: response.status, body: parsed(await response.text()) };
    } catch (error) {
      const message = `No API answers at ${this.url}; start one with \`npm start\`, or name it with --api or MARQUEE_API`;
      throw new PlatformError('API_UNREACHABLE', 503, message, 'api', { cause: error });
    }
  }

  private refusal(method: Method, path: string, status: number, body: unknown): PlatformError {
    if (isErrorBody(body)) return new PlatformError(body.code, status, body.message, body.field);
    const message = `${method} ${this.url}${path} was answered with ${status}, not as a Marquee API does`;
    return new PlatformError('NO_MARQUEE_API', status < 500 ? 502 : status, message, 'api');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}
