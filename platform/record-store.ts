import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { z } from 'zod';
import type { ArtifactStore } from './artifact-store.js';
import { ArtifactConflictError } from './errors.js';
import type { PlatformError } from './errors.js';
import { findJson } from './find-json.js';
import { jsonBytes } from './json-bytes.js';
import { TIMESTAMP_ID, timestampId } from './timestamp-id.js';

const READS_AT_ONCE = 16;

/** That something was asked for, and how it ended. */
interface RunRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export interface RecordKind<Entry extends RunRecord> {
  /** Beside the files that belong to the records, not above them: a list of records must not walk past every file. */
  readonly folder: `${string}/`;
  readonly schema: z.ZodType<Entry>;
  readonly notFound: (id: string) => PlatformError;
}

/** A small record of everything of one kind that was asked for, over any ArtifactStore. */
export class RecordStore<Entry extends RunRecord> {
  constructor(
    private readonly store: ArtifactStore,
    private readonly kind: RecordKind<Entry>,
    private readonly now: () => number = Date.now,
  ) {}

  async create(content: Omit<Entry, keyof RunRecord>): Promise<Entry> {
    const createdAt = new Date(this.now());
    const id = timestampId(createdAt, randomUUID());
    const entry = this.kind.schema.parse({ ...content, id, createdAt: createdAt.toISOString(), endedAt: null });
    await this.store.put(this.keyOf(id), jsonBytes(entry), { ifNoneMatch: '*' });
    return entry;
  }

  /** @throws what the kind throws where there is none */
  async read(id: string): Promise<Entry> {
    const entry = await this.find(id);
    if (entry === undefined) throw this.kind.notFound(id);
    return entry;
  }

  async find(id: string): Promise<Entry | undefined> {
    return TIMESTAMP_ID.test(id) ? (await findJson(this.store, this.keyOf(id), this.kind.schema))?.value : undefined;
  }

  /** Newest first. @param limit no more than so many are read */
  async newest(limit = Infinity): Promise<Entry[]> {
    const ids: string[] = [];
    for await (const { key } of this.store.list(this.kind.folder)) ids.push(this.idOf(key));
    const reading = pLimit(READS_AT_ONCE);
    const newest = ids.sort().reverse().slice(0, limit); // an id begins with its time
    const entries = await Promise.all(newest.map((id) => reading(() => this.find(id))));
    return entries.filter((entry) => entry !== undefined); // else removed while we listed
  }

  /** How it ended, whatever else is written meanwhile; nothing for what was removed, and so does not come back. */
  async end(id: string, ending: Partial<Omit<Entry, keyof RunRecord>>): Promise<void> {
    const endedAt = new Date(this.now()).toISOString();
    for (;;) {
      const found = await findJson(this.store, this.keyOf(id), this.kind.schema);
      if (found === undefined) return;
      const ended = jsonBytes({ ...found.value, ...ending, endedAt });
      if (await this.swap(id, ended, found.etag)) return;
    }
  }

  async remove(id: string): Promise<void> {
    await this.store.delete(this.keyOf(id));
  }

  /** @throws what the kind throws, for what is no id */
  checked(id: string): string {
    if (!TIMESTAMP_ID.test(id)) throw this.kind.notFound(id);
    return id;
  }

  /** @returns whether it was still what the caller saw */
  private async swap(id: string, bytes: Uint8Array, seen: string): Promise<boolean> {
    try {
      await this.store.put(this.keyOf(id), bytes, { ifMatch: seen });
      return true;
    } catch (error) {
      if (error instanceof ArtifactConflictError) return false;
      throw error;
    }
  }

  private keyOf(id: string): string {
    return `${this.kind.folder}${this.checked(id)}.json`;
  }

  private idOf(key: string): string {
    return key.slice(this.kind.folder.length).replace(/\.json$/, '');
  }
}
