import { writeScorecard } from './evaluation/scorecard.js';
import { modelCard } from './model-card.js';

const answers = { scores: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.7, 0.3), truth: Uint8Array.of(1, 0, 0, 1, 0, 1) };
const scorecard = writeScorecard({
  ...{ family: 'product-category', version: '20261121T074500Z-1a2b3c4d', headline: 'accuracy', task: 'multi-class' },
  ...{ labels: ['Bed | Bath', 'Toys'], labelsLeftOut: [{ label: 'Rare', examples: 3 }], seed: 1 },
  examplesLeftOut: { count: 2, first: [] },
  ...{
    similarity: null,
    decision: { kind: 'most-probable', heads: [{ columns: [0, 1] }] },
    trainFrequencies: [0.5, 0.5],
  },
  ...{ validation: answers, test: answers, crossValidation: { folds: 5, ...answers } },
});
const card = modelCard({
  family: {
    title: 'Category of a product',
    summary: 'Says where it belongs.',
    card: {
      use: 'Sorting offers.',
      data: 'A shop’s own products.',
      limits: ['Knows no other shop.', 'Reads 64 tokens.'],
    },
  },
  scorecard,
  backbones: [{ name: 'minilm', sha256: 'abc' }],
  hyperparameters: { folds: 5, fusion: 'late' },
  dataset: { key: 'datasets/product-category/def.json', hash: 'def' },
});

it('says what it is for, what it was made of and what it cannot do', () => {
  expect(card).toMatch(/^# Category of a product\n\nSays where it belongs\./);
  for (const said of ['Sorting offers.', 'A shop’s own products.', '- Knows no other shop.\n- Reads 64 tokens.']) {
    expect(card).toContain(said);
  }
  expect(card).toContain('- Backbone: minilm (sha256 abc)');
  expect(card).toContain('folds 5, fusion "late"');
  expect(card).toContain('Rare (3)');
  expect(card).toContain('could not be read: 2');
});

it('takes its figures from the scorecard, cross-validation first', () => {
  const { value, low, high } = scorecard.crossValidation!.metrics.accuracy!;
  const row = `| accuracy | ${value.toFixed(3)} | ${low.toFixed(3)} – ${high.toFixed(3)} | 0.333 |`;
  expect(card.indexOf(row)).toBeGreaterThan(card.indexOf('### 5-fold cross-validation (3 examples)'));
  expect(card.indexOf('### 5-fold')).toBeLessThan(card.indexOf('### Test (3 examples)'));
});

it('lets no label break its table', () => {
  expect(card).toMatch(/^\| Bed \\\| Bath \| 1 \| \d\.\d{3} \| \d\.\d{3} \| \d\.\d{3} \|$/m);
});
