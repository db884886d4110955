import { z } from 'zod';

export const LivenessSchema = z.object({ status: z.literal('ok') });

export const ReadinessSchema = z
  .object({
    isReady: z.boolean(),
    families: z.array(
      z.object({
        name: z.string(),
        isReady: z.boolean(),
        champion: z.string().nullable(),
        serving: z.string().nullable(),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof ReadinessSchema>;
