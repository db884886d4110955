import { decodeLabels } from './labels.js';

const probabilities = Float32Array.of(0.2, 0.5, 0.3);

it('counts every label that reaches its threshold', () => {
  const labels = ['a', 'b', 'c'].map((label, index) => ({ label, threshold: [0.1, 0.6, 0.3][index]! }));
  const predicted = decodeLabels({ labels }, { probabilities: Float32Array.of(0.25, 0.5, 0.375) });
  expect(predicted.labels.map(({ label, isPredicted }) => [label, isPredicted])).toEqual([
    ['b', false],
    ['c', true],
    ['a', true],
  ]);
});

it('counts the most probable label where there are no thresholds, one for each head', () => {
  expect(decodeLabels({ labels: ['a', 'b', 'c'].map((label) => ({ label })) }, { probabilities }).labels).toEqual([
    { label: 'b', probability: 0.5, isPredicted: true },
    { label: 'c', probability: expect.closeTo(0.3, 6) as number, isPredicted: false },
    { label: 'a', probability: expect.closeTo(0.2, 6) as number, isPredicted: false },
  ]);
  const heads = [
    { label: 'near', head: 'scale' },
    { label: 'still', head: 'movement' },
    { label: 'far', head: 'scale' },
  ];
  const predicted = decodeLabels({ labels: heads }, { probabilities }).labels.filter(({ isPredicted }) => isPredicted);
  expect(predicted.map(({ head, label }) => [head, label])).toEqual([
    ['movement', 'still'],
    ['scale', 'far'],
  ]);
});

it('refuses what another graph gave', () => {
  expect(() => decodeLabels({ labels: [{ label: 'a' }] }, { probabilities })).toThrow(
    'Expected 1 probabilities, got 3',
  );
});
