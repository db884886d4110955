import { Anchor } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyNotice } from '../components/EmptyNotice';
import { PageTitle } from '../components/PageTitle';

export function NotFoundPage() {
  return (
    <>
      <PageTitle title="Nothing here" />
      <EmptyNotice Icon={IconMapQuestion} title="There is no page at this address">
        <Anchor component={Link} to="/" inherit>
          Go to Movies
        </Anchor>
      </EmptyNotice>
    </>
  );
}
