import { join } from 'node:path';
import { z } from 'zod';
import { DataFileSchema } from '../../movies.js';
import { findFile, readCsv } from './csv-rows.js';
import type { Product } from './product.js';

const ProductSchema = z.object({
  uniq_id: z.string().min(1),
  product_name: z.string().min(1),
  description: z.string().default(''),
  /** `["Home Furnishing >> Curtains & Accessories >> …"]` */
  product_category_tree: z.string(),
  /** A file of `Images/`. */
  image: DataFileSchema,
});

/**
 * The layout of Flipkart's sample: `flipkart*.csv` and `Images/`, in `products/`. The category is the tree's first level.
 * @throws InvalidDatasetError naming file and line
 */
export async function flipkartProducts(dataFolder: string): Promise<Product[] | undefined> {
  const file = await findFile(join(dataFolder, 'products'), /^flipkart.*\.csv$/i);
  if (!file) return undefined;
  return (await readCsv(file, ProductSchema)).map((row) => ({
    id: row.uniq_id,
    name: row.product_name,
    description: row.description,
    image: `products/Images/${row.image}`,
    category: firstLevel(row.product_category_tree),
  }));
}

function firstLevel(tree: string): string | null {
  const level = tree.replace(/^\s*\[?\s*"?/, '').split('>>')[0]!;
  const name = level.replace(/"?\s*\]?\s*$/, '').trim();
  return name === '' ? null : name;
}
