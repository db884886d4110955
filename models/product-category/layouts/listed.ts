import { join } from 'node:path';
import { z } from 'zod';
import { DataFileSchema, readRowsIfAny } from '../../movies.js';
import type { Product } from './product.js';

const ProductSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  description: z.string().default(''),
  category: z.string().min(1).nullable().default(null),
  /** Relative to the data folder. */
  image: DataFileSchema,
});

/** `products/products.jsonl`: one product a line. @throws InvalidDatasetError naming file and line */
export function listedProducts(dataFolder: string): Promise<Product[] | undefined> {
  return readRowsIfAny(join(dataFolder, 'products/products.jsonl'), ProductSchema);
}
