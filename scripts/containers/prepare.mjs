import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { createBucket } from '../services/bucket.mjs';

// Runs once in a container before ours start: makes the bucket, and gives Milvus the password of the settings.

const USUAL_PASSWORD = 'Milvus'; // what every new Milvus accepts from root

/** @param {string} address @param {string} password @param {(client: MilvusClient) => Promise<unknown>} use */
async function withMilvus(address, password, use) {
  const client = new MilvusClient({ address, username: 'root', password, logLevel: 'error', timeout: 10_000 });
  try {
    await client.connectPromise;
    return await use(client);
  } finally {
    await client.closeConnection();
  }
}

/** Changes the password unless that happened before. @param {string} place milvus://root:password@host:port */
async function securePassword(place) {
  const { host, password } = new URL(place);
  const isOurs = await withMilvus(host, password, (client) => client.listUsers()).then(
    () => true,
    () => false,
  );
  if (isOurs) return 'is set already';
  await withMilvus(host, USUAL_PASSWORD, (client) =>
    client.updateUser({ username: 'root', oldPassword: USUAL_PASSWORD, newPassword: password }),
  );
  await withMilvus(host, password, (client) => client.listUsers());
  return 'is set';
}

const { MARQUEE_ARTIFACTS = '', MARQUEE_VECTORS = '' } = process.env;
const bucket = new URL(MARQUEE_ARTIFACTS).hostname;
await createBucket(bucket, /** @type {Record<string, string>} */ (process.env));
console.log(`The bucket ${bucket} is there`);
console.log(`The password of Milvus ${await securePassword(MARQUEE_VECTORS)}`);
