import { Board } from './board.mjs';

function recorder(isTTY: boolean) {
  const written: string[] = [];
  const output = { isTTY, columns: 40, write: (text: string) => written.push(text) > 0 };
  return { written, board: new Board(output as unknown as NodeJS.WriteStream) };
}

it('rewrites its lines in place on a terminal, cut to its width', () => {
  const { board, written } = recorder(true);

  board.show('plot', 'plot: epoch 1');
  board.show('plot', `plot: epoch 2 ${'.'.repeat(60)}`);

  expect(written[0]).toBe('  plot: epoch 1\n');
  expect(written[1]).toBe('\x1b[1A\x1b[J');
  expect(written[2]).toHaveLength(40);
});

it('writes a line below the other elsewhere, and not for every change', () => {
  const { board, written } = recorder(false);

  board.show('plot', 'plot: epoch 1');
  board.show('plot', 'plot: epoch 2');
  board.say('plot: champion', 'plot');

  expect(written).toEqual(['  plot: epoch 1\n', 'plot: champion\n']);
});
