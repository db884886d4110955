import type { ArmReport, ExperimentReport } from '../../platform/experiments/report.js';
import type { ConfusionMatrix, Interval } from '../../platform/scorecard.js';
import type { ExperimentDetails } from './experiment.schema.js';

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 1000px; margin: 2rem auto; padding: 0 1rem; color: #1c2430; }
  table { border-collapse: collapse; margin: 1rem 0; font-size: 13px; } th, td { padding: 4px 9px; text-align: left; border-bottom: 1px solid #dde3ea; }
  .matrix td { text-align: center; min-width: 30px; } figure { display: inline-block; width: 130px; margin: 0 8px 12px 0; vertical-align: top; font-size: 12px; }
  img { width: 112px; height: 112px; object-fit: contain; } .winner { background: #e6f4ea; } small { color: #5b6675; }`;

/** The report as one file that needs nothing else: pictures are in it, and there is no script. */
export function reportHtml({ id, plan, createdAt, publication }: ExperimentDetails, report: ExperimentReport): string {
  const { arms, headline, winner, reason } = report;
  const published =
    publication === null ? '' : `<p>${text(publication.version ?? 'No version')}: ${text(publication.reason)}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(plan.title)}</title><style>${STYLE}</style></head>
<body>
<h1>${text(plan.title)}</h1>
<p><small>${text(id)}, ${text(createdAt)}; ${text(plan.family)}; ${plan.folds} folds, seeds ${plan.seeds.join(', ')}</small></p>
<p><strong>${text(winner)} wins.</strong> ${text(reason)}</p>${published}
<table><thead><tr><th>Arm</th><th>${headline}</th><th>macro F1</th><th>against the baseline</th><th>McNemar, by seed</th><th>a fold learned in</th><th>an answer in</th><th>model.onnx</th></tr></thead>
<tbody>${arms.map((arm) => armRow(arm, report)).join('')}</tbody></table>
<p><small>Every example was asked of a model that had not seen it. Intervals are 95 %, by bootstrap over examples.</small></p>
${arms.map(armSection).join('')}
</body></html>
`;
}

function armRow(
  { name, metrics, againstBaseline, trainingSeconds, cost }: ArmReport,
  { headline, winner }: ExperimentReport,
): string {
  const tests = againstBaseline?.tests.map(
    ({ p, onlyArm, onlyBaseline }) =>
      `${onlyArm} : ${onlyBaseline}, p ${p < 0.001 ? '&lt; 0.001' : `= ${p.toFixed(3)}`}`,
  );
  const cells = [
    interval(metrics[headline]),
    interval(metrics.macroF1),
    againstBaseline ? `${againstBaseline.verdict} (${interval(againstBaseline.difference)})` : 'the baseline',
    tests?.join('<br>') ?? '',
    `${trainingSeconds.toFixed(1)} s`,
    `${cost.latencyMilliseconds.toFixed(1)} ms`,
    `${(cost.modelBytes / 1e6).toFixed(1)} MB`,
  ];
  const row = cells.map((cell) => `<td>${cell}</td>`).join('');
  return `<tr${name === winner ? ' class="winner"' : ''}><th scope="row">${text(name)}</th>${row}</tr>`;
}

function armSection({ name, hyperparameters, confusionMatrices, mistakes }: ArmReport): string {
  const settings = Object.entries(hyperparameters).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const figures = mistakes.map(({ id, image, text: words, truth, answer, probability }) => {
    const shown = image === null ? `<p>${text(words ?? id)}</p>` : `<img src="${text(image)}" alt="${text(id)}">`;
    return `<figure>${shown}<figcaption>${text(answer)} (${Math.round(probability * 100)} %), is ${text(truth)}</figcaption></figure>`;
  });
  return `<h2>${text(name)}</h2><p><small>${text(settings.join(', '))}</small></p>${confusionMatrices.map(matrix).join('')}
${figures.length === 0 ? '' : `<h3>Most confidently wrong</h3>${figures.join('')}`}`;
}

function matrix({ head, labels, counts }: ConfusionMatrix): string {
  const rows = labels.map((label, row) => {
    const sum = (counts[row] ?? []).reduce((total, value) => total + value, 0) || 1;
    const cells = (counts[row] ?? []).map((value) => {
      const share = value / sum;
      const look = `background:hsl(210 60% ${Math.round(100 - 65 * share)}%);color:${share > 0.5 ? '#fff' : '#1c2430'}`;
      return `<td style="${look}">${value === 0 ? '' : value}</td>`;
    });
    return `<tr><th scope="row">${text(label)}</th>${cells.join('')}</tr>`;
  });
  const columns = labels.map((label) => `<th scope="col">${text(label)}</th>`).join('');
  return `<table class="matrix"><thead><tr><th>${text(head ?? 'true label')}</th>${columns}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function interval(figure: Interval | undefined): string {
  if (figure === undefined) return '–';
  return `${figure.value.toFixed(3)} [${figure.low.toFixed(3)}, ${figure.high.toFixed(3)}]`;
}

/** Names of folders and texts of data may hold anything. */
function text(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
