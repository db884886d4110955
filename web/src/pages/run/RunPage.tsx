import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { useFamily } from '../../api/families';
import { useLiveRetraining } from '../../api/live-retraining';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { dateAndTime } from '../../format/time';
import { RunPanel } from './RunPanel';

export function RunPage() {
  const { id = '' } = useParams();
  const { data: run, error, refetch } = useLiveRetraining(id);
  const { data: family } = useFamily(run?.family ?? '');
  return (
    <>
      <PageTitle
        title={run ? `Retraining: ${family?.title ?? run.family}` : 'Retraining'}
        lead={
          run && `Started ${dateAndTime(run.startedAt)} ${run.startedBy === 'schedule' ? 'by its schedule' : 'by hand'}`
        }
      />
      {run && <RunPanel run={run} isAlone />}
      {!run && (error ? <ErrorNotice error={error} retry={refetch} /> : <Skeleton height={260} aria-busy />)}
    </>
  );
}
