import { Server } from '@tus/server';
import type { DataStore } from '@tus/server';
import { PlatformError } from '../../platform/errors.js';
import { newUploadId } from '../../platform/videos/upload-store.js';
import { MAX_UPLOAD_BYTES } from '../../platform/videos/upload.js';
import type { ErrorBody } from '../errors/error.schema.js';

const CODES: Readonly<Record<number, string>> = {
  404: 'UPLOAD_NOT_FOUND',
  409: 'UPLOAD_OFFSET',
  410: 'UPLOAD_NOT_FOUND',
  413: 'UPLOAD_TOO_LARGE',
  500: 'INTERNAL_ERROR',
};

/** The tus protocol below `/api/uploads`, whose errors are told as everywhere in the API: `{ code, message, field? }`. */
export class TusServer extends Server {
  constructor(datastore: DataStore, unforeseen: (error: unknown) => void) {
    super({
      path: '/api/uploads',
      datastore,
      maxSize: MAX_UPLOAD_BYTES,
      relativeLocation: true, // proxies and ports are the client's to know
      allowedOrigins: () => false, // pages of other sites may not send anything here, so they need not ask either
      namingFunction: newUploadId,
      onResponseError: (_request, error) => {
        if (!(error instanceof Error)) return undefined;
        if (error instanceof PlatformError && error.status < 500) return answerTo(error);
        unforeseen(error);
        return error instanceof PlatformError ? answerTo(error) : undefined;
      },
    });
  }

  override write(...[context, headers, status, body]: Parameters<Server['write']>): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', 'application/json');
    headers.set('Cache-Control', 'no-store');
    return super.write(context, headers, status, jsonOf(status, body ?? ''));
  }
}

function answerTo({ code, message, field, status }: PlatformError): { status_code: number; body: string } {
  const body: ErrorBody = field === undefined ? { code, message } : { code, message, field };
  return { status_code: status, body: JSON.stringify(body) };
}

/** What the library says in plain words gets a code; what we said has one. */
function jsonOf(status: number, body: string): string {
  if (body.startsWith('{')) return body;
  const message = status >= 500 ? 'Something went wrong on our side; the log says what' : body.trim();
  return JSON.stringify({ code: CODES[status] ?? 'INVALID_REQUEST', message } satisfies ErrorBody);
}
