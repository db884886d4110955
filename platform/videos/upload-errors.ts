import { PlatformError } from '../errors.js';
import { MAX_UPLOAD_BYTES } from './upload.js';

export class UploadNotFoundError extends PlatformError {
  constructor(id: string) {
    super('UPLOAD_NOT_FOUND', 404, `No upload ${id}`, 'uploadId');
  }
}

/** Bytes that go elsewhere than to the end of what is there. */
export class UploadOffsetError extends PlatformError {
  constructor(offset: number, expected: number) {
    super('UPLOAD_OFFSET', 409, `The upload has ${expected} bytes, so the next ones do not begin at ${offset}`);
  }
}

export class UploadTooLargeError extends PlatformError {
  constructor() {
    super('UPLOAD_TOO_LARGE', 413, `A video may have ${MAX_UPLOAD_BYTES / 2 ** 20} MB at most`, 'size');
  }
}

export class EmptyUploadError extends PlatformError {
  constructor() {
    super('VIDEO_EMPTY', 422, 'The video has no bytes', 'video');
  }
}

export class NoVideoError extends PlatformError {
  constructor() {
    super('NOT_A_VIDEO', 415, 'The file is no MP4, WebM or Ogg video', 'video');
  }
}

export class UploadIncompleteError extends PlatformError {
  constructor(id: string, offset: number, size: number) {
    super('UPLOAD_INCOMPLETE', 409, `Of upload ${id} ${offset} of ${size} bytes have come`, 'uploadId');
  }
}

export class UploadInUseError extends PlatformError {
  constructor(id: string) {
    super('UPLOAD_IN_USE', 409, `Upload ${id} is the video of an analysis, and is removed with it`, 'uploadId');
  }
}
