import { Alert } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState, type CSSProperties } from 'react';
import type { DetectedObject } from '../../api/types';
import { FileImage } from '../../components/FileImage';
import { percent } from '../../format/metric';
import styles from './BoxedPicture.module.css';
import { colourOf } from './colours';

interface Props {
  readonly file: File;
  readonly objects: readonly DetectedObject[];
}

/** The picture as it was handed in, with a box around everything that was found. */
export function BoxedPicture({ file, objects }: Props) {
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [isUnreadable, setUnreadable] = useState(false);
  if (isUnreadable) {
    return <Alert color="amber" icon={<IconPhotoOff />} title="This browser cannot show the picture" />;
  }
  return (
    <div className={styles.frame}>
      <FileImage
        file={file}
        className={styles.picture}
        alt={`${file.name} with ${objects.length === 1 ? '1 box' : `${objects.length} boxes`}`}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
        onError={() => setUnreadable(true)}
      />
      {size && objects.map((object, index) => <Box key={index} object={object} size={size} />)}
    </div>
  );
}

function Box({ object, size }: { object: DetectedObject; size: { width: number; height: number } }) {
  const { left, top, right, bottom, confidence } = object;
  const across = (pixels: number) => `${(pixels / size.width) * 100}%`;
  const down = (pixels: number) => `${(pixels / size.height) * 100}%`;
  return (
    <div
      className={styles.box}
      data-testid="box"
      data-low={top < size.height * 0.1 || undefined}
      style={
        {
          ...{ left: across(left), top: down(top), width: across(right - left), height: down(bottom - top) },
          '--box': colourOf(object.class),
        } as CSSProperties
      }
    >
      <span className={styles.name}>
        {object.class} {percent(confidence)}
      </span>
    </div>
  );
}
