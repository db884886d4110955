const COLOURS = ['amber-5', 'teal-5', 'blue-4', 'grape-4', 'red-5', 'lime-5', 'cyan-5', 'orange-5'];

/** The same for a class in every panel, whatever else is found beside it. */
export function colourOf(name: string): string {
  const sum = [...name].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return `var(--mantine-color-${COLOURS[sum % COLOURS.length]})`;
}
