import { useParams } from 'react-router';
import { useFamily } from '../../api/families';
import { useLiveRetraining } from '../../api/live-retraining';
import { PageTitle } from '../../components/PageTitle';
import { dateAndTime } from '../../format/time';
import { LiveRun } from './LiveRun';

export function RunPage() {
  const { id = '' } = useParams();
  const { data: run } = useLiveRetraining(id);
  const { data: family } = useFamily(run?.family ?? '');
  return (
    <>
      <PageTitle
        title={run ? `Retraining: ${family?.title ?? run.family}` : 'Retraining'}
        lead={
          run && `Started ${dateAndTime(run.startedAt)} ${run.startedBy === 'schedule' ? 'by its schedule' : 'by hand'}`
        }
      />
      <LiveRun id={id} isAlone />
    </>
  );
}
