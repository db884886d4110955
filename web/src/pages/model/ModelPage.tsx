import { Anchor, Skeleton, Stack } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useFamily } from '../../api/families';
import type { FamilySummary } from '../../api/types';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { FamilyProblem } from '../../components/FamilyProblem';
import { PageTitle } from '../../components/PageTitle';
import { NotFoundPage } from '../NotFoundPage';
import { CardPanel } from './CardPanel';
import { VersionDetails } from './VersionDetails';
import { VersionsPanel } from './VersionsPanel';

/** A family's versions, and one of them in full: the one in the address, or the champion. */
export function ModelPage() {
  const { family: name = '', version } = useParams();
  const { data: family, error, refetch } = useFamily(name);
  if (family === null) return <NotFoundPage />;
  if (!family)
    return (
      <>
        <PageTitle title="Model" />
        {error ? <ErrorNotice error={error} retry={refetch} /> : <Skeleton height={400} aria-busy />}
      </>
    );
  return <Model family={family} version={version ?? family.champion?.version} />;
}

function Model({ family, version }: { family: FamilySummary; version: string | undefined }) {
  return (
    <>
      <PageTitle title={family.title} lead={family.summary} />
      <Stack gap="lg">
        <FamilyProblem family={family} />
        <VersionsPanel family={family} shown={version} />
        {version ? (
          <VersionDetails family={family} version={version} />
        ) : (
          <EmptyNotice Icon={IconSparkles} title="No version yet">
            A version appears when a retraining ends well.{' '}
            <Anchor component={Link} to="/retraining" inherit underline="always">
              Start one
            </Anchor>
          </EmptyNotice>
        )}
        <CardPanel family={family} version={version} />
      </Stack>
    </>
  );
}
