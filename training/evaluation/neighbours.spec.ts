import * as tf from '@tensorflow/tfjs';
import { startTensorflow } from '../tensorflow.js';
import { scoreNeighbours } from './neighbours.js';

beforeAll(startTensorflow);

/** Items on a circle: two tight groups, a quarter turn apart, of whatever length. */
const angles = [...Array.from({ length: 8 }, (_, i) => i / 100), ...Array.from({ length: 8 }, (_, i) => 1.5 + i / 100)];
const embeddings = Float32Array.from(
  angles.flatMap((angle, item) => [Math.cos(angle) * (1 + item), Math.sin(angle) * (1 + item)]),
);
const twoGenres = angles.map((angle) => (angle < 1 ? ['Horror'] : ['Comedy', 'Romance']));

describe('scoreNeighbours', () => {
  it('finds neighbours by direction, not by length, and never the query itself', async () => {
    const similarity = await scoreNeighbours({ embeddings, labels: twoGenres }, [0, 9], 1);
    expect(similarity!.sharedLabelAt5).toEqual({ value: 1, low: 1, high: 1 });
    expect(similarity!.random).toBeCloseTo(7 / 15, 12);
  });

  it('counts one common label as enough, and no common label as a miss', async () => {
    const labels = angles.map((_, item) => (item % 2 === 0 ? ['Drama', 'War'] : ['Drama', 'Family']));
    expect((await scoreNeighbours({ embeddings, labels }, [0, 1], 1))!.sharedLabelAt5.value).toBe(1);

    const allDifferent = angles.map((_, item) => [`genre ${item}`]);
    expect(await scoreNeighbours({ embeddings, labels: allDifferent }, [0, 1], 1)).toEqual({
      sharedLabelAt5: { value: 0, low: 0, high: 0 },
      random: 0,
    });
  });

  it('puts an interval around the share when queries differ', async () => {
    const labels = twoGenres.map((of, item) => (item < 4 ? ['Drama'] : of));
    const { value, low, high } = (await scoreNeighbours({ embeddings, labels }, [...angles.keys()], 1))!.sharedLabelAt5;
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });

  it('says nothing without labelled queries or without other items', async () => {
    expect(await scoreNeighbours({ embeddings, labels: twoGenres }, [], 1)).toBeNull();
    expect(await scoreNeighbours({ embeddings, labels: angles.map(() => []) }, [0], 1)).toBeNull();
    expect(await scoreNeighbours({ embeddings: Float32Array.of(1, 2), labels: [['War']] }, [0], 1)).toBeNull();
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await scoreNeighbours({ embeddings, labels: twoGenres }, [0, 9], 1);
    expect(tf.memory().numTensors).toBe(before);
  });
});
