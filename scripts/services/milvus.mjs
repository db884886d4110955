import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { places } from '../setup/locations.mjs';
import { lock } from '../setup/lock.mjs';
import { milvusFolder } from '../setup/milvus.mjs';
import { freePort } from '../start/ports.mjs';
import { ServerProcess } from './server-process.mjs';

const HOST = '127.0.0.1';
const PLACEHOLDER = /\{\{\s*(\w+)(?:\(\w+\))?\s*(?::\s*([^}]*?))?\s*\}\}/g; // {{ name(type): default }}

/**
 * Starts a standalone Milvus on a folder, with every port it listens on free.
 * @param {string} folder
 * @param {{ port?: number }} [options]
 * @returns {Promise<{ server: ServerProcess, port: number, environment: Record<string, string> }>}
 */
export async function startMilvus(folder, options = {}) {
  const installed = milvusFolder(lock.milvus, places());
  const port = await freePort(HOST, options.port ?? 0);
  const metricsPort = await freePort(HOST, 0);
  const configuration = join(folder, 'configs');
  mkdirSync(configuration, { recursive: true });
  copyFileSync(join(installed, 'glog.conf'), join(configuration, 'glog.conf'));
  const template = readFileSync(join(installed, 'config.yaml.template'), 'utf8');
  writeFileSync(join(configuration, 'milvus.yaml'), fill(template, await valuesFor(folder, port)));
  const etcd = join(configuration, 'etcd.yaml');
  writeFileSync(etcd, etcdSettings(await freePort(HOST, 0), await freePort(HOST, 0)));
  const server = new ServerProcess('Milvus', join(installed, 'milvus'), ['run', 'standalone'], {
    ...{ cwd: folder, log: join(folder, 'milvus.log') },
    environment: {
      LD_LIBRARY_PATH: installed,
      MILVUSCONF: configuration,
      ETCD_CONFIG_PATH: etcd,
      DEPLOY_MODE: 'STANDALONE',
      METRICS_PORT: String(metricsPort),
      MILVUS_RUN_DIR: join(folder, 'run'),
      COMMON_SESSION_TTL: '5', // seconds that a server started after a kill waits for the dead one
    },
  });
  await server.becomes(async () => (await fetch(`http://${HOST}:${metricsPort}/healthz`)).ok, 120);
  return { server, port, environment: { MARQUEE_VECTORS: `milvus://${HOST}:${port}` } };
}

/** @param {string} folder @param {number} port @returns {Promise<Record<string, string>>} */
async function valuesFor(folder, port) {
  const inner = [
    'etcd',
    'root_coord',
    'proxy_internal',
    'query_coord',
    'query_node',
    'index_coord',
    'index_node',
    'data_coord',
    'data_node',
  ];
  /** @type {Record<string, string>} */
  const values = {
    proxy_port: String(port),
    etcd_data_dir: join(folder, 'etcd'),
    local_storage_dir: join(folder, 'data'),
    rocksmq_data_dir: join(folder, 'rocksmq'),
    system_log_path: '',
    etcd_log_level: 'error',
  };
  for (const name of inner) values[`${name}_port`] = String(await freePort(HOST, 0));
  return values;
}

/** The settings with these values in them, and the usual one for every other. @param {string} template @param {Readonly<Record<string, string>>} values */
export function fill(template, values) {
  return template.replace(PLACEHOLDER, (_whole, name, usual = '') => values[name] ?? usual);
}

/** The etcd within it: two servers on one machine would want the same ports. @param {number} clients @param {number} peers */
function etcdSettings(clients, peers) {
  const [clientUrl, peerUrl] = [`http://${HOST}:${clients}`, `http://${HOST}:${peers}`];
  return [
    'name: default',
    `listen-client-urls: ${clientUrl}`,
    `advertise-client-urls: ${clientUrl}`,
    `listen-peer-urls: ${peerUrl}`,
    `initial-advertise-peer-urls: ${peerUrl}`,
    `initial-cluster: default=${peerUrl}`,
    '',
  ].join('\n');
}
