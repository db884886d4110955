import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useLookAtOtherData } from '../../api/datasets';
import { useFamilies } from '../../api/families';
import { Panel } from '../../components/Panel';
import { readSettings } from '../../format/settings';

/** For data that a family's settings can name and nobody has looked at yet. */
export function OtherDataPanel() {
  const { data: families } = useFamilies();
  const [family, setFamily] = useState<string | null>(null);
  const [text, setText] = useState('');
  const look = useLookAtOtherData();
  const navigate = useNavigate();
  const settings = readSettings(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (family === null || settings === undefined) return;
    const shown = (name: string, id: string) => navigate(`/datasets/${name}/${id}`);
    look.mutate({ family, hyperparameters: settings }, { onSuccess: ({ id }) => void shown(family, id) });
  };
  return (
    <Panel title="Look at other data">
      <form onSubmit={submit}>
        <Group align="end">
          <Select
            label="Family"
            data={families?.map(({ name }) => name) ?? []}
            value={family}
            onChange={setFamily}
            searchable
          />
          <TextInput
            label="With the settings"
            placeholder="dataset=my-pictures"
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            error={settings === undefined && 'Expected name=value, several with spaces between'}
            style={{ flexGrow: 1 }}
          />
          <Button
            type="submit"
            leftSection={<IconEye size={16} aria-hidden />}
            disabled={family === null || settings === undefined}
            loading={look.isPending}
          >
            Look at it
          </Button>
        </Group>
      </form>
      {look.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt="sm">
          {look.error.message}
        </Text>
      )}
    </Panel>
  );
}
