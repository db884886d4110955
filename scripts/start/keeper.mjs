/**
 * Outlives the process that started it by seconds: when that is killed, even with -9, its end of our standard input
 * closes, and we end what it can end no more. It tells us of its processes by lines: `+<pid>` and `-<pid>`.
 */
import { createInterface } from 'node:readline';

const SECONDS_TO_END = 10;
/** @type {Set<number>} */
const kept = new Set();

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) kept.add(pid);
  else kept.delete(pid);
}

send('SIGTERM');
const deadline = performance.now() + SECONDS_TO_END * 1000;
while (kept.size > 0 && performance.now() < deadline) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  send(0);
}
send('SIGKILL');

/** Forgets the ones that are gone. @param {NodeJS.Signals | 0} signal */
function send(signal) {
  for (const pid of kept) {
    try {
      process.kill(pid, signal);
    } catch {
      kept.delete(pid);
    }
  }
}
