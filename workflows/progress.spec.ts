import { Progress } from './progress.js';
import type { EpochReport } from './retraining.js';

const report = (epoch: number, loss: number): EpochReport => ({
  ...{ epoch, loss, phase: 'head', validationLoss: loss + 0.1, validationScore: 0.7 },
});
const started = () => new Progress('poster-genre', '20261121T074500Z-1a2b3c4d');

it('is queued until a training worker gives a sign of life', () => {
  const progress = started();
  expect(progress.current).toMatchObject({ stage: 'queued', epoch: 0, loss: null, curve: [] });
  progress.record({ detail: 'began on host-1', secondsLeft: null, reports: [] });
  expect(progress.current).toMatchObject({ stage: 'preparing', detail: 'began on host-1' });
});

it('shows the latest epoch and keeps the whole curve, also when several epochs arrive at once', () => {
  const progress = started();
  progress.enter('training', 'waiting');
  progress.record({ detail: 'epoch 1', secondsLeft: 9, epochs: 4, reports: [report(1, 0.9)] });
  progress.record({ detail: 'epoch 3', secondsLeft: 3, epochs: 4, reports: [report(2, 0.8), report(3, 0.7)] });
  expect(progress.current).toMatchObject({ stage: 'training', epoch: 3, epochs: 4, loss: 0.7, secondsLeft: 3 });
  expect(progress.current.curve.map(({ loss }) => loss)).toEqual([0.9, 0.8, 0.7]);
});

it('keeps the curve while later stages report no epochs, and no longer promises a time', () => {
  const progress = started();
  progress.record({ detail: 'epoch 1', secondsLeft: 9, epochs: 4, reports: [report(1, 0.9)] });
  progress.enter('exporting', 'writing model.onnx');
  expect(progress.current).toMatchObject({ secondsLeft: null, epoch: 1, loss: 0.9 });
});

it('goes back with a training that resumed from an earlier epoch', () => {
  const progress = started();
  progress.record({ detail: '', secondsLeft: 9, epochs: 4, reports: [report(1, 0.9), report(2, 0.8), report(3, 0.7)] });
  progress.record({ detail: '', secondsLeft: 9, epochs: 4, reports: [report(2, 0.85)] });
  expect(progress.current.curve.map(({ epoch, loss }) => [epoch, loss])).toEqual([
    [1, 0.9],
    [2, 0.85],
  ]);
});
