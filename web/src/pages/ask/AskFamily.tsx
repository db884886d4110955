import { Paper, SimpleGrid, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../api/api-error';
import { usePrediction, useSimilarMovies } from '../../api/predictions';
import type { FamilySummary } from '../../api/types';
import { AnswerPanel } from './AnswerPanel';
import { AskForm } from './AskForm';
import { useAsked } from './asked';
import { CatalogueShelf } from './CatalogueShelf';
import { isOfMovies } from './subjects';
import { SimilarMovies } from './SimilarMovies';

/** One family's question, its answer, and the movies near to what was asked. */
export function AskFamily({ family }: { family: FamilySummary }) {
  const asked = useAsked().asked[family.name];
  const prediction = usePrediction(family, asked);
  const similar = useSimilarMovies(family, prediction.isSuccess ? asked : undefined);
  const answer = useRef<HTMLDivElement>(null);
  useBringIntoView(answer, asked?.id);
  return (
    <Stack gap="xl" pt="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Paper p="lg" withBorder bg="var(--surface)">
          <AskForm
            family={family}
            isAsking={prediction.isFetching}
            refusal={prediction.error instanceof ApiError ? prediction.error : undefined}
          />
        </Paper>
        <div ref={answer}>
          <AnswerPanel family={family} prediction={prediction} />
        </div>
      </SimpleGrid>
      {prediction.isSuccess && family.recommends ? (
        <SimilarMovies title="Similar movies" similar={similar} />
      ) : (
        isOfMovies(family) && <CatalogueShelf />
      )}
    </Stack>
  );
}

/** On a phone the answer stands below the question, out of sight: what was just asked brings it up. */
function useBringIntoView(element: React.RefObject<HTMLElement | null>, asked: string | undefined) {
  const before = useRef(asked);
  useEffect(() => {
    if (before.current === asked) return;
    before.current = asked;
    element.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [element, asked]);
}
