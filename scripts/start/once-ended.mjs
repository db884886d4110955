const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * A signal that is aborted when somebody ends this process: by Ctrl-C, by a signal, by closing the terminal, or by
 * killing the npm that runs us.
 * @param {() => void} [tell]
 * @returns {AbortSignal}
 */
export function onceEnded(tell = () => {}) {
  const controller = new AbortController();
  const end = () => {
    if (controller.signal.aborted) return; // an impatient second Ctrl-C: what has to be ended is being ended
    tell();
    controller.abort(new Error('ended by the person'));
  };
  for (const signal of SIGNALS) process.on(signal, end);
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && end(), 1000).unref();
  }
  return controller.signal;
}
