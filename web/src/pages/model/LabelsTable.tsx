import { Table } from '@mantine/core';
import type { LabelScore } from '../../api/types';
import { figure } from '../../format/metric';
import { count } from '../../format/size';

const COLUMNS = ['Label', 'Support', 'F1', 'Precision', 'Recall', 'AUC', 'Threshold'];

export function LabelsTable({ labels }: { labels: readonly LabelScore[] }) {
  return (
    <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="region" aria-label="Figures per label">
      <Table style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column, index) => (
              <Table.Th key={column} ta={index === 0 ? 'left' : 'right'}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {labels.map(({ label, support, f1, precision, recall, auc, threshold }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={500}>
                {label}
              </Table.Th>
              <Table.Td ta="right">{count(support)}</Table.Td>
              {[f1, precision, recall, auc, threshold].map((value, index) => (
                <Table.Td key={COLUMNS[index + 2]} ta="right">
                  {value === null ? '–' : figure(value)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
