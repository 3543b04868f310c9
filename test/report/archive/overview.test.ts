import { describe, expect, it } from 'vitest';
import { disputeOf, indexMarkdown, pageMarkdown, summaryJson } from '../../../src/report/archive/index.ts';
import { summarySchema } from '../../../src/report/archive/summary-schema.ts';
import type { ArchiveView, DrawingView, SaidClaim, ThreadLine } from '../../../src/report/archive/types.ts';
import type { ClaimJson } from '../../../src/report/json/schema.ts';
import { envelope, onDay } from '../../ingest/threads/envelopes.ts';

const verdicts = { reproduces: 2, refuted: 0, undetermined: 1 };
const line: ThreadLine = {
  ...{ file: 'threads/a.md', title: 'mm: a [race](x)', date: '2024-05-06T07:08:09.000Z', list: 'linux-mm', verdicts },
};
const view: ArchiveView = {
  totals: { mails: 1200, copies: 3, judged: 4, drawings: 3, verdicts, errors: 7 },
  threads: 1,
  byList: [{ name: 'linux-mm', verdicts }],
  byMonth: [{ name: '2024-05', verdicts }],
  byFailure: [{ name: 'deadlock', verdicts }],
  disputes: [{ ...line, opposed: 1, contradicted: 2, quotations: 1, disputed: 9 }],
  errors: [
    { code: 'mail-unreadable', count: 7, examples: [{ source: 'a.mbox#4', line: null, message: 'no <b>body</b>' }] },
  ],
  list: { lines: [line] },
};

describe('the index of an archive', () => {
  const index = indexMarkdown(view);

  it('begins with what came of it', () => {
    expect(index).toMatch(
      /^# What the archive argues about\n\n1,200 mails were read \(and 3 copies\)\. 3 drawings stand in 1 thread:/,
    );
    expect(index).toContain('- **2** can go wrong as they are drawn (reproduces)');
  });

  it('tells what is disputed most, and by which rule', () => {
    expect(index).toContain('Points: 4 points for each two people');
    expect(index).toMatch(/\| 9 +\| \[mm: a .*\]\(threads\/a\.md\) \| 2024-05-06 \| 2 reproduces, 1 undetermined \|/);
    expect(index).toContain('1 pair of people who say the opposite, 2 arguments contradicted, quoted once');
  });

  it('counts by failure, list and month', () => {
    for (const name of ['deadlock', 'linux-mm', '2024-05'])
      expect(index).toMatch(new RegExp(`\\| ${name} +\\| 3 +\\| 2 +\\| 0 +\\| 1 +\\|`));
  });

  it('lists what could not be read, some of it whole', () => {
    expect(index).toContain('### mail-unreadable: 7');
    expect(index).toContain('… and 6 more; the store lists them all');
    expect(index).toContain('no \\<b>body');
  });

  it('takes nothing of a title for Markdown', () => {
    expect(index).not.toContain('[race](x)');
    expect(pageMarkdown('2024', [line])).toContain('](../threads/a.md)');
  });

  it('leads to pages where the threads are many', () => {
    const pages = [{ file: 'pages/2024-05.md', name: '2024-05', threads: 310 }];
    expect(indexMarkdown({ ...view, list: { pages } })).toContain('- [2024-05](pages/2024-05.md): 310 threads');
  });

  it('has no section for what there is none of', () => {
    const none = { reproduces: 0, refuted: 0, undetermined: 0 };
    const empty: ArchiveView = {
      totals: { mails: 0, copies: 0, judged: 0, drawings: 0, verdicts: none, errors: 0 },
      ...{ threads: 0, byList: [], byMonth: [], byFailure: [], disputes: [], errors: [], list: { lines: [] } },
    };
    expect(indexMarkdown(empty)).not.toContain('##');
    expect(summarySchema.parse(JSON.parse(summaryJson(empty)))).toMatchObject({ mails: 0, disputes: [] });
  });

  it('has the same figures for programs', () => {
    const summary = summarySchema.parse(JSON.parse(summaryJson(view)));
    expect(summary).toMatchObject({ mails: 1200, threads: 1, verdicts, byList: [{ name: 'linux-mm' }] });
    expect(summary.disputes).toMatchObject([{ report: 'threads/a.md', points: 9 }]);
    expect(summary.errors).toEqual([{ code: 'mail-unreadable', count: 7 }]);
  });
});

describe('how much a thread disputes', () => {
  const said = (from: string, type: ClaimJson['type'], more: Partial<ClaimJson> = {}): SaidClaim => {
    const claim = { type, polarity: '+', verdict: 'undetermined', ...more } as ClaimJson;
    return { mail: envelope(from, [], { ...onDay(0), from: `${from} <${from}@x>` }), claim, unquoted: false };
  };
  const drawing = (quotations: number, ...claims: readonly SaidClaim[]): DrawingView => {
    const mentions = Array.from({ length: quotations + 1 }, () => ({}));
    return { mentions, claims } as unknown as DrawingView;
  };

  it('is nothing where nobody is contradicted, however often it is quoted', () => {
    expect(disputeOf([drawing(30, said('ann', 'bug-exists'), said('bob', 'bug-exists'))]).disputed).toBe(0);
  });

  it('counts people who say the opposite, and quotations up to ten', () => {
    const dispute = disputeOf([drawing(30, said('ann', 'bug-exists'), said('bob', 'bug-impossible'))]);
    expect(dispute).toEqual({ opposed: 1, contradicted: 0, quotations: 30, disputed: 14 });
  });

  it('does not take who says both for two, nor a question for an answer', () => {
    const both = drawing(0, said('ann', 'fix-works'), said('ann', 'fix-fails'));
    const asked = drawing(0, said('ann', 'fix-works'), said('bob', 'fix-fails', { polarity: '?' }));
    expect(disputeOf([both]).opposed + disputeOf([asked]).opposed).toBe(0);
    expect(disputeOf([drawing(0, said('ann', 'fix-works'), said('bob', 'fix-works', { polarity: '-' }))]).opposed).toBe(
      1,
    );
  });

  it('counts what the simulation contradicts', () => {
    expect(disputeOf([drawing(1, said('ann', 'bug-exists', { verdict: 'refuted' }))])).toMatchObject({ disputed: 3 });
  });
});
