import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { LabelProbability } from '../../api/types';
import { LabelBar } from './LabelBar';
import styles from './LabelBars.module.css';

const AT_FIRST = 6; // what a person takes in at a glance; predicted labels are shown in any case

export function LabelBars({ labels }: { labels: readonly LabelProbability[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = labels.filter(({ isPredicted }, index) => isWhole || isPredicted || index < AT_FIRST);
  const hidden = labels.length - shown.length;
  return (
    <div>
      {!labels.some(({ isPredicted }) => isPredicted) && (
        <Text size="sm" mb="sm">
          No label reaches its threshold. The likeliest ones:
        </Text>
      )}
      <ul className={styles.list}>
        {shown.map((label) => (
          <LabelBar key={label.label} {...label} />
        ))}
      </ul>
      {(hidden > 0 || isWhole) && labels.length > AT_FIRST && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          mt="xs"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show fewer' : `Show ${hidden} more`}
        </Button>
      )}
    </div>
  );
}
