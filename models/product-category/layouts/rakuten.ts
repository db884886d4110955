import { join } from 'node:path';
import { z } from 'zod';
import { InvalidDatasetError } from '../../dataset.js';
import { findFile, readCsv } from './csv-rows.js';
import type { Product } from './product.js';

// The first column of both files has no name: the number of the row.
const ProductSchema = z.object({
  '': z.string(),
  designation: z.string().min(1),
  description: z.string().default(''),
  productid: z.string().regex(/^\d+$/),
  imageid: z.string().regex(/^\d+$/),
});
const CategorySchema = z.object({ '': z.string(), prdtypecode: z.string().regex(/^\d+$/) });

/**
 * The layout of the Rakuten France challenge: `X_train*.csv` (designation, description, productid, imageid), `Y_train*.csv`
 * (prdtypecode of the same rows) and `image_train/image_<imageid>_product_<productid>.jpg`, in `products/`.
 * @throws InvalidDatasetError naming file and line
 */
export async function rakutenProducts(dataFolder: string): Promise<Product[] | undefined> {
  const folder = join(dataFolder, 'products');
  const listed = await findFile(folder, /^x_train.*\.csv$/i);
  if (!listed) return undefined;
  const labelled = await findFile(folder, /^y_train.*\.csv$/i);
  if (!labelled) throw new InvalidDatasetError(`${folder}: ${listed} has no Y_train*.csv beside it`);
  const categories = new Map(
    (await readCsv(labelled, CategorySchema)).map(({ '': row, prdtypecode }) => [row, prdtypecode]),
  );
  return (await readCsv(listed, ProductSchema)).map(({ '': row, designation, description, productid, imageid }) => ({
    id: productid,
    name: designation,
    description,
    image: `products/image_train/image_${imageid}_product_${productid}.jpg`,
    category: categories.get(row) ?? null,
  }));
}
