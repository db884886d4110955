/**
 * What jest found, in a line. A spec file that could not even be loaded has no tests to count: it counts as a failed one.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   numRuntimeErrorTestSuites: number }} results jest's own, as its option --json writes them
 */
export function summarise(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, isGood: failed === 0 && results.numPassedTests > 0 };
}

/** Jest itself broke down, or refused its arguments. */
export const NOTHING_RAN = { line: '0 passed, 1 failed', isGood: false };
