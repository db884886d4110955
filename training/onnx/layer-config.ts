import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { UnsupportedLayerError } from './unsupported-layer-error.js';

/** TensorFlow.js leaves the setting out when it is the default. */
export const channelsLast = z.literal('channelsLast').nullish();
export const activationName = z.string().default('linear');
/** One number, or one per spatial axis. */
export const sizes = z.union([z.number().transform((size) => [size]), z.array(z.number())]);

/** A layer's settings as its exporter knows them. @throws UnsupportedLayerError naming the setting that it does not */
export function readConfig<Config>(layer: tf.layers.Layer, schema: z.ZodType<Config>): Config {
  const parsed = schema.safeParse(layer.getConfig());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `its setting ${issue.path.join('.')} is not supported (${issue.message})`,
  );
  throw new UnsupportedLayerError(layer, problems.join('; '));
}
