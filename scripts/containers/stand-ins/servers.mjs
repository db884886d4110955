import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill } from '../../services/milvus.mjs';
import { places } from '../../setup/locations.mjs';
import { lock } from '../../setup/lock.mjs';
import { milvusFolder, provideMilvus } from '../../setup/milvus.mjs';
import { programPath, provideProgram } from '../../setup/program.mjs';
import { goProgram } from './go-program.mjs';

/** @typedef {import('./stand-in.mjs').StandIn} StandIn */

const INSTALL = 'RUN apt-get update && apt-get install --yes --no-install-recommends';
const script = (/** @type {string} */ name) => join(import.meta.dirname, name);
const versionOf = (/** @type {string} */ image) => image.slice(image.lastIndexOf(':') + 1).replace(/^v/, '');

/**
 * By the part of the name that says which server it is: what runs instead.
 * @type {Record<string, (image: string, debian: string) => StandIn>}
 */
export const SERVERS = {
  '/postgres:': (image, debian) => ({
    image,
    is: "Debian 12's PostgreSQL 15",
    files: async () => ({ 'start.sh': script('postgres.sh') }),
    containerfile: [
      `FROM ${debian}`,
      `${INSTALL} postgresql-15`,
      'ENV PATH=/usr/lib/postgresql/15/bin:$PATH',
      'COPY start.sh /start.sh',
      'STOPSIGNAL SIGINT',
      'CMD ["/bin/sh", "/start.sh"]',
    ],
  }),

  '/temporalio/server:': (image, debian) => ({
    image,
    is: `the Temporal server ${versionOf(image)} itself, built from its Go module`,
    files: async () => ({
      'temporal-server': await goProgram('temporal-server', `go.temporal.io/server/cmd/server@v${versionOf(image)}`),
      'start.sh': script('temporal-server.sh'),
    }),
    containerfile: [
      `FROM ${debian}`,
      `${INSTALL} netcat-openbsd && useradd --uid 1000 temporal`,
      'COPY temporal-server /usr/local/bin/',
      'COPY start.sh /etc/temporal/start.sh',
      'WORKDIR /etc/temporal',
      'USER temporal',
      'CMD ["/bin/sh", "/etc/temporal/start.sh"]',
    ],
  }),

  '/temporalio/admin-tools:': (image, debian) => ({
    image,
    is: `Temporal's own tools ${versionOf(image)}, built from their Go module, and the CLI ${lock.temporal.version}`,
    files: async () => {
      await provideProgram(lock.temporal, places(), console.log);
      const module = `go.temporal.io/server/cmd/tools/sql@v${versionOf(image)}`;
      return {
        temporal: programPath(lock.temporal, places()),
        'temporal-sql-tool': await goProgram('temporal-sql-tool', module),
      };
    },
    containerfile: [`FROM ${debian}`, 'COPY temporal temporal-sql-tool /usr/local/bin/'],
  }),

  '/temporalio/ui:': (image, debian) => ({
    image,
    is: `Temporal's own pages ${versionOf(image)}, built from their Go module`,
    files: async () => ({
      'ui-server': await goProgram('temporal-ui', `github.com/temporalio/ui-server/v2/cmd/server@v${versionOf(image)}`),
      'start.sh': script('temporal-ui.sh'),
    }),
    containerfile: [
      `FROM ${debian}`,
      `${INSTALL} netcat-openbsd && useradd --uid 1000 temporal`,
      'COPY ui-server /usr/local/bin/',
      'COPY start.sh /start.sh',
      'USER temporal',
      'CMD ["/bin/sh", "/start.sh"]',
    ],
  }),

  '/versitygw:': (image, debian) => ({
    image,
    is: `versitygw ${lock.versitygw.version} itself, as set-up provides it`,
    files: async () => {
      await provideProgram(lock.versitygw, places(), console.log);
      return { versitygw: programPath(lock.versitygw, places()) };
    },
    containerfile: [
      `FROM ${debian}`,
      `${INSTALL} busybox && ln -s /bin/busybox /usr/local/bin/wget`,
      'COPY versitygw /usr/local/bin/',
      'ENTRYPOINT ["versitygw"]',
    ],
  }),

  '/etcd:': (image, debian) => ({
    image,
    is: "Debian 12's etcd 3.4",
    containerfile: [`FROM ${debian}`, `${INSTALL} etcd-server etcd-client`],
  }),

  '/milvus:': (image, debian) => ({
    image,
    is: `the standalone Milvus ${lock.milvus.version} itself, out of its Python wheel`,
    files: async () => {
      await provideMilvus(lock.milvus, places());
      return { bin: milvusFolder(lock.milvus, places()), configs: milvusSettings() };
    },
    containerfile: [
      `FROM ${debian}`,
      `${INSTALL} curl`,
      'COPY bin /milvus/bin',
      'COPY configs /milvus/configs',
      'RUN cp /milvus/bin/glog.conf /milvus/configs/',
      'ENV PATH=/milvus/bin:$PATH LD_LIBRARY_PATH=/milvus/bin MILVUSCONF=/milvus/configs ETCD_USE_EMBED=false',
      'WORKDIR /milvus',
    ],
  }),
};

/** The settings that the image brings with it: everything below /var/lib/milvus. */
function milvusSettings() {
  const folder = join(mkdtempSync(join(tmpdir(), 'marquee-milvus-')), 'configs');
  const template = readFileSync(join(milvusFolder(lock.milvus, places()), 'config.yaml.template'), 'utf8');
  const values = {
    local_storage_dir: '/var/lib/milvus/data',
    rocksmq_data_dir: '/var/lib/milvus/rdb_data',
    etcd_log_level: 'error',
  };
  mkdirSync(folder);
  writeFileSync(join(folder, 'milvus.yaml'), fill(template, values));
  return folder;
}
