import { SimpleGrid, Skeleton } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useFamilies } from '../../api/families';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { FamilyCard } from './FamilyCard';

export function ModelsPage() {
  const { data: families, error, isLoading, refetch } = useFamilies();
  return (
    <>
      <PageTitle title="Models" lead="What is served, how well it does, and every version that ever was." />
      {!families && error && <ErrorNotice error={error} retry={refetch} />}
      {families?.length === 0 && (
        <EmptyNotice Icon={IconChartHistogram} title="This installation has no model family" />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="lg" aria-busy={isLoading}>
        {isLoading && [1, 2, 3].map((card) => <Skeleton key={card} height={270} />)}
        {families?.map((family) => (
          <FamilyCard key={family.name} family={family} />
        ))}
      </SimpleGrid>
    </>
  );
}
