import { Stack, Text } from '@mantine/core';
import { FileImage } from '../../components/FileImage';
import { fileSize } from '../../format/size';
import styles from './ImageInput.module.css';

export function ImagePreview({ file }: { file: File }) {
  return (
    <Stack align="center" gap={6}>
      <FileImage file={file} alt={`Preview of ${file.name}`} className={styles.preview} />
      <Text size="xs" c="dimmed" ta="center">
        {file.name}, {fileSize(file.size)}
      </Text>
    </Stack>
  );
}
