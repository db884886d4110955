import { Parser } from 'htmlparser2';

const APART = new Set([
  'br',
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'tr',
  'td',
  'th',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);
const UNSEEN = new Set(['script', 'style']);

/** What a person would read of a text with HTML in it: entities decoded, tags gone, words of two blocks apart. */
export function textOfMarkup(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const parts: string[] = [];
  let unseen = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (UNSEEN.has(name)) unseen++;
      if (APART.has(name)) parts.push(' ');
    },
    ontext(text) {
      if (unseen === 0) parts.push(text);
    },
    onclosetag(name) {
      if (UNSEEN.has(name)) unseen--;
      if (APART.has(name)) parts.push(' ');
    },
  });
  parser.end(html);
  return parts.join('');
}
