import type { AnalysisDetails } from './analysis.schema.js';

type Shots = AnalysisDetails['shots'];

const NO_HEAD = 'label'; // what the column is called where a family has one head only

/** A row for each shot: its times in seconds, and each head's answer with its probability. RFC 4180, with a header. */
export function shotsCsv(shots: Shots): string {
  const heads = [...new Set(shots.flatMap(({ labels }) => (labels ?? []).map(({ head = NO_HEAD }) => head)))].sort();
  const header = ['shot', 'start', 'end', 'seconds', ...heads.flatMap((head) => [head, `${head}_probability`])];
  const rows = shots.map(({ number, start, end, labels }) => {
    const answers = heads.map((head) => labels?.find((label) => (label.head ?? NO_HEAD) === head && label.isPredicted));
    const cells = answers.flatMap((answer) => [answer?.label ?? '', answer?.probability.toFixed(4) ?? '']);
    return [String(number + 1), start.toFixed(3), end.toFixed(3), (end - start).toFixed(3), ...cells];
  });
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
