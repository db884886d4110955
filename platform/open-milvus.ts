import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { MilvusVectorIndex } from './milvus-vector-index.js';

const ANSWER_MILLISECONDS = 10_000;
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 }; // soon back

/**
 * Connects when it is first asked, and again when that failed: a client whose first connection fails stays useless.
 * @param place `milvus://host:port` or `milvus+tls://user:password@host:port`
 */
export function openMilvus(place: string): MilvusVectorIndex {
  let connected: Promise<MilvusClient> | undefined;
  return new MilvusVectorIndex(() => {
    connected ??= connect(place).catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    return connected;
  });
}

async function connect(place: string): Promise<MilvusClient> {
  const { protocol, host, username, password } = new URL(place);
  const client = new MilvusClient({
    ...{ address: host, ssl: protocol === 'milvus+tls:', timeout: ANSWER_MILLISECONDS, logLevel: 'error' },
    ...(username !== '' && { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
    ...{ channelOptions: RECONNECT, maxRetries: 1 },
  });
  try {
    await client.connectPromise;
    return client;
  } catch (error) {
    await client.closeConnection();
    throw error;
  }
}
