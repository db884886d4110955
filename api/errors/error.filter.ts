import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { InvalidInputError } from '../../models/model-family.js';
import { PlatformError } from '../../platform/errors.js';
import type { ErrorBody } from './error.schema.js';

interface Answer {
  readonly status: number;
  readonly body: ErrorBody;
}

/** Turns whatever was thrown into `{ code, message, field? }`. What nobody foresaw is logged and told to nobody. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Error');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, body } = answerTo(error);
    if (status >= 500) this.logger.error(`${body.code}: ${describe(error)}`);
    if (response.headersSent) return void response.destroy();
    if (error instanceof PlatformError && 'retryAfterSeconds' in error) {
      response.setHeader('Retry-After', String(error.retryAfterSeconds));
    }
    response.setHeader('Cache-Control', 'no-store'); // what is wrong now may be right in a moment
    response.status(status).json(body);
  }
}

function answerTo(error: unknown): Answer {
  if (error instanceof InvalidInputError) return answer(422, error.code, error.message, error.field);
  if (error instanceof PlatformError) return answer(error.status, error.code, error.message, error.field);
  if (error instanceof HttpException) return answer(error.getStatus(), codeOf(error.getStatus()), error.message);
  if (isClientError(error)) return answer(error.status, codeOf(error.status), error.message);
  return answer(500, 'INTERNAL_ERROR', 'Something went wrong on our side; the log says what');
}

function answer(status: number, code: string, message: string, field?: string): Answer {
  return { status, body: field === undefined ? { code, message } : { code, message, field } };
}

const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'UNAVAILABLE',
};

function codeOf(status: number): string {
  return CODES[status] ?? (status < 500 ? 'INVALID_REQUEST' : 'INTERNAL_ERROR');
}

/** What Express, its router and its body parsers throw when the request is at fault (http-errors). */
function isClientError(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
