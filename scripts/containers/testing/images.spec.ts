import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVERS } from '../stand-ins/servers.mjs';
import { ORDER } from './deployment.mjs';
import { basesOf, serversOf } from './images.mjs';

const ROOT = join(import.meta.dirname, '../../..');
const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const COMPOSE_FILE = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');

it('pins every image to a version', () => {
  const images = [...Object.values(basesOf(DOCKERFILE)), ...serversOf(COMPOSE_FILE)];
  expect(images.length).toBeGreaterThan(8);
  expect(images.filter((image) => !/:v?\d+\.\d+/.test(image))).toEqual([]);
});

it('builds on nothing but the pinned bases and its own stages', () => {
  const stages = [...DOCKERFILE.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name);
  const bases = [...DOCKERFILE.matchAll(/^FROM (\S+)/gm)].map(([, base = '']) => base);
  expect(bases.filter((base) => !/^\$\{\w+_IMAGE\}$/.test(base) && !stages.includes(base))).toEqual([]);
});

it('has a stand-in for every server where no registry can be reached', () => {
  const missing = serversOf(COMPOSE_FILE).filter((image) => !Object.keys(SERVERS).some((part) => image.includes(part)));
  expect(missing).toEqual([]);
});

it('starts every service of docker-compose.yml, each after what it waits for', () => {
  const [, services = ''] = /^services:\n([\s\S]+?)^networks:/m.exec(COMPOSE_FILE) ?? [];
  const blocks = services.split(/^ {2}(?=[a-z0-9-]+:\n)/m).filter((block) => /^[a-z]/.test(block));
  const names = blocks.map((block) => block.slice(0, block.indexOf(':')));
  expect(ORDER.flat().sort()).toEqual([...names].sort());

  const phaseOf = (service = '') => ORDER.findIndex((phase) => phase.includes(service));
  for (const [index, block] of blocks.entries()) {
    const waitsFor = [...block.matchAll(/(\S+): \{ condition: service_/g)].map(([, service]) => service);
    for (const service of waitsFor) expect(phaseOf(service)).toBeLessThan(phaseOf(names[index]));
  }
});
