import { z } from 'zod';

/** What `summary.json` holds, for who reads it: `summarySchema.parse(JSON.parse(text))`. */

const number = z.int().nonnegative();
const verdicts = z.object({ reproduces: number, refuted: number, undetermined: number });
const figure = z.object({ name: z.string(), verdicts });

export const summarySchema = z.object({
  tool: z.literal('threadjudge'),
  version: z.string(),
  schemaVersion: z.literal(1),
  mails: number,
  copies: number,
  /** Mails in which something was drawn or claimed. */
  judged: number,
  /** Those with a report. */
  threads: number,
  drawings: number,
  verdicts,
  byList: z.array(figure),
  byMonth: z.array(figure),
  byFailure: z.array(figure),
  disputes: z.array(
    z.object({
      report: z.string(),
      title: z.string().nullable(),
      date: z.string().nullable(),
      list: z.string().nullable(),
      verdicts,
      points: number,
      opposed: number,
      contradicted: number,
      quotations: number,
    }),
  ),
  errors: z.array(z.object({ code: z.string(), count: number })),
});
export type Summary = z.infer<typeof summarySchema>;
