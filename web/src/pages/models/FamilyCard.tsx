import { Anchor, Badge, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { FamilySummary } from '../../api/types';
import { useVersion } from '../../api/versions';
import { FamilyProblem } from '../../components/FamilyProblem';
import { VersionName } from '../../components/VersionName';
import { fromNow } from '../../format/time';
import { Headline } from '../../components/Headline';
import styles from '../../components/LinkedCard.module.css';

export function FamilyCard({ family }: { family: FamilySummary }) {
  const { name, title, summary, champion } = family;
  return (
    <Paper p="lg" withBorder bg="var(--surface)" component="article" className={styles.card}>
      <Stack h="100%">
        <div>
          <Group justify="space-between" wrap="nowrap" align="start">
            <Title order={2} size="h3">
              <Link to={`/models/${name}`} className={styles.link}>
                {title}
              </Link>
            </Title>
            <Badge variant="default" tt="none" flex="none">
              {family.task}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed" mt={4}>
            {summary}
          </Text>
        </div>
        <FamilyProblem family={family} />
        <div className={styles.bottom}>
          {champion ? <ChampionFigures family={family} version={champion.version} /> : <Untrained />}
          {champion && (
            <Text size="xs" c="dimmed" mt="md">
              Champion since {fromNow(champion.promotedAt)}
              <br />
              <VersionName family={name} version={champion.version} />
            </Text>
          )}
        </div>
      </Stack>
    </Paper>
  );
}

function ChampionFigures({ family, version }: { family: FamilySummary; version: string }) {
  const { data, error } = useVersion(family.name, version);
  if (error) return <Text size="sm">{error.message}</Text>;
  if (!data) return <Skeleton height={64} />;
  return <Headline metric={data.scorecard.headline} split={data.scorecard.test} name="test" />;
}

function Untrained() {
  return (
    <Text size="sm">
      No version yet.{' '}
      <Anchor component={Link} to="/retraining" inherit underline="always" className={styles.above}>
        Train the first one
      </Anchor>
    </Text>
  );
}
