import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escaped, summarise } from './summary.mjs';

it('adds to what the summary says already', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-summary-'));
  const GITHUB_STEP_SUMMARY = join(folder, 'summary.md');
  for (const text of ['one', 'two']) summarise(text, { GITHUB_STEP_SUMMARY });
  expect(readFileSync(GITHUB_STEP_SUMMARY, 'utf8')).toBe('one\ntwo\n');
  rmSync(folder, { recursive: true });
});

it('lets nothing that others wrote become a link, a picture, a table or a command', () => {
  expect(escaped('a | b\n![x](http://y) <img> `rm` &lt; #1')).toBe(
    'a \\| b \\!\\[x\\]\\(http://y\\) \\<img\\> \\`rm\\` \\&lt; \\#1',
  );
});
