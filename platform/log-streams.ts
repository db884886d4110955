/**
 * Lets the process live on when its log cannot be written, on a full disk say: what it would have said is lost, and what
 * it does matters more. Without this Node ends it at the first such line.
 */
export function outliveTheLog(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
