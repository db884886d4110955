import { Table, Text, VisuallyHidden } from '@mantine/core';
import type { ArmReport, ExperimentReport } from '../../api/types';
import { IntervalBar } from '../../components/IntervalBar';
import { Panel } from '../../components/Panel';
import { figure, metricTitle, signed } from '../../format/metric';
import { fileSize } from '../../format/size';

/** Every arm in a row: how well, how surely better than the baseline, and what it costs. */
export function ArmsPanel({ report: { arms, headline } }: { report: ExperimentReport }) {
  return (
    <Panel title="The arms">
      <Table.ScrollContainer minWidth={760} type="native" tabIndex={0} role="region" aria-label="The arms in a table">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Arm</Table.Th>
              <Table.Th>{metricTitle(headline)}</Table.Th>
              <Table.Th w={140}>
                <VisuallyHidden>Interval</VisuallyHidden>
              </Table.Th>
              <Table.Th>Macro F1</Table.Th>
              <Table.Th>Against the baseline</Table.Th>
              <Table.Th>A fold learned in</Table.Th>
              <Table.Th>An answer in</Table.Th>
              <Table.Th>Size</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {arms.map((arm) => (
              <Row key={arm.name} arm={arm} headline={headline} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="sm">
        Every example is asked of a model that has not seen it. Bands are 95 % intervals; p is McNemar’s exact test, the
        weakest of the seeds.
      </Text>
    </Panel>
  );
}

function Row({ arm, headline }: { arm: ArmReport; headline: ExperimentReport['headline'] }) {
  const { name, metrics, againstBaseline, trainingSeconds, cost } = arm;
  const main = metrics[headline];
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td>{main ? `${figure(main.value)} (${figure(main.low)}–${figure(main.high)})` : '–'}</Table.Td>
      <Table.Td>{main && <IntervalBar interval={main} baseline={undefined} />}</Table.Td>
      <Table.Td>{metrics.macroF1 ? figure(metrics.macroF1.value) : '–'}</Table.Td>
      <Table.Td>{againstBaseline ? verdictOf(againstBaseline) : 'the baseline'}</Table.Td>
      <Table.Td>{trainingSeconds.toFixed(1)} s</Table.Td>
      <Table.Td>{cost.latencyMilliseconds.toFixed(1)} ms</Table.Td>
      <Table.Td>{fileSize(cost.modelBytes)}</Table.Td>
    </Table.Tr>
  );
}

function verdictOf({ verdict, difference, tests }: NonNullable<ArmReport['againstBaseline']>): string {
  const p = Math.max(...tests.map((test) => test.p));
  return `${verdict} (${signed(difference.value)}, p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`})`;
}
