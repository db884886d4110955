import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server that set-up provided, in a folder of its own. */
export interface RealServer {
  readonly port: number;
  /** What a process needs to find it. */
  readonly environment: Readonly<Record<string, string>>;
  kill(): Promise<void>;
  /** The same data on the same port, after a kill. */
  restart(): Promise<void>;
  /** Ends it and removes what it kept. */
  remove(): Promise<void>;
}

interface ServerProcess {
  stop(): Promise<void>;
  kill(): Promise<void>;
}
type Start<Options> = (
  folder: string,
  options: Options,
) => Promise<{ server: ServerProcess; port: number; environment: Record<string, string> }>;
interface S3Options {
  readonly port?: number;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly domain?: string;
}

const SERVICES = new URL('../../scripts/services/', import.meta.url);

/** With a bucket in it, which is in the path of its address, or in the host name before `domain`. Its environment is set for this process too: that is where the AWS SDK looks. */
export async function realS3(bucket: string, domain?: string): Promise<RealServer> {
  const { createBucket } = (await import(new URL('bucket.mjs', SERVICES).href)) as {
    createBucket: (bucket: string, environment: Readonly<Record<string, string>>) => Promise<void>;
  };
  const { startS3 } = (await import(new URL('s3.mjs', SERVICES).href)) as { startS3: Start<S3Options> };
  const server = await begin(startS3, { accessKey: 'a-key-for-tests', secretKey: 'a-secret-for-tests', domain });
  await createBucket(bucket, server.environment);
  Object.assign(process.env, server.environment);
  return server;
}

export async function realMilvus(): Promise<RealServer> {
  const { startMilvus } = (await import(new URL('milvus.mjs', SERVICES).href)) as {
    startMilvus: Start<{ port?: number }>;
  };
  return begin(startMilvus, {});
}

/** Temporal on a database of its own, which outlives it. */
export async function realTemporal(): Promise<RealServer> {
  const { startTemporalServer } = (await import(new URL('temporal.mjs', SERVICES).href)) as {
    startTemporalServer: Start<{ port?: number }>;
  };
  return begin(startTemporalServer, {});
}

async function begin<Options extends object>(start: Start<Options>, options: Options): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-server-'));
  let { server, port, environment } = await start(folder, options);
  return {
    port,
    environment,
    kill: () => server.kill(),
    async restart() {
      ({ server, port, environment } = await start(folder, { ...options, port }));
    },
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
