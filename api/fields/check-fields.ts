import type { FieldValue, Fields, InputField, InputSpec } from '../../models/model-family.js';
import { PlatformError } from '../../platform/errors.js';

/** One part of a multipart body. */
export interface Part {
  readonly name: string;
  readonly value: FieldValue;
}

/**
 * The fields that `input` names, each exactly once and of its kind; a text that is left out where none is asked is empty.
 * @throws PlatformError naming the field at fault
 */
export function checkFields(parts: readonly Part[], input: InputSpec): Fields {
  const unknown = parts.find(({ name }) => !Object.hasOwn(input, name));
  if (unknown) {
    const expected = Object.keys(input).join(', ');
    throw refused('UNKNOWN_FIELD', unknown.name, `there is no field of this name; expected ${expected}`);
  }
  return Object.fromEntries(
    Object.entries(input).map(([name, field]) => [name, checkField(name, field, valuesOf(parts, name))]),
  );
}

/** A text of which no character is asked. */
export function isOptional(field: InputField): boolean {
  return field.kind === 'text' && field.minCharacters === 0;
}

function valuesOf(parts: readonly Part[], name: string): FieldValue[] {
  return parts.filter((part) => part.name === name).map(({ value }) => value);
}

function checkField(name: string, field: InputField, [value, ...more]: readonly FieldValue[]): FieldValue {
  if (value === undefined && isOptional(field)) return '';
  if (value === undefined) throw refused('MISSING_FIELD', name, `${field.title} is missing`);
  if (more.length > 0) throw refused('REPEATED_FIELD', name, `one is expected, ${more.length + 1} were sent`);
  return field.kind === 'image' ? checkFile(name, value) : checkText(name, value, field);
}

function checkFile(name: string, value: FieldValue): Uint8Array {
  if (typeof value === 'string') throw refused('FILE_EXPECTED', name, 'send it as a file, with a file name');
  if (value.byteLength === 0) throw refused('EMPTY_FILE', name, 'the file is empty');
  return value;
}

function checkText(name: string, value: FieldValue, field: InputField & { kind: 'text' }): string {
  if (typeof value !== 'string') throw refused('TEXT_EXPECTED', name, 'send it as text, without a file name');
  const { length } = value.trim();
  if (length < field.minCharacters) {
    throw refused('TEXT_TOO_SHORT', name, `at least ${field.minCharacters} characters are expected`);
  }
  if (value.length > field.maxCharacters) {
    throw refused('TEXT_TOO_LONG', name, `at most ${field.maxCharacters} characters are accepted`);
  }
  return value;
}

function refused(code: string, name: string, reason: string): PlatformError {
  return new PlatformError(code, 400, `Field ${JSON.stringify(name.slice(0, 64))}: ${reason}`, name.slice(0, 64));
}
