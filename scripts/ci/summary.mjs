import { appendFileSync } from 'node:fs';

/**
 * Adds Markdown to the summary that GitHub shows of a job; elsewhere it goes to the standard output.
 * @param {string} markdown
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function summarise(markdown, environment = process.env) {
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (file) appendFileSync(file, `${markdown}\n`);
  else console.log(markdown);
}

/**
 * Text that others wrote, as it is: no link, picture or table row comes of it.
 * @param {string} text
 */
export function escaped(text) {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&')
    .trim();
}
