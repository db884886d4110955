import { z } from 'zod';

/** Of an experiment's file, and of an arm: a segment of a path. */
const NameSchema = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single hyphens');
export const ExperimentNameSchema = NameSchema;

/** What differs from the family's own hyperparameters. */
const HyperparametersSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));
export type Hyperparameters = Readonly<z.infer<typeof HyperparametersSchema>>;

/** `experiments/<name>.yml`: which settings of one family are tried against each other, and how often. */
export const ExperimentDefinitionSchema = z
  .strictObject({
    family: z.string().min(1),
    title: z.string().min(1).max(120),
    /** The arm that every other one is compared with, and that ties go to. */
    baseline: NameSchema,
    folds: z.number().int().min(2).max(20).default(5),
    seeds: z.array(z.number().int().min(0)).min(1).max(10).default([1]),
    /** Of every arm. */
    common: HyperparametersSchema.default({}),
    arms: z.record(
      NameSchema,
      HyperparametersSchema.nullable().transform((arm) => arm ?? {}),
    ),
    /** Whether the winner is retrained on all of the training split and goes through the gate. */
    publish: z.enum(['winner', 'none']).default('winner'),
  })
  .superRefine(({ arms, baseline, seeds }, context) => {
    const names = Object.keys(arms);
    if (names.length === 0 || names.length > 20) {
      context.addIssue({ code: 'custom', path: ['arms'], message: `expected 1 to 20 arms, got ${names.length}` });
    }
    if (!(baseline in arms)) {
      const message = `${baseline} is none of the arms ${names.join(', ')}`;
      context.addIssue({ code: 'custom', path: ['baseline'], message });
    }
    if (new Set(seeds).size < seeds.length) {
      context.addIssue({ code: 'custom', path: ['seeds'], message: 'expected each seed once' });
    }
  });
export type ExperimentDefinition = z.infer<typeof ExperimentDefinitionSchema>;

/** A definition as one run of it goes by, whatever becomes of the file. */
export const ExperimentPlanSchema = z
  .object({
    /** Of the file. */
    name: z.string(),
    family: z.string(),
    title: z.string(),
    baseline: z.string(),
    folds: z.number().int(),
    seeds: z.array(z.number().int()),
    arms: z.array(z.object({ name: z.string(), hyperparameters: HyperparametersSchema })),
    publish: z.enum(['winner', 'none']),
  })
  .meta({ id: 'ExperimentPlan' });
export type ExperimentPlan = z.infer<typeof ExperimentPlanSchema>;

/** The baseline first, the others as the file has them. */
export function planOf(name: string, definition: ExperimentDefinition): ExperimentPlan {
  const { family, title, baseline, folds, seeds, common, arms, publish } = definition;
  const names = Object.keys(arms);
  const order = [baseline, ...names.filter((other) => other !== baseline)];
  return {
    ...{ name, family, title, baseline, folds, seeds, publish },
    arms: order.map((arm) => ({ name: arm, hyperparameters: { ...common, ...arms[arm] } })),
  };
}
