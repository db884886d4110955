import { Code, CopyButton, UnstyledButton } from '@mantine/core';

const SHOWN = 12; // characters: enough to tell two apart by eye

/** The beginning of a hash; a click copies all of it. */
export function Fingerprint({ value }: { value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <UnstyledButton
          onClick={copy}
          title={value}
          aria-label={copied ? 'copied' : `${value.slice(0, SHOWN)}, copy all of it`}
        >
          <Code>{copied ? 'copied' : value.slice(0, SHOWN)}</Code>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
