const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export const dateAndTime = (iso: string) => moment.format(new Date(iso));

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago", "in 2 days". */
export function fromNow(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  for (const [unit, length] of UNITS)
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  return seconds > 0 ? 'in a moment' : 'just now';
}

const GAP = '\u00a0'; // a duration is not broken over two lines

/** "1 h 04 min", "2 min 05 s", "12 s". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole >= 3_600) return [Math.floor(whole / 3_600), 'h', two(Math.floor((whole % 3_600) / 60)), 'min'].join(GAP);
  if (whole >= 60) return [Math.floor(whole / 60), 'min', two(whole % 60), 's'].join(GAP);
  return `${whole}${GAP}s`;
}
