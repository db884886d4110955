import { Image, Text, UnstyledButton } from '@mantine/core';
import { datasetImageUrl } from '../../api/datasets';
import type { DatasetSample } from '../../api/types';
import styles from './Samples.module.css';

interface Props {
  readonly sample: DatasetSample;
  readonly isChosen: boolean;
  readonly onChoose: (sample: DatasetSample) => void;
}

/** By its picture, or by how its text begins. */
export function SampleCard({ sample, isChosen, onChoose }: Props) {
  const values = Object.values(sample.fields);
  const picture = values.find((value) => 'image' in value);
  const text = values.find((value) => 'text' in value);
  return (
    <UnstyledButton className={styles.sample} aria-pressed={isChosen} onClick={() => onChoose(sample)}>
      {picture ? (
        <Image src={datasetImageUrl(picture.image)} alt={sample.id} h={96} fit="contain" loading="lazy" />
      ) : (
        <Text size="xs" lineClamp={5} h={96}>
          {text?.text}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4} className={styles.words} lineClamp={2}>
        {sample.target.join(', ') || 'no label'} · {sample.split}
      </Text>
    </UnstyledButton>
  );
}
