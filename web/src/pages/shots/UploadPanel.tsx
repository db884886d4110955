import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconVideoPlus } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useStartAnalysis } from '../../api/analyses';
import { ApiError } from '../../api/api-error';
import { useVideoUpload, type VideoUpload } from '../../api/upload-video';
import { ErrorNotice } from '../../components/ErrorNotice';
import { fileSize } from '../../format/size';
import styles from '../ask/ImageInput.module.css';

/** A video goes up in pieces, and its analysis begins by itself when the last one is there. */
export function UploadPanel() {
  const navigate = useNavigate();
  const { mutateAsync: start, error, reset } = useStartAnalysis();
  const analyse = useCallback(
    (uploadId: string) =>
      void start(uploadId).then(
        ({ id }) => navigate(`/shots/${encodeURIComponent(id)}`),
        () => undefined, // shown below
      ),
    [start, navigate],
  );
  const { upload, send, pause, discard } = useVideoUpload(analyse);
  const startAgain = upload.state === 'done' ? () => analyse(upload.uploadId) : undefined; // all of it is there
  const startAnew = () => {
    reset();
    discard();
  };
  return (
    <Stack gap="md">
      {upload.state === 'idle' ? (
        <Choice onChoose={send} />
      ) : (
        <Sending upload={upload} onPause={pause} onResume={() => send(upload.file)} onDiscard={startAnew} />
      )}
      {upload.state === 'failed' && upload.error && (
        <ErrorNotice error={upload.error} retry={mayPass(upload.error) ? () => send(upload.file) : undefined} />
      )}
      {error && <ErrorNotice error={error} retry={startAgain} />}
    </Stack>
  );
}

/** No second try makes a video of another file, a large one small, or fills an empty one. */
function mayPass(error: Error): boolean {
  return !(error instanceof ApiError && [413, 415, 422].includes(error.status));
}

function Choice({ onChoose }: { onChoose: (file: File) => void }) {
  return (
    <Dropzone
      className={styles.zone}
      multiple={false}
      tabIndex={-1}
      onDrop={([file]) => file && onChoose(file)}
      inputProps={{ 'aria-label': 'A video file' }}
    >
      <Stack align="center" justify="center" gap="sm" mih={190}>
        <IconVideoPlus size={44} stroke={1.2} color="var(--accent)" aria-hidden />
        <Text fw={600}>Drop a video here</Text>
        <Text size="sm" c="dimmed" ta="center">
          MP4, WebM or Ogg, at most 500 MB and 30 minutes
        </Text>
        <Button variant="default" size="xs">
          Choose a video
        </Button>
      </Stack>
    </Dropzone>
  );
}

interface SendingProps {
  readonly upload: Exclude<VideoUpload, { state: 'idle' }>;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onDiscard: () => void;
}

function Sending({ upload: { state, file, sent }, onPause, onResume, onDiscard }: SendingProps) {
  return (
    <Paper withBorder bg="var(--surface)" p="lg" component="section" aria-label="Upload">
      <Stack gap="sm">
        <Text fw={600}>{file.name}</Text>
        <Progress
          value={(sent / Math.max(1, file.size)) * 100}
          size="lg"
          animated={state === 'sending'}
          color={state === 'failed' ? 'red' : undefined}
          aria-label="Upload"
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {state === 'done'
              ? 'All of it is there'
              : `${fileSize(sent)} of ${fileSize(file.size)}${state === 'paused' ? ', paused' : ''}`}
          </Text>
          <Group gap="xs">
            {state === 'sending' && (
              <Button variant="default" size="xs" onClick={onPause}>
                Pause
              </Button>
            )}
            {state === 'paused' && (
              <Button size="xs" onClick={onResume}>
                Go on
              </Button>
            )}
            <Button variant="default" size="xs" onClick={onDiscard}>
              {state === 'done' ? 'Choose another' : 'Give up'}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}
