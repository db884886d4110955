/** What stands in the drawn folder, for whoever looks into it. */
export const README = `# Invented movies

Every movie in this folder is invented: titles, years, plots and posters were composed and drawn by a program from a
fixed seed, and so were the pictures that are no posters. None of these movies exists; a likeness to one that does is
chance. Marquee draws this folder when no data of your own is configured.

Deleting the folder is safe: the next start draws the same one again.
`;
