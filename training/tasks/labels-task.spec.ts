import { WHOLE } from '../../models/letterbox.js';
import { objectiveOf } from '../objective.js';
import { samplesOf } from '../samples.js';
import { startTensorflow } from '../tensorflow.js';
import { labelsTask } from './labels-task.js';

const truth = Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
const mirrored = { ...WHOLE, isMirrored: true };

const task = labelsTask({
  ...{ truth, labelCount: 3, validation: [1] },
  objective: objectiveOf('multi-class', [{ name: undefined, columns: [0, 1, 2] }]),
  samples: samplesOf(3, [0, 2], [mirrored]), // rows 3 and 4 show examples 0 and 2 once more
  score: () => 1,
});

beforeAll(startTensorflow);

it('learns from an example that is looked at once more that it has the labels that it has', () => {
  const labels = task.truthOf([3, 1, 4]);
  expect([...labels.dataSync()]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  labels.dispose();
});

it('refuses rows that show no example', () => {
  expect(() => task.truthOf([5])).toThrow();
});
