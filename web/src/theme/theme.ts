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

/** Mantine's neutral greys, warmed to the dark of an auditorium. */
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
  colors: { amber, dark },
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
