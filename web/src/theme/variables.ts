import type { CSSVariablesResolver } from '@mantine/core';

/** The page's own colours beside Mantine's, per scheme. Text colours keep 4.5:1 on `page`, `surface` and `shade`. */
export const variables: CSSVariablesResolver = ({ colors: { amber = [], dark = [] } }) => ({
  variables: {
    '--display': "'Bebas Neue', 'Oswald', 'Arial Narrow', sans-serif",
  },
  light: {
    '--page': '#faf7f2',
    '--surface': '#ffffff',
    '--shade': '#f4eee4',
    '--line': '#e5ddd0',
    '--quiet': '#655d54',
    '--accent': amber[6] ?? '',
    '--accent-text': amber[8] ?? '',
    '--accent-wash': amber[0] ?? '',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#221d18',
    '--mantine-color-dimmed': '#655d54',
    '--mantine-color-anchor': amber[8] ?? '',
    '--mantine-color-error': '#c22525',
    '--mantine-color-orange-light-color': '#8f2f06',
    '--mantine-color-teal-light-color': '#066046',
  },
  dark: {
    '--page': dark[8] ?? '',
    '--surface': dark[7] ?? '',
    '--shade': dark[6] ?? '',
    '--line': dark[5] ?? '',
    '--quiet': dark[2] ?? '',
    '--accent': amber[5] ?? '',
    '--accent-text': amber[4] ?? '',
    '--accent-wash': dark[6] ?? '',
    '--mantine-color-text': '#ece7e0',
    '--mantine-color-dimmed': dark[2] ?? '',
    '--mantine-color-anchor': amber[4] ?? '',
    '--mantine-color-error': '#ff8787',
  },
});
