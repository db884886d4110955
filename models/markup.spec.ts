import { textOfMarkup } from './markup.js';

it.each([
  ['plain words', 'plain words'],
  ['Pi&egrave;ce d&#39;or &amp; d’argent', 'Pièce d’or & d’argent'.replace('d’or', "d'or")],
  ['<p>Two</p><p>blocks</p>', ' Two  blocks '],
  ['bold <b>wor</b>ds', 'bold words'],
  ['<style>p { color: red }</style>seen<script>alert(1)</script>', 'seen'],
  ['5 < 6 & more', '5 < 6 & more'],
  ['Größe 42<br>größer', 'Größe 42 größer'],
])('reads %j as %j', (html, text) => {
  expect(textOfMarkup(html).replace(/ +/g, ' ').trim()).toBe(text.replace(/ +/g, ' ').trim());
});
