import { createTheme, Modal, type MantineColorsTuple } from '@mantine/core';

/** The bulbs of a cinema's sign: the one accent. */
const amber: MantineColorsTuple = [
  '#fff7e0',
  '#ffebb8',
  '#ffdc8a',
  '#ffcc57',
  '#ffc233',
  '#ffb81c',
  '#e09c00',
  '#a86f00',
  '#7d5200',
  '#583a00',
];

/** Mantine's neutral greys, warmed: paper by day, the dark of an auditorium by night. */
const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f4f0ea',
  '#ece6dd',
  '#e0d9ce',
  '#cfc6b9',
  '#b0a698',
  '#8b8277',
  '#655d54',
  '#3f3933',
  '#26221e',
];

const dark: MantineColorsTuple = [
  '#d9d4ce',
  '#c4beb6',
  '#b0a99f',
  '#8a837a',
  '#4d4741',
  '#3a3530',
  '#2b2723',
  '#211e1b',
  '#191614',
  '#110f0d',
];

export const theme = createTheme({
  colors: { amber, gray, dark },
  primaryColor: 'amber',
  primaryShade: { light: 5, dark: 5 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", Menlo, monospace',
  headings: { fontWeight: '650' },
  components: {
    // A dialog's header is no banner of the page.
    Modal: Modal.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'presentation' } } },
    }),
  },
});
