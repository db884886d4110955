import { randomUUID } from 'node:crypto';
import { ConsistencyLevelEnum, DataType, MetricType } from '@zilliz/milvus2-sdk-node';
import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { CollectionNotFoundError } from './errors.js';
import { answerOf, isMissing, isUnloaded, refusalOf } from './milvus-answers.js';
import { filterExpression, quoted } from './milvus-filter.js';
import { checkCollectionName, checkEntries, checkVector } from './vector-checks.js';
import { VectorIndex } from './vector-index.js';
import type { Neighbour, VectorEntry, VectorFilter } from './vector-index.js';

const HNSW = { M: 16, efConstruction: 200 };
const SMALLEST_SEARCH = 64; // candidates that HNSW looks at; at least as many as are asked for
const TIES = 16; // so many more are asked for, since equal scores come in any order
const BATCH_BYTES = 8 * 2 ** 20; // of vectors a request; the server takes 64 MB
const MOST_ROWS_A_BATCH = 2000;
const LONGEST_TEXT = 2048; // bytes
const MOST_GENRES = 128;
const NO_ENTRIES = 'holds no entries'; // a collection's vectors have at least one dimension, also when there are none

interface Row {
  readonly id: string;
  readonly title: string;
  readonly year: string | number;
  readonly genres: readonly string[] | { readonly data: readonly string[] };
  readonly vector?: readonly number[];
  readonly score?: number;
}

interface Description {
  /** undefined when it has no entries */
  readonly dimensions: number | undefined;
}

/**
 * Collections of a Milvus server, each with an HNSW index over cosine similarity. A collection's name is an alias, so
 * that replacing is one step for whoever asks meanwhile. After a restart of the server a collection is loaded by the
 * first question.
 */
export class MilvusVectorIndex extends VectorIndex {
  /** @param connect gives the same client as long as it works, and rejects while the server is away */
  constructor(private readonly connect: () => Promise<MilvusClient>) {
    super();
  }

  override async replace(collection: string, entries: readonly VectorEntry[]): Promise<void> {
    checkCollectionName(collection);
    checkEntries(entries);
    const before = await this.describe(collection);
    const actual = `${collection}__${randomUUID().slice(0, 8)}`;
    try {
      await this.create(actual, entries);
      const names = { collection_name: actual, alias: collection };
      await this.ask((client) => (before ? client.alterAlias(names) : client.createAlias(names)));
    } catch (error) {
      await this.ask((client) => client.dropCollection({ collection_name: actual })).catch(() => undefined);
      throw error;
    }
    await this.dropActual(collection, actual);
  }

  override async nearest(
    collection: string,
    vector: Float32Array,
    limit: number,
    filter: VectorFilter = {},
  ): Promise<Neighbour[]> {
    const { dimensions } = await this.known(collection);
    if (dimensions === undefined) return [];
    checkVector(vector, dimensions, 'The query');
    const asked = limit + TIES;
    const { results } = await this.loaded(collection, (client) =>
      client.search({
        collection_name: collection,
        data: [...vector],
        limit: asked,
        filter: filterExpression(filter),
        params: { ef: Math.max(SMALLEST_SEARCH, asked) },
        metric_type: MetricType.COSINE,
        output_fields: ['id', 'title', 'year', 'genres'],
        consistency_level: ConsistencyLevelEnum.Strong,
      }),
    );
    return (results as unknown as Row[])
      .map((row) => ({ id: row.id, score: row.score!, metadata: metadataOf(row) }))
      .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
      .slice(0, limit);
  }

  override async get(collection: string, id: string): Promise<VectorEntry | undefined> {
    await this.known(collection);
    const [row] = await this.rows(collection, `id == ${quoted(id)}`, 1);
    return row && entryOf(row);
  }

  override async *entries(collection: string): AsyncIterable<VectorEntry> {
    await this.known(collection);
    for (let last = ''; ;) {
      // in pages by id: the server's own iterator was seen to leave rows out
      const page = await this.rows(collection, `id > ${quoted(last)}`, MOST_ROWS_A_BATCH);
      yield* page.map(entryOf);
      if (page.length < MOST_ROWS_A_BATCH) return;
      last = page.reduce((highest, { id }) => (id > highest ? id : highest), last);
    }
  }

  override async has(collection: string): Promise<boolean> {
    checkCollectionName(collection);
    return (await this.describe(collection)) !== undefined;
  }

