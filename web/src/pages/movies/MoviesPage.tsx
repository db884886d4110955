import { Skeleton, Stack, Tabs } from '@mantine/core';
import { IconPhoto, IconPhotoOff, IconTextCaption } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useFamilies } from '../../api/families';
import type { FamilySummary } from '../../api/types';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { AskFamily } from './AskFamily';
import { MovieSearch } from './MovieSearch';

const ICONS = { image: IconPhoto, text: IconTextCaption };

export function MoviesPage() {
  const { data: families, error, refetch } = useFamilies();
  return (
    <>
      <PageTitle
        title="What kind of movie is it?"
        tab="Movies"
        lead="Hand in a poster or a plot. The models name its genres and find the movies most like it."
      >
        <MovieSearch />
      </PageTitle>
      {families ? (
        <Families families={families} />
      ) : error ? (
        <ErrorNotice error={error} retry={refetch} />
      ) : (
        <Waiting />
      )}
    </>
  );
}

/** Which family is asked stands in the address, so that "back" and a link find it again. */
function Families({ families }: { families: readonly FamilySummary[] }) {
  const [search, setSearch] = useSearchParams();
  const chosen = families.find(({ name }) => name === search.get('family')) ?? families[0];
  if (!chosen) return <EmptyNotice Icon={IconPhotoOff} title="This installation has no model family" />;
  return (
    <Tabs
      value={chosen.name}
      variant="pills"
      keepMounted={false}
      onChange={(name) => name && setSearch({ family: name }, { replace: true, preventScrollReset: true })}
    >
      <Tabs.List aria-label="What to ask">
        {families.map(({ name, title, input }) => {
          const Icon = ICONS[input[0]?.kind ?? 'text'];
          return (
            <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} aria-hidden />}>
              {title}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      {families.map((family) => (
        <Tabs.Panel key={family.name} value={family.name}>
          <AskFamily family={family} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Waiting() {
  return (
    <Stack aria-busy aria-label="Loading the models">
      <Skeleton height={36} width={280} />
      <Skeleton height={340} />
    </Stack>
  );
}
