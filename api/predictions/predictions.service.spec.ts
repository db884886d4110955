import type { ModelFamily } from '../../models/model-family.js';
import { familiesOf, fakeFamily } from '../../test/api/fake-family.js';
import { FakePredictor } from '../../test/api/fake-predictor.js';
import { NoChampionError } from '../errors/api-errors.js';
import { ServingSlots } from '../serving/serving-slots.js';
import { PredictionsService } from './predictions.service.js';

const NOTICE = { code: 'NOT_ONE', message: 'It is none.' };
const guarded = fakeFamily({
  name: 'guarded',
  screening: { family: 'guard', notice: ({ labels }) => (labels[0]?.isPredicted ? undefined : NOTICE) },
});

function served(predictors: Readonly<Record<string, FakePredictor>>, family: ModelFamily = guarded) {
  const slots = new ServingSlots(familiesOf(family, fakeFamily({ name: 'guard' })));
  for (const [name, predictor] of Object.entries(predictors)) void slots.of(name).replace(predictor);
  return new PredictionsService(slots);
}

it('names the family and the version that answered', async () => {
  const answer = await served({ guarded: FakePredictor.saying('Comedy', 0.9) }).predict(guarded, { text: 'x' });
  expect(answer).toEqual({
    family: 'guarded',
    version: 'v',
    prediction: { labels: [{ label: 'Comedy', probability: 0.9, isPredicted: true }] },
    milliseconds: expect.any(Number) as number,
    notices: [],
  });
});

it('passes on what the screening family has to say, and asks it about the same fields', async () => {
  const guard = FakePredictor.saying('one', 0.1);
  const fields = { text: 'x' };
  const { notices } = await served({ guarded: FakePredictor.saying('Comedy', 0.9), guard }).predict(guarded, fields);
  expect(notices).toEqual([NOTICE]);
  expect(guard.asked).toEqual([fields]);
});

it('says nothing when the screening family finds nothing', async () => {
  const predictors = { guarded: FakePredictor.saying('Comedy', 0.9), guard: FakePredictor.saying('one', 0.9) };
  expect((await served(predictors).predict(guarded, { text: 'x' })).notices).toEqual([]);
});

it('answers all the same when the screening family fails', async () => {
  const predictors = { guarded: FakePredictor.saying('Comedy', 0.9), guard: new FakePredictor('v', new Error('no')) };
  expect((await served(predictors).predict(guarded, { text: 'x' })).notices).toEqual([]);
});

it('says so when no version is served', async () => {
  await expect(served({}).predict(guarded, { text: 'x' })).rejects.toThrow(NoChampionError);
});
