import sharp from 'sharp';
import { family } from './family.js';
import { productText } from './product-text.js';

const picture = () =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
const LABELS = ['Kitchen', 'Watches'].map((label) => ({ label }));
const ngrams = { terms: ['clock', 'wall clock'], weights: [1, 2] };

it('reads name and description as one text, markup gone, whatever the language', () => {
  const name = '  Pendule&nbsp;murale  ';
  const description = '<ul><li>Bois &amp; m&eacute;tal</li><li>時計</li></ul>';
  expect(productText({ name, description })).toBe('Pendule murale. Bois & métal 時計');
  expect(productText({ name: 'Clock' })).toBe('Clock');
});

it.each([
  ['text and picture', { ngrams, readsImage: true }, ['image', 'ngrams']],
  ['the text alone', { ngrams, readsImage: false }, ['ngrams']],
  ['the picture alone', { readsImage: true }, ['image']],
])('feeds a version that looks at %s what it asks for', async (_what, vocabulary, inputs) => {
  const codec = family.open({ labels: LABELS, ...vocabulary });
  const feeds = await codec.encode({ name: 'Wall clock', description: '', image: await picture() });
  expect(Object.keys(feeds).sort()).toEqual(inputs);
});

it('refuses a damaged picture even where the version does not look at it', async () => {
  const codec = family.open({ labels: LABELS, ngrams, readsImage: false });
  const image = (await picture()).subarray(0, 60);
  await expect(codec.encode({ name: 'Wall clock', description: '', image })).rejects.toMatchObject({ field: 'image' });
});

it('says which one category is the most probable', () => {
  const codec = family.open({ labels: LABELS, ngrams, readsImage: false });
  expect(codec.decode({ probabilities: Float32Array.of(0.25, 0.75) })).toEqual({
    labels: [
      { label: 'Watches', probability: 0.75, isPredicted: true },
      { label: 'Kitchen', probability: 0.25, isPredicted: false },
    ],
  });
});
