import { Group, Text, Textarea } from '@mantine/core';
import { count } from '../../format/size';
import type { FieldInputProps } from './field-input-props';

const SHORT = 500; // characters: a title, not a story

export function TextInput({ field, value = '', problem, onChange }: FieldInputProps<string>) {
  const { maxCharacters } = field;
  const isTooLong = maxCharacters !== undefined && value.length > maxCharacters;
  return (
    <div>
      <Textarea
        label={field.title}
        placeholder={`Type or paste a ${field.title.toLowerCase()} …`}
        value={value}
        error={problem}
        autosize
        minRows={maxCharacters !== undefined && maxCharacters <= SHORT ? 2 : 7}
        maxRows={16}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
      <Group justify="flex-end" mt={4}>
        <Text size="xs" c={isTooLong ? 'var(--mantine-color-error)' : 'dimmed'}>
          {count(value.length)}
          {maxCharacters !== undefined && ` of ${count(maxCharacters)}`} characters
        </Text>
      </Group>
    </div>
  );
}
