import { Anchor, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';
import { usePrediction, type Asked } from '../../api/predictions';
import type { DetectedObject, FamilySummary, PredictionAnswer } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';
import { FamilyProblem } from '../../components/FamilyProblem';
import { Panel } from '../../components/Panel';
import { VersionName } from '../../components/VersionName';
import { BoxedPicture } from './BoxedPicture';
import { ObjectList } from './ObjectList';
import { sizeOf } from './sizes';

interface Props {
  readonly family: FamilySummary;
  readonly asked: Asked | undefined;
  readonly picture: File | undefined;
  readonly threshold: number;
}

/** What one size finds, and how long that took. */
export function DetectorPanel({ family, asked, picture, threshold }: Props) {
  const hasChampion = family.champion !== null;
  const { data, error, isLoading, refetch } = usePrediction(family, hasChampion ? asked : undefined);
  return (
    <Panel title={sizeOf(family)} aside={data && <Time answer={data} />}>
      {!hasChampion && <NoChampion family={family} />}
      {hasChampion && <FamilyProblem family={family} />}
      {hasChampion && !asked && (
        <Text size="sm" c="dimmed">
          {family.summary}
        </Text>
      )}
      {error && <ErrorNotice error={error} retry={refetch} />}
      {isLoading && <Skeleton height={220} aria-busy aria-label="Waiting for the answer" />}
      {data && picture && <Found key={asked?.id} answer={data} picture={picture} threshold={threshold} />}
    </Panel>
  );
}

function Time({ answer: { milliseconds } }: { answer: PredictionAnswer }) {
  return (
    <Text size="sm" c="dimmed">
      {milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms
    </Text>
  );
}

function NoChampion({ family: { name } }: { family: FamilySummary }) {
  return (
    <Text size="sm">
      No version of {name} is a champion yet, so this size cannot answer.{' '}
      <Anchor component={Link} to="/retraining" inherit underline="always">
        Open Retraining
      </Anchor>
    </Text>
  );
}

function Found({ answer, picture, threshold }: { answer: PredictionAnswer; picture: File; threshold: number }) {
  const all: readonly DetectedObject[] = 'objects' in answer.prediction ? answer.prediction.objects : [];
  const objects = all.filter(({ confidence }) => confidence >= threshold);
  return (
    <Stack gap="sm">
      <VisuallyHidden role="status">{sentence(objects)}</VisuallyHidden>
      <BoxedPicture file={picture} objects={objects} />
      <ObjectList objects={objects} hidden={all.length - objects.length} />
      <VersionName family={answer.family} version={answer.version} />
    </Stack>
  );
}

/** For those who hear the page. */
function sentence(objects: readonly DetectedObject[]): string {
  if (objects.length === 0) return 'Nothing is found that is sure enough.';
  return `Found: ${objects.map((object) => object.class).join(', ')}.`;
}
