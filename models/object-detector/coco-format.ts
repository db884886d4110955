import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { InvalidDatasetError } from '../dataset.js';
import type { LabelledBox } from '../dataset.js';
import type { ImageSize } from '../image.js';
import { DataFileSchema } from '../movies.js';
import type { LabelledPicture } from './labelled-picture.js';

const CocoSchema = z.object({
  images: z.array(z.object({ id: z.number(), file_name: DataFileSchema, width: z.number(), height: z.number() })),
  annotations: z.array(
    z.object({
      image_id: z.number(),
      category_id: z.number(),
      bbox: z.tuple([z.number(), z.number(), z.number().nonnegative(), z.number().nonnegative()]),
      iscrowd: z.union([z.number(), z.boolean()]).optional(),
    }),
  ),
  categories: z.array(z.object({ id: z.number(), name: z.string().min(1) })),
});
type Coco = z.infer<typeof CocoSchema>;

/** What COCO itself and Roboflow call lists of objects; captions and key points of the same pictures may lie beside them. */
const LISTS = [/(^|[/\\])instances[^/\\]*\.json$/, /(^|[/\\])_annotations\.coco\.json$/];

/**
 * Every list of objects in COCO's format under the folder (`annotations/instances_train2017.json`, `train/_annotations.coco.json`,
 * else any JSON that has images, annotations and categories). Its pictures lie beside it, in `images/`, in the folder itself, or
 * in one that is called like the end of the list's name. Crowds are no objects.
 * @throws InvalidDatasetError naming the file and what is wrong in it
 */
export async function readCoco(root: string): Promise<LabelledPicture[]> {
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.json')).sort();
  const lists = LISTS.map((name) => files.filter((file) => name.test(file))).find(({ length }) => length > 0);
  const pictures = new Map<string, LabelledPicture>();
  for (const list of lists ?? files) {
    const content = await parse(join(root, list));
    if (!lists && !isList(content)) continue;
    for (const picture of await readList(root, join(root, list), content)) {
      const twin = pictures.get(picture.file);
      if (twin) throw new InvalidDatasetError(`${picture.file} is in ${twin.list} and in ${picture.list}`);
      pictures.set(picture.file, picture);
    }
  }
  if (pictures.size > 0) return [...pictures.values()];
  throw new InvalidDatasetError(
    `${root} has neither labels/ (YOLO) nor a list of pictures in COCO's format: it is missing`,
  );
}

function isList(content: unknown): boolean {
  return (
    typeof content === 'object' &&
    content !== null &&
    ['images', 'annotations', 'categories'].every((key) => key in content)
  );
}

async function readList(root: string, file: string, content: unknown): Promise<LabelledPicture[]> {
  const parsed = CocoSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InvalidDatasetError(`${file}: ${issue!.path.join('.')}: ${issue!.message}`);
  }
  const { images, annotations, categories } = parsed.data;
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const byImage = new Map<number, Coco['annotations']>();
  for (const [index, annotation] of annotations.entries()) {
    if (!names.has(annotation.category_id)) {
      throw new InvalidDatasetError(`${file}: annotations.${index}: there is no category ${annotation.category_id}`);
    }
    if (annotation.iscrowd) continue;
    const known = byImage.get(annotation.image_id);
    if (known) known.push(annotation);
    else byImage.set(annotation.image_id, [annotation]);
  }
  const pictures: LabelledPicture[] = [];
  const list = relative(root, file).replaceAll('\\', '/');
  for (const image of images) {
    const found = await findPicture(root, file, image.file_name);
    const objects = (size: ImageSize) => {
      if (size.width > 1 && (size.width !== image.width || size.height !== image.height)) {
        const sizes = `${image.width} x ${image.height}, but has ${size.width} x ${size.height}`;
        throw new InvalidDatasetError(`${file}: ${image.file_name} should have ${sizes} pixels`);
      }
      return (byImage.get(image.id) ?? []).flatMap((annotation) => boxOf(annotation, image, names));
    };
    pictures.push({ file: found, list, objects });
  }
  return pictures;
}

async function parse(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    throw new InvalidDatasetError(`${file}: not JSON`);
  }
}

async function findPicture(root: string, list: string, name: string): Promise<string> {
  const named = basename(list, '.json').split('_').at(-1)!; // train2017
  for (const folder of [dirname(list), join(root, 'images'), root, join(root, named), join(root, 'images', named)]) {
    const file = join(folder, name);
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) return relative(root, file).replaceAll('\\', '/');
  }
  throw new InvalidDatasetError(`${list}: its picture ${name} is missing`);
}

function boxOf(
  { bbox: [x, y, width, height], category_id }: Coco['annotations'][number],
  size: ImageSize,
  names: ReadonlyMap<number, string>,
): LabelledBox[] {
  const within = (edge: number) => Math.min(1, Math.max(0, edge));
  const box = {
    left: within(x / size.width),
    top: within(y / size.height),
    right: within((x + width) / size.width),
    bottom: within((y + height) / size.height),
  };
  const isBox = box.right > box.left && box.bottom > box.top; // COCO itself has some without any area
  return isBox ? [{ label: names.get(category_id)!, ...box }] : [];
}
