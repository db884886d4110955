import { Anchor } from '@mantine/core';
import { Link } from 'react-router';

/** A version by its full name, leading to its scorecard. */
export function VersionName({ family, version }: { family: string; version: string }) {
  return (
    <Anchor component={Link} to={`/models/${family}/${version}`} ff="monospace" size="sm" underline="hover">
      {version}
    </Anchor>
  );
}
