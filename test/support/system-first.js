import sequencer from '@jest/test-sequencer';

// the package's types describe its CommonJS build, where the class is one level down
const TestSequencer = /** @type {typeof sequencer.default} */ (/** @type {unknown} */ (sequencer));

/**
 * What takes minutes begins first and the many short specs fill the gaps: a long one begun last would have the machine
 * to itself. Jest learns durations from earlier runs, but on a fresh clone there are none.
 */
export default class SystemFirst extends TestSequencer {
  /**
   * @override
   * @param {import('@jest/test-result').Test[]} tests
   */
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [true, false].flatMap((first) => sorted.filter((test) => isSystem(test) === first));
  }
}

/** @param {import('@jest/test-result').Test} test */
function isSystem({ context }) {
  return context.config.displayName?.name === 'system';
}
