import type { MailRecord, StoreBatch, ThreadReport } from '../../../src/batch/store/types.ts';
import type { DiagramJson } from '../../../src/report/json/schema.ts';

/** Mails as they go into a store, made up. */
export function mailRecord(
  name: string,
  {
    answers = [],
    drawings = [],
    ...other
  }: { answers?: string[]; drawings?: DiagramJson[] } & Partial<MailRecord> = {},
): MailRecord {
  const envelope = {
    messageId: `<${name}@x>`,
    inReplyTo: null,
    references: answers.map((each) => `<${each}@x>`),
    subject: `about ${name}`,
    from: 'Ann Author <ann@x.org>',
    date: '2024-05-01T00:00:00.000Z',
  };
  const { messageId, subject, from, date } = envelope;
  const message = {
    source: `a.mbox#${name}`,
    messageId,
    subject,
    from,
    date,
    problems: [],
    diagrams: drawings,
    claims: [],
  };
  return {
    source: `a.mbox#${name}`,
    envelope,
    list: 'linux-x',
    bytes: 100,
    digest: `digest-${name}`,
    judged: drawings.length === 0 ? null : { message, evidence: drawings.map(() => `evidence of ${name}`) },
    problems: [],
    ...other,
  };
}

export const batchOf = (mails: readonly MailRecord[], cursor = '1', part = 'a.mbox'): StoreBatch => ({
  part,
  cursor,
  mails,
  problems: [],
});

export function drawing(verdict: DiagramJson['verdict'] = 'reproduces', text = 'lock(A)'): DiagramJson {
  return {
    lines: [3, 5],
    quoted: 0,
    notation: 'columns',
    kind: 'race',
    lanes: ['CPU0', 'CPU1'],
    steps: [
      {
        ...{ id: '3:1', line: 3, column: 1, lines: [3], lane: 0, text, op: 'lock', object: 'A' },
        ...{ understood: true, rule: 'locking/lock', relevant: true },
      },
    ],
    failure: 'deadlock',
    failureLine: 5,
    verdict,
    reason: `it ${verdict}`,
    fixes: [{ source: 'search', kind: 'hold-lock', text: 'hold A', verdict: 'works', reason: 'so' }],
  } as unknown as DiagramJson;
}

/** What the index tells of a thread, in a file of that name. */
export const reportIn = (file: string): ThreadReport => ({
  ...{ file, title: 'A drawing', date: '2024-05-31T10:00:00.000Z', list: 'linux-example' },
  ...{ opposed: 1, contradicted: 0, quotations: 2, disputed: 3 },
});
