import { describe, expect, it } from 'vitest';
import { isThreadFileName, threadFileName } from '../../../src/batch/scan/thread-name.ts';
import { threadTree } from '../../../src/ingest/threads/index.ts';
import { type ThreadView, threadMarkdown } from '../../../src/report/archive/index.ts';
import { envelope, onDay } from '../../ingest/threads/envelopes.ts';

const view = (mails: Parameters<typeof threadTree>[0], title = 'a race'): ThreadView => ({
  ...{ title, list: null, nodes: threadTree(mails), parts: new Map(), versions: [], drawings: [], otherClaims: [] },
});

describe('the name of a report', () => {
  it.each([
    [
      { key: '<a@x>', subject: '[PATCH v2] mm: Fix a/b race', date: '2024-05-06T07:08:09.000Z' },
      /^2024-05-06-mm-fix-a-b-race-[0-9a-f]{12}\.md$/,
    ],
    [{ key: '<../../etc/passwd>', subject: '../../x', date: null }, /^undated-x-[0-9a-f]{12}\.md$/],
    [{ key: '', subject: null, date: 'x/../2024' }, /^undated-[0-9a-f]{12}\.md$/],
    [{ key: '<b@x>', subject: '\u0000竞争 '.repeat(900), date: null }, /^undated-[0-9a-f]{12}\.md$/],
  ])('%j', (first, name) => {
    expect(threadFileName(first)).toMatch(name);
    expect(isThreadFileName(threadFileName(first))).toBe(true);
  });
  it('tells threads of one subject and day apart', () => {
    const of = (key: string) => threadFileName({ key, subject: 'a', date: null });
    expect(of('<a@x>')).not.toBe(of('<b@x>'));
  });
});

describe('the tree of a report', () => {
  it('shows who answers whom, where the subject changes, and what is missing', () => {
    const text = threadMarkdown(
      view([
        envelope('b', ['a'], onDay(1)),
        envelope('c', ['a'], { ...onDay(2), subject: 'Re: a race', from: '"Bob" <bob@example.org>' }),
        envelope('d', ['a', 'c'], { ...onDay(3), subject: 'another' }),
      ]),
    );
    expect(text).toContain('- a mail that is not in the archive ([look at lore](https://lore.kernel.org/r/a@x))');
    expect(text).toMatch(/^ {2}- \*\*Bob\*\*, \[2024-01-03 00:00 UTC\]\(https:\/\/lore.kernel.org\/r\/c@x\)/m);
    expect(text).toMatch(/^ {4}- \*\*Ann\*\*.*: another$/m);
  });
  it('of 5,000 answers to answers stays readable', () => {
    const chain = Array.from({ length: 5000 }, (_, at) =>
      envelope(`m${at}`, at === 0 ? [] : [`m${at - 1}`], onDay(at % 99)),
    );
    const lines = threadMarkdown(view(chain)).split('\n');
    expect(lines.length).toBeLessThan(500);
    expect(Math.max(...lines.map((line) => line.search(/\S/)))).toBeLessThan(20);
  });
  it('takes nothing in a mail for Markdown', () => {
    const evil = '<script>x</script> [a](javascript:b) | `c` **d**';
    const text = threadMarkdown(
      view([envelope('a', [], { subject: evil, from: `${evil} <a@b>`, messageId: '<)](x "y>' })], evil),
    );
    expect(text).not.toMatch(/(?<!\\)<script|(?<!\\)\]\(javascript/);
  });
});
