/**
 * Preloaded (`node --import`), so that a process's wall clock can be set back by a year: at its start where
 * CLOCK_IS_BACK is set, else as soon as it gets SIGUSR2. What measures durations (performance.now, timers) goes on.
 */
const YEAR_MILLISECONDS = 365 * 24 * 60 * 60 * 1000;
const RealDate = Date;
let shift = process.env['CLOCK_IS_BACK'] ? YEAR_MILLISECONDS : 0;
process.on('SIGUSR2', () => (shift = YEAR_MILLISECONDS));

const now = () => RealDate.now() - shift;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, moment, asked) => Reflect.construct(target, moment.length === 0 ? [now()] : moment, asked),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
