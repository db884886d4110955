import { z } from 'zod';

/** The body of every answer that is no success. */
export const ErrorSchema = z
  .object({
    /** UPPER_SNAKE and stable, for programs. */
    code: z.string(),
    /** One sentence for people. */
    message: z.string(),
    /** The parameter or input field at fault, if it is one. */
    field: z.string().optional(),
  })
  .meta({ id: 'ErrorBody' });
export type ErrorBody = z.infer<typeof ErrorSchema>;
