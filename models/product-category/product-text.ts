import { textOfMarkup } from '../markup.js';
import { normaliseText } from '../text.js';

/** A product's name and description as one text: markup gone, whatever the language. */
export function productText({ name = '', description = '' }: Readonly<Record<string, string>>): string {
  return [name, description]
    .map((text) => normaliseText(textOfMarkup(text)))
    .filter((text) => text !== '')
    .join('. ');
}
