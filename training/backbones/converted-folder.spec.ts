import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImageBackbone, openTextBackbone } from './backbone.js';
import { backboneFolder, isSame, readDescription, replaceFolder } from './converted-folder.js';

const DESCRIPTION = { name: 'tiny', sha256: 'abc', dimensions: 3, conversion: 1 };
const NEWER = { ...DESCRIPTION, conversion: 2 };

describe('a converted backbone', () => {
  let cache: string;
  let folder: string;
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'backbones-'));
    folder = backboneFolder(cache, 'tiny');
  });
  afterEach(() => rm(cache, { recursive: true }));

  const convert = (text: string, description = DESCRIPTION) =>
    replaceFolder(folder, description, (temporary) => writeFile(join(temporary, 'model.onnx'), text));

  it('is replaced as a whole, and says what it was made from', async () => {
    await convert('old');
    await convert('new', NEWER);
    expect(await readFile(join(folder, 'model.onnx'), 'utf8')).toBe('new');
    expect(await readDescription(folder)).toEqual(NEWER);
  });

  it('stays as it was when converting fails, and nothing half done is left', async () => {
    await convert('old');
    const failing = replaceFolder(folder, NEWER, () => Promise.reject(new Error('disk full')));
    await expect(failing).rejects.toThrow('disk full');
    expect(await readFile(join(folder, 'model.onnx'), 'utf8')).toBe('old');
    expect(await readdir(join(cache, 'backbones'))).toEqual(['tiny']);
  });

  it('is converted again when the weights or the way of converting changed', () => {
    expect(isSame(DESCRIPTION, { ...DESCRIPTION })).toBe(true);
    expect(isSame(DESCRIPTION, NEWER)).toBe(false);
    expect(isSame(DESCRIPTION, { ...DESCRIPTION, sha256: 'def' })).toBe(false);
    expect(isSame(undefined, DESCRIPTION)).toBe(false);
  });

  it('that is missing says what to do', async () => {
    await expect(openImageBackbone(cache)).rejects.toThrow(/efficientnet-lite0 is not in .*npm run setup/);
    await expect(openTextBackbone(cache)).rejects.toMatchObject({ code: 'BACKBONE_MISSING' });
  });
});
