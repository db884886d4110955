import { finished } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { InputSpec } from '../../models/model-family.js';
import { PlatformError } from '../../platform/errors.js';
import { uploadError } from './upload-error.js';
import type { Part } from './check-fields.js';

const LONGEST_DISCARD_MILLISECONDS = 2000;
const LEAST_PART_BYTES = 1024; // so that a small part of the wrong kind is told so, not called too large
const FORM_OVERHEAD_BYTES = 16 * 1024; // boundaries and headers of a few parts

/** Reads the parts of a multipart body into memory, never more of it than `input` allows. */
@Injectable()
export class FieldsReader {
  /** @throws PlatformError when the body is no multipart form, is malformed or too large */
  async read(request: Request, input: InputSpec): Promise<Part[]> {
    refuseUnlessForm(request);
    await refuseIfTooLarge(request, input);
    await new Promise<void>((resolve, reject) => {
      const upload = multer({ storage: multer.memoryStorage(), limits: limitsFor(input) }).any();
      upload(request, {} as Response, (error: unknown) => (error ? reject(uploadError(error)) : resolve()));
    });
    const texts = Object.entries((request.body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
      textParts(name, value),
    );
    const files = ((request.files ?? []) as Express.Multer.File[]).map(({ fieldname, buffer }) => ({
      name: fieldname,
      value: buffer,
    }));
    return [...texts, ...files];
  }
}

/** multer gathers texts of one name in an array, and `a[b]` in an object, which no field of ours is. */
function textParts(name: string, value: unknown): Part[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.map((one) => ({ name, value: typeof one === 'string' ? one : JSON.stringify(one) }));
}

function refuseUnlessForm(request: Request): void {
  if (request.is('multipart/form-data')) return;
  throw new PlatformError('FORM_EXPECTED', 415, 'Send the fields as multipart/form-data');
}

/** Before any of the body is kept, where the client says how much it is. */
async function refuseIfTooLarge(request: Request, input: InputSpec): Promise<void> {
  const most = Object.values(input).reduce((sum, field) => sum + bytesOf(field), FORM_OVERHEAD_BYTES);
  if (Number(request.headers['content-length'] ?? 0) <= most) return;
  await discard(request);
  throw new PlatformError('BODY_TOO_LARGE', 413, `At most ${most} bytes are accepted here`);
}

/** Reads on and forgets it, for a while: who is still sending would see a broken pipe instead of the answer. */
async function discard(request: Request): Promise<void> {
  request.resume();
  const patience = AbortSignal.timeout(LONGEST_DISCARD_MILLISECONDS);
  await finished(request, { writable: false, signal: patience }).catch(() => undefined); // gone or too slow: answer anyway
}

function bytesOf(field: InputSpec[string]): number {
  return field.kind === 'image' ? field.maxBytes : field.maxCharacters * 4; // UTF-8: at most 4 bytes a character
}

/** One more part than the input has, so that a field too many is named instead of counted. */
function limitsFor(input: InputSpec): multer.Options['limits'] {
  const fields = Object.values(input);
  const sizes = (kind: 'image' | 'text') => fields.filter((field) => field.kind === kind).map(bytesOf);
  return {
    parts: fields.length + 2,
    files: fields.length + 1,
    fileSize: Math.max(LEAST_PART_BYTES, ...sizes('image')),
    fieldSize: Math.max(LEAST_PART_BYTES, ...sizes('text')),
    fieldNameSize: 100,
    fieldNestingDepth: 1,
    fieldArrayIndexLimit: 1,
  };
}
