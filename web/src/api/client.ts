import createClient from 'openapi-fetch';
import { ApiError } from './api-error';
import type { paths } from './schema';

/** Typed by the API's own OpenAPI document: a route or field that is renamed there no longer compiles here. */
export const api = createClient<paths>({ baseUrl: window.location.origin });

interface Answered<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of an answer. @throws ApiError for anything but a 2xx, and when nobody answers */
export async function bodyOf<Data>(request: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw ApiError.unreachable();
  });
  if (!response.ok || data === undefined) throw ApiError.from(response.status, error);
  return data;
}
