import { PlatformError } from '../platform/errors.js';

/** No program to read videos with: everything but videos goes on. */
export class VideoUnavailableError extends PlatformError {
  constructor(reason: string) {
    const message = `Videos cannot be read here: ${reason}. Run the set-up, install FFmpeg, or name a program in MARQUEE_FFMPEG`;
    super('VIDEO_UNAVAILABLE', 503, message, 'MARQUEE_FFMPEG');
  }
}

/** Somebody else ended the program that reads videos: the system, which had no memory left, or who stops the machine. */
export class VideoReaderKilledError extends PlatformError {
  constructor() {
    super('VIDEO_READER_KILLED', 503, 'FFmpeg was killed while it read the video');
  }
}

type VideoProblem =
  | 'VIDEO_EMPTY'
  | 'VIDEO_UNREADABLE'
  | 'VIDEO_BROKEN'
  | 'VIDEO_WITHOUT_PICTURES'
  | 'VIDEO_TOO_LONG'
  | 'VIDEO_TOO_LARGE'
  | 'VIDEO_STALLED';

/** A file that no second try makes readable. */
export class VideoError extends PlatformError {
  constructor(code: VideoProblem, message: string) {
    super(code, 422, message, 'video');
  }
}
