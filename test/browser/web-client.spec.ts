import { jest } from '@jest/globals';
import { describeEveryone } from './everyone.js';
import { describeFirstMinutes } from './first-minutes.js';
import { describeModels } from './models.js';
import { describeMovies } from './movies.js';
import { describeRetraining } from './retraining.js';
import { Visitor } from './visitor.js';

const TRAINING_MILLISECONDS = 480_000;

/**
 * The web client in a real browser, over the real platform with real versions. Training them takes a minute or more, so
 * all of it happens on one platform, in the order in which a first visitor meets it.
 */
describe('the web client', () => {
  let visitor: Visitor;
  jest.setTimeout(TRAINING_MILLISECONDS);

  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(async () => {
    await visitor.closeWindows();
    expect(visitor.complaints.splice(0)).toEqual([]);
  });
  afterAll(() => visitor.leave());

  describeFirstMinutes(() => visitor);

  describe('once every family serves a version', () => {
    beforeAll(() => visitor.platform.ready());
    describeMovies(() => visitor);
    describeModels(() => visitor);
    describeRetraining(() => visitor);
    describeEveryone(() => visitor);
  });
});
