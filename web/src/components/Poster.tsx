import { Center, Image } from '@mantine/core';
import { IconMovieOff } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './Poster.module.css';

interface Props {
  readonly url: string | null;
  /** Empty where the title stands beside it. */
  readonly alt: string;
}

/** A poster in its own 2:3 frame, so that nothing jumps when it arrives. */
export function Poster({ url, alt }: Props) {
  const [isMissing, setMissing] = useState(url === null);
  if (isMissing || url === null)
    return (
      <Center className={styles.frame}>
        <IconMovieOff aria-label={alt === '' ? undefined : `No poster of ${alt}`} aria-hidden={alt === ''} />
      </Center>
    );
  return <Image src={url} alt={alt} className={styles.frame} loading="lazy" onError={() => setMissing(true)} />;
}
