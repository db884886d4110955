import { PlatformError } from '../../platform/errors.js';

const CODES: Readonly<Record<string, { code: string; status: number; message: string }>> = {
  LIMIT_FILE_SIZE: { code: 'FILE_TOO_LARGE', status: 413, message: 'the file is too large' },
  LIMIT_FIELD_VALUE: { code: 'TEXT_TOO_LONG', status: 400, message: 'the text is too long' },
  LIMIT_FILE_COUNT: { code: 'REPEATED_FIELD', status: 400, message: 'too many files' },
  LIMIT_FIELD_COUNT: { code: 'REPEATED_FIELD', status: 400, message: 'too many fields' },
  LIMIT_PART_COUNT: { code: 'REPEATED_FIELD', status: 400, message: 'too many fields' },
};

/** What multer or busboy found wrong with a multipart body. Whatever it is, the body is at fault. */
export function uploadError(error: unknown): PlatformError {
  const { code, field } = error as { code?: string; field?: string };
  const known = CODES[code ?? ''];
  if (!known)
    return new PlatformError('MALFORMED_FORM', 400, 'The multipart body cannot be read', field, { cause: error });
  return new PlatformError(known.code, known.status, `${field ?? 'The form'}: ${known.message}`, field, {
    cause: error,
  });
}
