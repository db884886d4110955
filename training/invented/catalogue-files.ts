import { Random } from '../random.js';
import { pick, times } from './chance.js';
import { GENRES } from './genres.js';
import { inventMovies } from './movies.js';
import { drawClothing } from './nonposters/clothing.js';
import { drawFrame } from './nonposters/frames.js';
import { drawPhoto } from './nonposters/photos.js';
import { drawProduct } from './nonposters/products.js';
import type { DrawPicture, Picture } from './picture.js';
import { posterSvg } from './poster.js';
import { renderJpeg } from './render.js';

const PICTURES_OF_A_KIND = 120;
const POSTER_SIZES = [
  [240, 360],
  [240, 360],
  [200, 300],
  [180, 270],
] as const;

/** An image of the catalogue: where it lies, and how to make its bytes. */
export interface ImageFile {
  readonly file: string;
  readonly render: () => Promise<Buffer>;
}

/** A list of the catalogue, one JSON object a line. */
export interface ListFile {
  readonly file: string;
  readonly rows: readonly object[];
}

export interface CatalogueFiles {
  readonly lists: readonly ListFile[];
  readonly images: readonly ImageFile[];
}

interface Numbered {
  readonly picture: Picture;
  /** `0001` */
  readonly number: string;
}

/** Everything the invented catalogue consists of. Every image has its own seed, so they can be drawn in any order. */
export function catalogueFiles(seed: number): CatalogueFiles {
  const movies = inventMovies(seed).map(({ genres, ...movie }, index) => {
    const poster = `posters/${movie.id}.jpg`;
    const render = () => {
      const random = new Random(seed + 10_000 + index);
      const svg = posterSvg(random, movie, genres, GENRES);
      const [width, height] = pick(random, POSTER_SIZES);
      return renderJpeg(random, { svg, width, height });
    };
    const { id, title, year, plot } = movie;
    return {
      row: { id, title, year, genres: genres.map(({ name }) => name), plot, poster },
      image: { file: poster, render },
    };
  });

  const others = [
    kind(seed + 20_000, drawPhoto, 'nonposters/imagenet.jsonl', ({ picture: { label }, number }) => ({
      file: `nonposters/imagenet/${label}_${number}.jpg`,
      label,
    })),
    kind(seed + 30_000, drawFrame, 'shots/frames.jsonl', ({ picture: { label }, number }) => ({
      file: `shots/frames/${label}/${number}.jpg`,
      scale: label,
    })),
    kind(seed + 40_000, drawClothing, 'clothing/labels.jsonl', ({ picture: { label }, number }) => ({
      file: `clothing/${label}/${number}.jpg`,
      label,
    })),
    kind(seed + 50_000, drawProduct, 'products/products.jsonl', ({ picture: { label }, number }) => ({
      id: `invented-${number}`,
      name: `Invented ${label} no. ${number}`,
      category: label,
      image: `products/images/${number}.jpg`,
    })),
  ];
  return {
    lists: [{ file: 'movies.jsonl', rows: movies.map(({ row }) => row) }, ...others.map(({ list }) => list)],
    images: [...movies.map(({ image }) => image), ...others.flatMap(({ images }) => images)],
  };
}

/** One kind of picture that is no poster: its list, and the images that the list names. */
function kind(
  seed: number,
  draw: DrawPicture,
  file: string,
  describe: (numbered: Numbered) => { file: string } | { image: string },
): { list: ListFile; images: ImageFile[] } {
  const entries = times(PICTURES_OF_A_KIND, (index) => {
    const random = new Random(seed + index);
    const picture = draw(random);
    const row = describe({ picture, number: String(index + 1).padStart(4, '0') });
    const image = {
      file: 'file' in row ? row.file : row.image,
      render: () => renderJpeg(new Random(seed + index), picture),
    };
    return { row, image };
  });
  return { list: { file, rows: entries.map(({ row }) => row) }, images: entries.map(({ image }) => image) };
}