  override async drop(collection: string): Promise<void> {
    checkCollectionName(collection);
    await this.ask((client) => client.dropAlias({ alias: collection })).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    await this.dropActual(collection);
  }

  private async create(actual: string, entries: readonly VectorEntry[]): Promise<void> {
    const dimensions = entries[0]?.vector.length;
    const text = { data_type: DataType.VarChar, max_length: LONGEST_TEXT };
    await this.ask((client) =>
      client.createCollection({
        collection_name: actual,
        description: dimensions === undefined ? NO_ENTRIES : '',
        consistency_level: 'Strong',
        fields: [
          { name: 'id', ...text, max_length: 512, is_primary_key: true },
          { name: 'title', ...text },
          { name: 'year', data_type: DataType.Int64 },
          {
            name: 'genres',
            ...text,
            data_type: DataType.Array,
            element_type: DataType.VarChar,
            max_capacity: MOST_GENRES,
          },
          { name: 'vector', data_type: DataType.FloatVector, dim: dimensions ?? 1 },
        ],
      }),
    );
    const rows = entries.map(({ id, vector, metadata }) => ({ id, ...metadata, vector: [...vector] }));
    const size = Math.max(1, Math.min(MOST_ROWS_A_BATCH, Math.floor(BATCH_BYTES / (4 * (dimensions ?? 1)))));
    for (let from = 0; from < rows.length; from += size) {
      await this.ask((client) => client.insert({ collection_name: actual, data: rows.slice(from, from + size) }));
    }
    // Only asked for: until the server has sealed and indexed them, it searches the new rows one by one, and exactly.
    if (rows.length > 0) await this.ask((client) => client.flush({ collection_names: [actual] }));
    await this.ask((client) =>
      client.createIndex({
        ...{ collection_name: actual, field_name: 'vector', index_type: 'HNSW' },
        ...{ metric_type: MetricType.COSINE, params: HNSW },
      }),
    );
    await this.ask((client) => client.loadCollectionSync({ collection_name: actual }));
  }

  /** Every collection that ever stood behind the name, but for `keep`: also what a killed writer left. */
  private async dropActual(collection: string, keep?: string): Promise<void> {
    const { data } = await this.ask((client) => client.showCollections());
    for (const { name } of data) {
      if (!name.startsWith(`${collection}__`) || name === keep) continue;
      await this.ask((client) => client.dropCollection({ collection_name: name }));
    }
  }

  private async describe(collection: string): Promise<Description | undefined> {
    try {
      const { schema } = await this.ask((client) => client.describeCollection({ collection_name: collection }));
      const field = schema.fields.find(({ name }) => name === 'vector');
      const dimensions = Number(field?.type_params.find(({ key }) => key === 'dim')?.value);
      return { dimensions: schema.description === NO_ENTRIES ? undefined : dimensions };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** @throws CollectionNotFoundError */
  private async known(collection: string): Promise<Description> {
    checkCollectionName(collection);
    const description = await this.describe(collection);
    if (description === undefined) throw new CollectionNotFoundError(collection);
    return description;
  }

  /** @throws PlatformError VECTORS_REFUSED or VECTORS_UNAVAILABLE */
  private async ask<Answer extends object>(question: (client: MilvusClient) => Promise<Answer>): Promise<Answer> {
    try {
      return await answerOf(question(await this.connect()));
    } catch (error) {
      throw refusalOf(error);
    }
  }

  private async rows(collection: string, filter: string, limit: number): Promise<Row[]> {
    const { data } = await this.loaded(collection, (client) =>
      client.query({
        ...{ collection_name: collection, filter, limit },
        output_fields: ['id', 'title', 'year', 'genres', 'vector'],
        consistency_level: ConsistencyLevelEnum.Strong,
      }),
    );
    return data as unknown as Row[];
  }

  /** Asks; a server that was restarted has its collections on disk only, and is asked to load this one. */
  private async loaded<Answer extends object>(
    collection: string,
    question: (client: MilvusClient) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await this.ask(question);
    } catch (error) {
      if (!isUnloaded(error)) throw error;
      await this.ask((client) => client.loadCollectionSync({ collection_name: collection }));
      return this.ask(question);
    }
  }
}

function metadataOf({ title, year, genres }: Row): VectorEntry['metadata'] {
  return { title, year: Number(year), genres: 'data' in genres ? genres.data : genres };
}

function entryOf(row: Row): VectorEntry {
  return { id: row.id, vector: Float32Array.from(row.vector!), metadata: metadataOf(row) };
}
