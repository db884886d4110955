import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MissingDataError } from '../../dataset.js';
import { examples } from '../dataset.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'products-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function lay(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'products', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

const product = (name: string, description: string, image: string) => ({
  name: { text: name },
  description: { text: description },
  image: { file: `products/${image}` },
});

it('reads products.jsonl', async () => {
  const row = { id: 'p1', name: 'Café mug', category: 'Kitchen', image: 'products/images/p1.jpg', brand: 'unread' };
  await lay({ 'products.jsonl': `${JSON.stringify(row)}\n` });
  expect(await examples(folder, {})).toEqual([
    { id: 'p1', identity: 'café mug', fields: product('Café mug', '', 'images/p1.jpg'), target: ['Kitchen'] },
  ]);
});

it('reads the Rakuten layout: two files that share row numbers, quoted line breaks, rows without a category', async () => {
  await lay({
    'X_train_update.csv':
      ',designation,description,productid,imageid\n' +
      '0,"Olivia: Carnet, 2015","<p>Papier\nblanc</p>",3804725264,1263597046\n' +
      '1,Grand Stylet,,436067568,1008141237\n',
    'Y_train_CVw08PX.csv': ',prdtypecode\n0,10\n',
  });
  const found = await examples(folder, {});
  expect(found.map(({ id, target }) => [id, target])).toEqual([
    ['3804725264', ['10']],
    ['436067568', null],
  ]);
  const image = 'image_train/image_1263597046_product_3804725264.jpg';
  expect(found[0]!.fields).toEqual(product('Olivia: Carnet, 2015', '<p>Papier\nblanc</p>', image));
});

it('says when the categories of the Rakuten layout are missing, and which line is wrong', async () => {
  const header = ',designation,description,productid,imageid\n';
  await lay({ 'X_train.csv': `${header}0,Stylo,,1,2\n` });
  await expect(examples(folder, {})).rejects.toThrow('has no Y_train*.csv beside it');
  await lay({ 'X_train.csv': `${header}0,Stylo,,one,2\n`, 'Y_train.csv': ',prdtypecode\n0,10\n' });
  await expect(examples(folder, {})).rejects.toThrow(/X_train\.csv, line 2: productid:/);
});

it('reads the Flipkart layout by the first level of its category tree', async () => {
  await lay({
    'flipkart_com-ecommerce_sample_1050.csv':
      'uniq_id,product_name,product_category_tree,image,description\n' +
      'a1,Elegance Curtain,"[""Home Furnishing >> Curtains & Accessories >> Curtains""]",a1.jpg,Polyester\n' +
      'a2,Sathiyas Towel,"[""Baby Care""]",a2.jpg,\n',
  });
  const found = await examples(folder, {});
  expect(found.map(({ target }) => target)).toEqual([['Home Furnishing'], ['Baby Care']]);
  expect(found[0]!.fields).toEqual(product('Elegance Curtain', 'Polyester', 'Images/a1.jpg'));
});

it('refuses an image outside the data folder', async () => {
  await lay({ 'products.jsonl': JSON.stringify({ id: 'p1', name: 'Mug', image: '../secret.jpg' }) });
  await expect(examples(folder, {})).rejects.toThrow('expected a path inside the data folder');
});

it('says what is looked for where there is no product at all', async () => {
  await expect(examples(folder, {})).rejects.toThrow(MissingDataError);
  await expect(examples(folder, {})).rejects.toThrow(/products\.jsonl is missing.*X_train\*\.csv.*flipkart\*\.csv/);
});
