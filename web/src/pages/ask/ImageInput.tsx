import { Button, Input, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconPhotoPlus } from '@tabler/icons-react';
import { fileSize } from '../../format/size';
import type { FieldInputProps } from './field-input-props';
import { ImagePreview } from './ImagePreview';
import { usePastedImage } from './pasted-image';
import styles from './ImageInput.module.css';

/**
 * Drop, paste or pick. The type is not limited here: the API knows what it can read and says why when it cannot.
 * The button needs no handler: a press of it, as of anything in the zone, opens the file picker.
 */
export function ImageInput({ field, value, problem, onChange }: FieldInputProps<File>) {
  usePastedImage(onChange);
  return (
    <Input.Wrapper label={field.title} error={problem} labelElement="div">
      <Dropzone
        className={styles.zone}
        mt={4}
        multiple={false}
        tabIndex={-1}
        onDrop={([file]) => onChange(file)}
        inputProps={{ 'aria-label': `${field.title}: an image file` }}
      >
        <Stack align="center" justify="center" gap="sm" mih={190}>
          {value ? <ImagePreview file={value} /> : <Invitation maxBytes={field.maxBytes} />}
          <Button variant="default" size="xs">
            {value ? 'Choose another image' : 'Choose an image'}
          </Button>
        </Stack>
      </Dropzone>
    </Input.Wrapper>
  );
}

function Invitation({ maxBytes }: { maxBytes: number | undefined }) {
  return (
    <Stack align="center" gap={4}>
      <IconPhotoPlus size={44} stroke={1.2} color="var(--accent)" aria-hidden />
      <Text fw={600}>Drop or paste an image here</Text>
      <Text size="sm" c="dimmed" ta="center">
        JPEG, PNG or WebP{maxBytes === undefined ? '' : `, at most ${fileSize(maxBytes)}`}
      </Text>
    </Stack>
  );
}
