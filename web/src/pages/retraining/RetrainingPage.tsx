import { SimpleGrid, Skeleton, Stack, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useFamilies } from '../../api/families';
import { useRetrainings } from '../../api/retrainings';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { RunPanel } from '../run/RunPanel';
import { PastRuns } from './PastRuns';
import { StartCard } from './StartCard';

export function RetrainingPage() {
  const families = useFamilies();
  const runs = useRetrainings();
  const error = families.error ?? runs.error;
  const running = runs.data?.filter(({ status }) => status === 'running') ?? [];
  const past = runs.data?.filter(({ status }) => status !== 'running') ?? [];
  return (
    <>
      <PageTitle
        title="Retraining"
        lead="Every run trains a candidate, measures it against the champion on the same examples, and promotes it only if it is not worse."
      />
      <Stack gap="xl">
        {error && <ErrorNotice error={error} retry={() => Promise.all([families.refetch(), runs.refetch()])} />}
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="lg">
          {families.isLoading && [1, 2, 3].map((card) => <Skeleton key={card} height={190} />)}
          {families.data?.map((family) => (
            <StartCard
              key={family.name}
              family={family}
              running={running.find((run) => run.family === family.name)?.id}
            />
          ))}
        </SimpleGrid>
        {running.length > 0 && (
          <Stack component="section" gap="md" aria-label="Running now">
            <Title order={2} size="h3">
              Running now
            </Title>
            {running.map((run) => (
              <RunPanel key={run.id} run={run} />
            ))}
          </Stack>
        )}
        <section aria-label="Past runs">
          <Title order={2} size="h3" mb="md">
            Past runs
          </Title>
          {runs.isLoading && <Skeleton height={160} />}
          {runs.data && past.length === 0 && (
            <EmptyNotice Icon={IconHistory} title="No run has ended yet">
              Start one above; it is listed here with its outcome and the reason.
            </EmptyNotice>
          )}
          {past.length > 0 && <PastRuns runs={past} families={families.data ?? []} />}
        </section>
      </Stack>
    </>
  );
}
