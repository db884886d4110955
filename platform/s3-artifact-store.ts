import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import pRetry from 'p-retry';
import { checkArtifactKey, checkArtifactPrefix } from './artifact-key.js';
import { ArtifactStore } from './artifact-store.js';
import type { Artifact, ArtifactSummary, PutConditions } from './artifact-store.js';
import { ArtifactConflictError, ArtifactNotFoundError } from './errors.js';
import { isBusy, isConflict, isMissing, translated } from './s3-errors.js';

const PART_BYTES = 8 * 2 ** 20; // what is larger goes up in parts, each with a checksum of its own
const PARTS_AT_ONCE = 4;
const BROKEN_BODY_RETRIES = 3; // a body that breaks off is nothing that the SDK asks for again
const MEETING_RETRIES = 8; // of two conditional puts that meet, S3 may send one away

export interface S3Location {
  readonly bucket: string;
  /** Before every key: empty, or ending in a slash. */
  readonly prefix: string;
}

/**
 * Artifacts as objects of a bucket. Conditional puts and etags are S3's own, so writers on any number of machines
 * compare and swap. The SDK tries again what passes, later each time and with jitter, and checks a CRC of every body.
 */
export class S3ArtifactStore extends ArtifactStore {
  constructor(
    private readonly client: S3Client,
    private readonly location: S3Location,
  ) {
    super();
  }

  override async put(key: string, bytes: Uint8Array, conditions: PutConditions = {}): Promise<{ etag: string }> {
    checkArtifactKey(key);
    const writing = randomUUID();
    const body = bytes.slice(); // the caller may go on changing its own
    try {
      return { etag: await this.upload(key, body, conditions, writing) };
    } catch (error) {
      if (!isConflict(error) || !isConditional(conditions)) throw this.translated(error);
      // Our own write may be what stands there: its answer was lost, and trying again met it.
      const present = await this.headObject(key);
      if (present?.Metadata?.['writing'] === writing) return { etag: present.ETag! };
      throw new ArtifactConflictError(
        key,
        conditions.ifMatch === undefined ? 'nothing there yet' : `etag ${conditions.ifMatch}`,
      );
    }
  }

  override async get(key: string): Promise<Artifact> {
    checkArtifactKey(key);
    const attempt = async (): Promise<Artifact> => {
      const { Body, ETag } = await this.client.send(
        new GetObjectCommand({ ...this.object(key), ChecksumMode: 'ENABLED' }),
      );
      return { bytes: await Body!.transformToByteArray(), etag: ETag! };
    };
    try {
      return await pRetry(attempt, {
        retries: BROKEN_BODY_RETRIES,
        minTimeout: 100,
        randomize: true,
        shouldRetry: ({ error }) => !isMissing(error),
      });
    } catch (error) {
      throw isMissing(error) ? new ArtifactNotFoundError(key) : this.translated(error);
    }
  }

  override async head(key: string): Promise<ArtifactSummary | undefined> {
    checkArtifactKey(key);
    const found = await this.headObject(key);
    return found && { key, size: found.ContentLength!, etag: found.ETag! };
  }

  override async *list(prefix: string): AsyncIterable<ArtifactSummary> {
    checkArtifactPrefix(prefix);
    const { bucket: Bucket, prefix: before } = this.location;
    try {
      for await (const page of paginateListObjectsV2({ client: this.client }, { Bucket, Prefix: before + prefix })) {
        for (const { Key, Size, ETag } of page.Contents ?? []) {
          yield { key: Key!.slice(before.length), size: Size!, etag: ETag! };
        }
      }
    } catch (error) {
      throw this.translated(error);
    }
  }

  override async delete(key: string): Promise<void> {
    checkArtifactKey(key);
    try {
      await this.client.send(new DeleteObjectCommand(this.object(key)));
    } catch (error) {
      if (!isMissing(error)) throw this.translated(error);
    }
  }

  private async upload(key: string, body: Uint8Array, conditions: PutConditions, writing: string): Promise<string> {
    const { ifMatch: IfMatch, ifNoneMatch: IfNoneMatch } = conditions;
    const attempt = async () => {
      const params = {
        ...this.object(key),
        Body: body,
        Metadata: { writing },
        ChecksumAlgorithm: 'CRC32' as const,
        ...(IfMatch !== undefined && { IfMatch }),
        ...(IfNoneMatch !== undefined && { IfNoneMatch }),
      };
      const upload = new Upload({ client: this.client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE });
      return (await upload.done()).ETag!;
    };
    return pRetry(attempt, {
      retries: MEETING_RETRIES,
      minTimeout: 20,
      maxTimeout: 1000,
      randomize: true,
      shouldRetry: ({ error }) => isBusy(error),
    });
  }

  private async headObject(key: string): Promise<HeadObjectCommandOutput | undefined> {
    try {
      return await this.client.send(new HeadObjectCommand(this.object(key)));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw this.translated(error);
    }
  }

  private object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.location.bucket, Key: this.location.prefix + key };
  }

  private translated(error: unknown): unknown {
    return translated(error, this.location.bucket);
  }
}

function isConditional({ ifMatch, ifNoneMatch }: PutConditions): boolean {
  return ifMatch !== undefined || ifNoneMatch !== undefined;
}
