import type { InputField } from '../../api/types';
import { count, fileSize } from '../../format/size';

/** Why a value cannot be sent, in the field's own limits; undefined when it can. The API checks again. */
export function fieldProblem(field: InputField, value: File | string | undefined): string | undefined {
  if (field.kind === 'image') return imageProblem(field, value);
  const characters = typeof value === 'string' ? value.trim().length : 0;
  const { minCharacters = 1, maxCharacters = Infinity } = field;
  if (characters < minCharacters)
    return `${field.title}: at least ${count(minCharacters)} characters, ${count(minCharacters - characters)} to go.`;
  if (characters > maxCharacters)
    return `${field.title}: at most ${count(maxCharacters)} characters, ${count(characters - maxCharacters)} too many.`;
  return undefined;
}

function imageProblem({ title, maxBytes = Infinity }: InputField, value: File | string | undefined) {
  if (!(value instanceof File)) return `${title}: choose an image first.`;
  if (value.size > maxBytes) return `${title}: ${fileSize(value.size)} is too large, at most ${fileSize(maxBytes)}.`;
  return undefined;
}
