import { Code } from '@mantine/core';
import type { VersionDetails } from '../../api/types';
import { Facts } from '../../components/Facts';
import { Panel } from '../../components/Panel';
import { VersionName } from '../../components/VersionName';
import { count } from '../../format/size';
import { duration } from '../../format/time';
import { Fingerprint } from './Fingerprint';

/** Where the version comes from: enough to make it again. */
export function LineagePanel({
  family,
  details: { lineage, collection },
}: {
  family: string;
  details: VersionDetails;
}) {
  const { dataset, parentVersion, backbones, seed, gitCommit, durationSeconds } = lineage;
  const { train, validation, test } = dataset.counts;
  return (
    <Panel title="Lineage">
      <Facts
        facts={{
          Parent: parentVersion ? <VersionName family={family} version={parentVersion} /> : 'none, the first champion',
          Examples: `${count(train)} to train, ${count(validation)} to validate, ${count(test)} to test`,
          Dataset: <Fingerprint value={dataset.hash} />,
          Backbones: backbones.map(({ name, sha256 }) => (
            <div key={name}>
              {name} <Fingerprint value={sha256} />
            </div>
          )),
          Seed: <Code>{seed}</Code>,
          'Git commit': gitCommit && <Fingerprint value={gitCommit} />,
          Duration: duration(durationSeconds),
          Vectors: collection && <Code>{collection}</Code>,
          Hyperparameters: <Settings values={lineage.hyperparameters} />,
          Libraries: <Settings values={lineage.libraries} />,
        }}
      />
    </Panel>
  );
}

function Settings({ values }: { values: Readonly<Record<string, unknown>> }) {
  return Object.entries(values).map(([name, value]) => (
    <div key={name}>
      {name} <Code>{typeof value === 'string' ? value : JSON.stringify(value)}</Code>
    </div>
  ));
}
