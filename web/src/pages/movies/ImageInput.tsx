import { Group, Input, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconPhotoPlus } from '@tabler/icons-react';
import { fileSize } from '../../format/size';
import type { FieldInputProps } from './FieldInput';
import { ImagePreview } from './ImagePreview';
import { usePastedImage } from './pasted-image';
import styles from './ImageInput.module.css';

/** Drop, paste or pick. The type is not limited here: the API knows what it can read and says why when it cannot. */
export function ImageInput({ field, value, problem, onChange }: FieldInputProps<File>) {
  usePastedImage(onChange);
  const limit = field.maxBytes === undefined ? '' : `, at most ${fileSize(field.maxBytes)}`;
  return (
    <Input.Wrapper label={field.title} error={problem} labelElement="div">
      <Dropzone
        role="button"
        className={styles.zone}
        mt={4}
        multiple={false}
        onDrop={([file]) => onChange(file)}
        inputProps={{ 'aria-label': `${field.title}: choose an image file` }}
        aria-label={`${field.title}: drop, paste or choose an image`}
      >
        {value ? (
          <ImagePreview file={value} />
        ) : (
          <Stack align="center" gap={6} className={styles.invitation}>
            <IconPhotoPlus size={44} stroke={1.2} color="var(--accent)" aria-hidden />
            <Text fw={600}>Drop an image here</Text>
            <Group gap={4} justify="center">
              <Text size="sm" c="dimmed" ta="center">
                or paste one, or press to choose a file (JPEG, PNG, WebP{limit})
              </Text>
            </Group>
          </Stack>
        )}
      </Dropzone>
    </Input.Wrapper>
  );
}
