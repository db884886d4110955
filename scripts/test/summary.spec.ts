import { summarise } from './summary.mjs';

const counts = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

it('counts what passed and what failed', () => {
  expect(summarise(counts)).toEqual({ line: '5 passed, 0 failed', isGood: true });
  expect(summarise({ ...counts, numFailedTests: 2 })).toEqual({ line: '5 passed, 2 failed', isGood: false });
});

it('counts a spec file that does not load as failed', () => {
  expect(summarise({ ...counts, numRuntimeErrorTestSuites: 1 })).toEqual({ line: '5 passed, 1 failed', isGood: false });
});

it('names what was skipped', () => {
  expect(summarise({ ...counts, numPendingTests: 1, numTodoTests: 2 }).line).toBe('5 passed, 0 failed, 3 skipped');
});

it('takes no test at all for no success', () => {
  expect(summarise({ ...counts, numPassedTests: 0 }).isGood).toBe(false);
});
