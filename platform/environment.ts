import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { PlatformError } from './errors.js';
import { readPromotionWebhook } from './promotion-webhook-settings.js';
import type { PromotionWebhookSettings } from './promotion-webhook-settings.js';
import { readTemporalSettings } from './temporal-settings.js';
import type { Complain, TemporalSettings } from './temporal-settings.js';

const folder = (fallback: string) =>
  z
    .string()
    .min(1)
    .default(fallback)
    .transform((path) => resolve(path));

const EnvironmentSchema = z.object({
  /** Folder of real data (layout: docs/bring-your-own-movies.md); without one an invented catalogue is drawn. */
  MARQUEE_DATA: z
    .string()
    .min(1)
    .optional()
    .transform((path) => (path === undefined ? undefined : resolve(path))),
  /** Everything this installation keeps: artifacts, the Temporal database, the invented catalogue, logs. */
  MARQUEE_HOME: folder('.marquee'),
  /** What can be made again and is shared between clones: tools, backbones, features. */
  MARQUEE_CACHE: folder(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'marquee')),
  /** Folder of the files that say what experiments try (docs/experiments.md); of the API's process. */
  MARQUEE_EXPERIMENTS: folder('experiments'),
  /** `s3://bucket/prefix`, where AWS_* say how to get in; default: files in MARQUEE_HOME. */
  MARQUEE_ARTIFACTS: z
    .string()
    .regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._-]+)*\/?$/,
      'expected s3://bucket or s3://bucket/prefix',
    )
    .optional(),
  /** How the bucket stands in a request: in the host name, as AWS wants it, or in the path, as most other servers do. */
  MARQUEE_S3_ADDRESSING: z.enum(['virtual-host', 'path']).default('virtual-host'),
  /** `milvus://host:port`, `milvus+tls://…`; user and password before the host; default: in memory, kept with the artifacts. */
  MARQUEE_VECTORS: z
    .url({ protocol: /^milvus(\+tls)?$/, error: 'expected milvus://host:port or milvus+tls://user:password@host:port' })
    .optional(),
  MARQUEE_HOST: z.string().min(1).default('127.0.0.1'),
  MARQUEE_PORT: z.coerce.number().int().min(0).max(65535).default(8000),
  /** How often the API looks for a new champion. */
  MARQUEE_WATCH_SECONDS: z.coerce.number().positive().default(2),
  /** Inference threads per served version; default: one per core, at most 4. */
  MARQUEE_INFERENCE_THREADS: z.coerce.number().int().min(1).max(64).optional(),
  /** What versions that are loaded on the first question may take together; beyond it those longest unasked are unloaded. */
  MARQUEE_MODEL_MEMORY_MB: z.coerce.number().int().min(0).default(1024),
  MARQUEE_TASK_QUEUE: z.string().min(1).default('marquee'),
  MARQUEE_TRAINING_TASK_QUEUE: z.string().min(1).default('marquee-training'),
  MARQUEE_ANALYSIS_TASK_QUEUE: z.string().min(1).default('marquee-analysis'),
  /** The program that videos are read with; default: the one that set-up fetched, else `ffmpeg` on the path. */
  MARQUEE_FFMPEG: z.string().min(1).optional(),
  /** How long a worker may be silent before another takes its step over; workers beat every second. */
  MARQUEE_HEARTBEAT_TIMEOUT_SECONDS: z.coerce.number().int().min(3).default(20),
  /** When every family is retrained (a cron expression, UTC); default: weekly, an hour apart. For new schedules only. */
  MARQUEE_RETRAIN_CRON: z.string().min(1).optional(),
});

export type Settings = z.infer<typeof EnvironmentSchema> & {
  /** From TEMPORAL_*, as Temporal's own clients name them. */
  readonly temporal: TemporalSettings;
  /** From MARQUEE_PROMOTION_WEBHOOK…; undefined where nobody is told of promotions. */
  readonly promotionWebhook: PromotionWebhookSettings | undefined;
};

/**
 * The settings of this process, read once. The only reader of process.env.
 * @throws PlatformError INVALID_ENVIRONMENT that lists every wrong setting and what was expected
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = EnvironmentSchema.safeParse(given);
  const problems = (parsed.error?.issues ?? []).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  const complain: Complain = (setting, expected) => problems.push(`  ${setting}: ${expected}`);
  const temporal = readTemporalSettings(given, complain);
  const promotionWebhook = readPromotionWebhook(given, complain);
  if (parsed.success && problems.length === 0) return { ...parsed.data, temporal, promotionWebhook };
  throw new PlatformError('INVALID_ENVIRONMENT', 500, `These settings are wrong:\n${problems.join('\n')}`);
}

/** The folder with movies: the person's own, or the one the invented catalogue is drawn into. */
export function dataFolder(settings: Settings): string {
  return settings.MARQUEE_DATA ?? join(settings.MARQUEE_HOME, 'invented');
}
