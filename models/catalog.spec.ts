import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { familyFolders, familyNames, folderOf, loadFamilies } from './catalog.js';
import type { DatasetSource } from './dataset.js';
import type { EncoderSpec, Network } from '../training/network.js';

const families = await loadFamilies();
const names = await familyNames();

async function loadNetwork(name: string): Promise<Network> {
  return ((await import(`./${folderOf(name)}/network.js`)) as { network: Network }).network;
}

/** Which fields it asks for when it puts the text together. */
function textFieldsOf({ text }: Extract<EncoderSpec, { kind: 'text' }>): string[] {
  const asked = new Set<string>();
  text(new Proxy({}, { get: (_, field) => (asked.add(String(field)), 'a text') }));
  return [...asked];
}

it('finds every folder that looks like a family', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(familyFolders()).toEqual(folders.map(({ name }) => name).sort());
  expect(names).toContain('poster-genre');
});

it('keeps the families of a subject together', () => {
  const subjects = [...families.values()].map(({ subject }) => subject);
  const beginnings = subjects.filter((subject, at) => subject !== subjects[at - 1]);
  expect(beginnings).toEqual([...new Set(subjects)]);
});

it('finds the variants that a folder declares, and where each lies', () => {
  expect(names.filter((name) => folderOf(name) === 'object-detector')).toEqual([
    'object-detector-small',
    'object-detector-medium',
    'object-detector-large',
  ]);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(names)('the family %s', (name) => {
  const family = families.get(name)!;

  it('is named after its folder and introduces itself', () => {
    expect(family.name).toBe(name);
    if (name !== folderOf(name)) expect(name.startsWith(`${folderOf(name)}-`)).toBe(true);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(family.title).toMatch(/^\S.{3,60}\S$/);
    expect(family.summary).toMatch(/^\S.+[.]$/);
    for (const said of [family.card.use, family.card.data, ...family.card.limits]) expect(said).toMatch(/^\S.+[.]$/);
    expect(family.card.limits).not.toHaveLength(0);
  });

  it('asks for at least one field, each with bounds that can be met', () => {
    expect(Object.keys(family.input)).not.toHaveLength(0);
    for (const [field, input] of Object.entries(family.input)) {
      expect(field).toMatch(/^[a-z][A-Za-z]*$/);
      if (input.kind === 'text') expect(input.minCharacters).toBeLessThan(input.maxCharacters);
      else expect(input.maxBytes).toBeGreaterThan(0);
    }
  });

  it('is judged by a metric of its task', () => {
    if (family.headline === 'balancedAccuracy') expect(family.task).toBe('binary');
    expect(family.headline === 'accuracy').toBe(family.task === 'multi-class');
    expect(family.headline.startsWith('meanAp50')).toBe(family.task === 'detection');
  });

  it('is screened, if at all, by a family that reads the same fields', () => {
    if (!family.screening) return;
    const screen = families.get(family.screening.family);
    expect(screen).toBeDefined();
    expect(family.input).toMatchObject(
      Object.fromEntries(Object.entries(screen!.input).map(([field, { kind }]) => [field, { kind }])),
    );
  });

  it('refuses a vocabulary that is none', () => {
    for (const broken of [{}, { labels: [] }, { labels: [{ label: 'Drama', threshold: 2 }] }, null]) {
      expect(family.vocabulary.safeParse(broken).success).toBe(false);
    }
  });

  it('has a dataset that names the file when there is none', async () => {
    const { examples } = (await import(`./${folderOf(name)}/dataset.js`)) as { examples: DatasetSource };
    const read = examples(
      join(import.meta.dirname, 'no such folder'),
      family.hyperparameters.parse({}) as Record<string, unknown>,
    );
    await expect(read).rejects.toThrow(/no such folder.* is missing/);
  });

  it('has a default for every hyperparameter, and refuses one that it does not know', () => {
    const { hyperparameters } = family;
    const defaults = hyperparameters.parse({}) as Record<string, unknown>;
    expect(z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).safeParse(defaults).success).toBe(true);
    expect(hyperparameters.parse(defaults)).toEqual(defaults);
    expect(hyperparameters.safeParse({ ...defaults, learnignRate: 1 }).success).toBe(false);
  });

  it('puts its encoders before fields that it asks for, of the kind that they read', async () => {
    const network = await loadNetwork(name);
    for (const encoder of Object.values(network.encoders(family.hyperparameters.parse({})))) {
      const read = encoder.kind === 'image' ? [encoder.field] : textFieldsOf(encoder);
      expect(read.map((field) => family.input[field]?.kind)).toEqual(read.map(() => encoder.kind));
      expect(read).not.toHaveLength(0);
    }
  });

  it('names its heads, if at all, where exactly one label of several is right', () => {
    if (family.heads) expect(family.task).toBe('multi-class');
    const labels = Object.values(family.heads ?? {}).flat();
    expect(new Set(labels).size).toBe(labels.length);
  });
});
