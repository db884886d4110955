import { Button, Group, Kbd, Stack, Text } from '@mantine/core';
import { useState, type KeyboardEvent, type SubmitEvent } from 'react';
import type { ApiError } from '../../api/api-error';
import type { FamilySummary } from '../../api/types';
import { useAsked } from './asked';
import { FieldInput } from './FieldInput';
import { fieldProblem } from './field-problem';

interface Props {
  readonly family: FamilySummary;
  readonly isAsking: boolean;
  /** What the API said against what was asked. */
  readonly refusal: ApiError | undefined;
}

/** A form made from the family's input spec: a new family shows up without touching this page. */
export function AskForm({ family, isAsking, refusal }: Props) {
  const { draft, setDraft, ask } = useAsked();
  const [isChecked, setChecked] = useState(false);

  function submit(fields = draft) {
    setChecked(true);
    if (family.input.some((field) => fieldProblem(field, fields[field.name]))) return;
    ask(family, Object.fromEntries(family.input.map(({ name }) => [name, fields[name] ?? ''])));
  }

  function change(name: string, value: File | string | undefined) {
    setDraft(name, value);
    setChecked(false);
    // An image is complete when it is chosen: nobody should have to press a button as well.
    if (value instanceof File && family.input.length === 1) submit({ [name]: value });
  }

  return (
    <form
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <Stack>
        {family.input.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={draft[field.name]}
            problem={
              (isChecked ? fieldProblem(field, draft[field.name]) : undefined) ??
              (refusal?.field === field.name ? refusal.message : undefined)
            }
            onChange={(value) => change(field.name, value)}
          />
        ))}
        <Group justify="space-between">
          <Button type="submit" loading={isAsking}>
            Ask
          </Button>
          <Text size="xs" c="dimmed" visibleFrom="sm">
            <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd>
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
