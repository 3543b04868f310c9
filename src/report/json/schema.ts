import { z } from 'zod';
import { FAILURES, OPS } from '../../extract/types.ts';

/**
 * The JSON contract (docs/report-json.md), for who reads such a file: `reportSchema.parse(JSON.parse(text))`.
 * The printer takes only the types from here, so that printing loads no validator.
 */

const line = z.int().positive();
const actor = z.int().nonnegative();
const span = z.tuple([line, line]);
const drawingVerdict = z.enum(['reproduces', 'refuted', 'undetermined']);
const failure = z.enum(FAILURES);
const basis = z.enum(['shown', 'assumed']);

const problem = z.object({
  source: z.string(),
  code: z.string(),
  message: z.string(),
  line: line.nullable(),
  column: line.nullable(),
});

const judgement = z.object({
  actors: z.array(z.object({ id: actor, name: z.string(), implied: z.boolean() })),
  failure: failure.nullable(),
  failures: z.array(z.object({ failure, line: line.nullable(), basis })),
  failureLine: line.nullable(),
  drawnOrder: z.enum(['executable', 'impossible', 'unknown']),
  drawnOrderReason: z.string(),
  blocked: z
    .object({ step: z.string(), actor, on: z.string(), holder: actor.nullable(), since: line.nullable() })
    .nullable(),
  verdict: drawingVerdict,
  reason: z.string(),
  why: z.array(
    z.object({ kind: z.enum(['order', 'lock', 'wait', 'assumption']), text: z.string(), lines: z.array(line) }),
  ),
  assumptions: z.array(z.object({ text: z.string(), line: line.nullable(), basis })),
  unknown: z.array(z.object({ line, why: z.string(), relevant: z.boolean() })),
  witness: z.array(z.object({ step: z.string(), actor, line: line.nullable(), text: z.string(), state: z.string() })),
  replay: z.string().nullable(),
  models: z.partialRecord(z.enum(['sc', 'tso', 'lkmm']), drawingVerdict),
  explored: z.object({
    states: z.int().nonnegative(),
    complete: z.boolean(),
    bound: z.enum(['states', 'steps', 'memory', 'time']).nullable(),
  }),
  fixes: z.array(
    z.object({
      source: z.enum(['patch', 'prose', 'search']),
      kind: z.enum([
        'hold-lock', 'widen-lock', 'move-step', 'add-barrier', 'take-reference', 'cancel-sync', 'wait-readers',
        'rcu-free', 'recheck', 'remove-step', 'other',
      ]), // biome-ignore format: the labels' list
      text: z.string(),
      verdict: z.enum(['works', 'fails', 'undetermined']),
      reason: z.string(),
    }),
  ),
});

export const diagramSchema = z.object({
  lines: span,
  quoted: z.int().nonnegative(),
  notation: z.enum(['columns', 'bars', 'comment', 'prefixed', 'indented', 'flat']),
  kind: z.enum(['race', 'deadlock', 'lockdep', 'ordering', 'correct', 'sequence']),
  lanes: z.array(z.string()),
  steps: z.array(
    z.object({
      id: z.string(),
      line,
      column: line,
      lines: span,
      lane: actor,
      text: z.string(),
      op: z.enum(OPS),
      object: z.string().nullable(),
      understood: z.boolean(),
      complete: z.boolean(),
      task: z.string().nullable(),
      rule: z.string().nullable(),
      relevant: z.boolean(),
    }),
  ),
  doubts: z.array(z.object({ line, why: z.string() })),
  ...judgement.shape,
});

export const claimSchema = z.object({
  line,
  lines: span,
  text: z.string(),
  type: z.enum([
    'bug-exists', 'bug-impossible', 'fix-works', 'fix-fails', 'ordering-needed', 'ordering-not-needed', 'invariant',
    'harmless', 'cost', 'question',
  ]), // biome-ignore format: the design's list
  polarity: z.enum(['+', '-', '?']),
  hedge: z.string(),
  about: z.int().nonnegative().nullable(),
  verdict: z.enum(['supported', 'refuted', 'undetermined', 'not-checkable']),
  reason: z.string(),
});

export const messageSchema = z.object({
  source: z.string(),
  messageId: z.string().nullable(),
  subject: z.string().nullable(),
  from: z.string().nullable(),
  date: z.string().nullable(),
  problems: z.array(problem),
  diagrams: z.array(diagramSchema),
  claims: z.array(claimSchema),
});

const head = { tool: z.literal('threadjudge'), version: z.string(), schemaVersion: z.literal(1) };

/** What `check --format json` prints. */
export const reportSchema = z.object({
  ...head,
  errors: z.array(problem),
  messages: z.array(messageSchema),
  timings: z.record(z.string(), z.number()).optional(),
});

/** What `run FILE.race --format json` prints. */
export const scenarioReportSchema = z.object({
  ...head,
  scenario: z.object({
    title: z.string(),
    from: z.string().nullable(),
    lanes: z.array(z.string()),
    steps: z.array(z.object({ id: z.string(), line: line.nullable(), lane: actor, text: z.string() })),
    ...judgement.shape,
  }),
  timings: z.record(z.string(), z.number()).optional(),
});

export type JudgementJson = z.infer<typeof judgement>;
export type ProblemJson = z.infer<typeof problem>;
export type DiagramJson = z.infer<typeof diagramSchema>;
export type ClaimJson = z.infer<typeof claimSchema>;
export type MessageJson = z.infer<typeof messageSchema>;
export type ReportJson = z.infer<typeof reportSchema>;
export type ScenarioReportJson = z.infer<typeof scenarioReportSchema>;
