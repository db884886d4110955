import { labelHeads } from './label-heads.js';
import { objectiveOf } from './objective.js';
import { fitOutputWeights } from './output-weights.js';
import { startTensorflow } from './tensorflow.js';

beforeAll(startTensorflow);

const LABELS = ['a', 'b', 'c'];
const EXAMPLES = 60;
const objective = objectiveOf('multi-class', labelHeads({ task: 'multi-class' }, LABELS));
const truth = Uint8Array.from({ length: EXAMPLES * 3 }, (_, at) => Number(Math.floor(at / 3) % 3 === at % 3));

/** Logits that are right by `knowledge`, and otherwise anything. */
const logits = (knowledge: number, noise: number, phase: number, times = 1) =>
  Float32Array.from(truth, (isRight, at) => {
    const [example, label] = [Math.floor(at / 3), at % 3];
    return times * (isRight * knowledge + noise * Math.sin(example * 7.3 + label * 2.9 + phase));
  });

function expectWeights(outputs: Float32Array[], expected: number[]) {
  const weights = fitOutputWeights(outputs, truth, 3, objective);
  weights.forEach((weight, output) => expect(weight).toBeCloseTo(expected[output]!, 2));
}

it('lets the output that knows more count more', () => {
  expectWeights([logits(2.5, 1.6, 1.7), logits(0.6, 2, 3.4)], [1.504, 0.515]); // by SciPy's minimize
});

it('cools an output that is too sure of itself', () => {
  expectWeights([logits(2.5, 1.6, 1.7, 4)], [0.371]); // by SciPy's minimize
});
