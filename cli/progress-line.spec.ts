import { ProgressLine } from './progress-line.js';

function drawnOn(terminal: { isTTY?: boolean; columns?: number }) {
  let text = '';
  const line = new ProgressLine({ ...terminal, write: (more: string) => (text += more) });
  return { line, text: () => text };
}

it.each([
  [0, '░░░░░░░░░░░░░░░░░░░░░░░░   0 %'],
  [0.5, '████████████░░░░░░░░░░░░  50 %'],
  [1, '████████████████████████ 100 %'],
])('draws %d of a bar', (share, bar) => {
  const { line, text } = drawnOn({ isTTY: true, columns: 80 });
  line.show({ step: 'copying', share, detail: 'model.onnx' });
  expect(text()).toBe(`\r\x1b[Kcopying  ${bar}  model.onnx`);
});

it('never fills a terminal’s line, which would break it', () => {
  const { line, text } = drawnOn({ isTTY: true, columns: 10 });
  line.show({ step: 'x'.repeat(30) });
  expect(text()).toBe(`\r\x1b[K${'x'.repeat(9)}`);
});

it('draws on a terminal that does not know its width', () => {
  const { line, text } = drawnOn({ isTTY: true, columns: 0 });
  line.show({ step: 'waiting' });
  expect(text()).toBe('\r\x1b[Kwaiting');
});

it('wipes away what it drew, once', () => {
  const { line, text } = drawnOn({ isTTY: true, columns: 80 });
  line.end();
  expect(text()).toBe('');
  line.show({ step: 'waiting' });
  line.end();
  line.end();
  expect(text()).toBe('\r\x1b[Kwaiting\r\x1b[K');
});
