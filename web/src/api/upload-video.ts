import { useCallback, useEffect, useRef, useState } from 'react';
import { DetailedError, Upload } from 'tus-js-client';
import { ApiError } from './api-error';

const PIECE = 8 * 2 ** 20; // bytes a request: little is sent twice when a line breaks
const TRY_AGAIN_AFTER = [0, 1_000, 3_000, 5_000, 10_000, 20_000]; // ms: an API that restarts is back by then

export type VideoUpload =
  | { readonly state: 'idle' }
  | {
      readonly state: 'sending' | 'paused' | 'failed';
      readonly file: File;
      readonly sent: number;
      readonly error?: Error;
    }
  | { readonly state: 'done'; readonly file: File; readonly sent: number; readonly uploadId: string };

/**
 * Sends a video in pieces, and goes on where it was: after a broken line, a pause, or on another day when the same file is
 * chosen again (what has been begun is remembered in this browser).
 */
export function useVideoUpload(onDone: (uploadId: string) => void) {
  const [upload, setUpload] = useState<VideoUpload>({ state: 'idle' });
  const running = useRef<Upload>(undefined);
  useEffect(() => () => void running.current?.abort(), []);

  const send = useCallback(
    (file: File) => {
      const say = (state: 'sending' | 'failed', sent: number, error?: Error) =>
        setUpload({ state, file, sent, ...(error && { error }) });
      let sent = 0;
      const sending = new Upload(file, {
        endpoint: '/api/uploads',
        chunkSize: PIECE,
        retryDelays: TRY_AGAIN_AFTER,
        metadata: { filename: file.name },
        removeFingerprintOnSuccess: true,
        onProgress: (bytes) => say('sending', (sent = bytes)),
        onError: (error) => say('failed', sent, explained(error)),
        onSuccess: () => {
          running.current = undefined; // from here on it may be used: nothing that is given up
          const uploadId = sending.url!.split('/').at(-1)!;
          setUpload({ state: 'done', file, sent: file.size, uploadId });
          onDone(uploadId);
        },
      });
      running.current = sending;
      say('sending', 0);
      void sending.findPreviousUploads().then(([before]) => {
        if (before) sending.resumeFromPreviousUpload(before);
        sending.start();
      });
    },
    [onDone],
  );

  const pause = useCallback(() => {
    void running.current?.abort();
    setUpload((now) => (now.state === 'sending' ? { ...now, state: 'paused' } : now));
  }, []);
  /** What has been sent to its end stays on the server: for an analysis, else for a day. */
  const discard = useCallback(() => {
    void running.current?.abort(true).catch(() => undefined); // the server forgets it by itself, in a day
    setUpload({ state: 'idle' });
  }, []);
  return { upload, send, pause, discard };
}

/** The API's own words, if it said something. */
function explained(error: Error): Error {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return ApiError.unreachable();
  try {
    return ApiError.from(response.getStatus(), JSON.parse(response.getBody()));
  } catch {
    return ApiError.from(response.getStatus(), undefined);
  }
}
