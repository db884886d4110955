import { SegmentedControl, Skeleton, Stack, Tabs } from '@mantine/core';
import { IconPhoto, IconPhotoOff, IconTextCaption } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useFamilies } from '../../api/families';
import type { FamilySummary } from '../../api/types';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { AskFamily } from './AskFamily';
import { MovieSearch } from './MovieSearch';
import { isAskedHere, isOfMovies, subjectsOf, titleOf } from './subjects';

const ICONS = { image: IconPhoto, text: IconTextCaption };

/** Which family is asked stands in the address, so that "back" and a link find it again. */
export function AskPage() {
  const { data, error, refetch } = useFamilies();
  const [search, setSearch] = useSearchParams();
  const families = (data ?? []).filter(isAskedHere);
  const chosen = families.find(({ name }) => name === search.get('family')) ?? families[0];
  const choose = (name: string) => setSearch({ family: name }, { replace: true, preventScrollReset: true });
  return (
    <>
      <PageTitle {...titleOf(chosen?.subject)}>{(!chosen || isOfMovies(chosen)) && <MovieSearch />}</PageTitle>
      {chosen ? (
        <Stack gap="md">
          <SubjectChoice families={families} chosen={chosen} onChoose={choose} />
          <FamilyTabs
            families={families.filter(({ subject }) => subject === chosen.subject)}
            chosen={chosen}
            onChoose={choose}
          />
        </Stack>
      ) : data ? (
        <EmptyNotice Icon={IconPhotoOff} title="This installation has no model family" />
      ) : error ? (
        <ErrorNotice error={error} retry={refetch} />
      ) : (
        <Waiting />
      )}
    </>
  );
}

interface ChoiceProps {
  readonly families: readonly FamilySummary[];
  readonly chosen: FamilySummary;
  readonly onChoose: (family: string) => void;
}

function SubjectChoice({ families, chosen, onChoose }: ChoiceProps) {
  const subjects = subjectsOf(families);
  if (subjects.length < 2) return null;
  return (
    <SegmentedControl
      aria-label="What it is about"
      data={subjects}
      value={chosen.subject}
      onChange={(subject) => onChoose(families.find((family) => family.subject === subject)!.name)}
      w="fit-content"
      maw="100%"
    />
  );
}

function FamilyTabs({ families, chosen, onChoose }: ChoiceProps) {
  return (
    <Tabs
      value={chosen.name}
      variant="pills"
      keepMounted={false}
      onChange={(name) => {
        if (name) onChoose(name);
      }}
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
