import { SCHEMA_VERSION, VERSION } from '../json/version.ts';
import { harmlessJson } from '../text/harmless.ts';
import type { Summary } from './summary-schema.ts';
import type { ArchiveView, Dispute, ThreadLine } from './types.ts';

/** The figures of an archive; the same byte for byte for the same store. */
export function summaryJson({ totals, threads, byList, byMonth, byFailure, disputes, errors }: ArchiveView): string {
  const summary: Summary = {
    ...{ tool: 'threadjudge', version: VERSION, schemaVersion: SCHEMA_VERSION },
    ...{ mails: totals.mails, copies: totals.copies, judged: totals.judged, threads },
    ...{ drawings: totals.drawings, verdicts: totals.verdicts },
    ...{ byList: [...byList], byMonth: [...byMonth], byFailure: [...byFailure] },
    disputes: disputes.map(disputeJson),
    errors: errors.map(({ code, count }) => ({ code, count })),
  };
  return harmlessJson(`${JSON.stringify(summary, null, 2)}\n`);
}

function disputeJson(thread: ThreadLine & Dispute): Summary['disputes'][number] {
  const { file, title, date, list, verdicts: each, disputed, opposed, contradicted, quotations } = thread;
  return { report: file, title, date, list, verdicts: each, points: disputed, opposed, contradicted, quotations };
}
