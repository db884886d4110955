import { Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { fileSize } from '../../format/size';
import styles from './ImageInput.module.css';

export function ImagePreview({ file }: { file: File }) {
  const image = useRef<HTMLImageElement>(null);
  // The file's bytes get an address only for as long as the image shows them.
  useEffect(() => {
    const url = URL.createObjectURL(file);
    image.current?.setAttribute('src', url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return (
    <Stack align="center" gap={6}>
      <img ref={image} alt={`Preview of ${file.name}`} className={styles.preview} />
      <Text size="xs" c="dimmed" ta="center">
        {file.name}, {fileSize(file.size)}
      </Text>
    </Stack>
  );
}
