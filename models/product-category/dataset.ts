import { join } from 'node:path';
import { MissingDataError } from '../dataset.js';
import type { DatasetSource } from '../dataset.js';
import { flipkartProducts } from './layouts/flipkart.js';
import { listedProducts } from './layouts/listed.js';
import type { Product } from './layouts/product.js';
import { rakutenProducts } from './layouts/rakuten.js';

/** Each reads the data folder's `products/` in one layout; undefined when it does not lie there in that layout. */
const LAYOUTS: readonly ((dataFolder: string) => Promise<Product[] | undefined>)[] = [
  listedProducts,
  rakutenProducts,
  flipkartProducts,
];

export const examples: DatasetSource = async (dataFolder) => {
  for (const read of LAYOUTS) {
    const products = await read(dataFolder);
    if (products) return products.map(asExample);
  }
  const folder = join(dataFolder, 'products');
  throw new MissingDataError(
    `${join(folder, 'products.jsonl')} is missing, and ${folder} holds neither X_train*.csv nor flipkart*.csv`,
  );
};

/** One name is one product, however often it is listed and whatever its description. */
function asExample({ id, name, description, image, category }: Product) {
  return {
    id,
    identity:
      name
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu)
        ?.join(' ') ?? id,
    fields: { name: { text: name }, description: { text: description }, image: { file: image } },
    target: category === null ? null : [category],
  };
}
