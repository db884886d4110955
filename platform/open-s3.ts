import { S3Client } from '@aws-sdk/client-s3';
import { S3ArtifactStore } from './s3-artifact-store.js';

const ATTEMPTS = 5; // later each time and with jitter: the SDK's standard way, good for some seconds of trouble
const CONNECT_MILLISECONDS = 3_000;
const SILENCE_MILLISECONDS = 30_000;

/**
 * Endpoint, region and credentials come from the SDK's own chain: AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID,
 * profiles, the roles of a machine or a pod.
 * @param place `s3://bucket` or `s3://bucket/prefix`
 */
export function openS3(place: string, addressing: 'virtual-host' | 'path'): S3ArtifactStore {
  const { hostname: bucket, pathname } = new URL(place);
  const folder = pathname.replace(/^\/|\/$/g, '');
  const client = new S3Client({
    forcePathStyle: addressing === 'path',
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MILLISECONDS, socketTimeout: SILENCE_MILLISECONDS },
  });
  return new S3ArtifactStore(client, { bucket, prefix: folder === '' ? '' : `${folder}/` });
}
