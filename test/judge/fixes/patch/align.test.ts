import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../../src/extract/index.ts';
import { align, lockName } from '../../../../src/judge/fixes/patch/align.ts';

/** Pairs of a drawing's left lane and a patch of one function, as `line text <> row text`. */
function pairs(rows: readonly string[], code: readonly string[]): string[] {
  const lines = [
    'This is a use-after-free:',
    '',
    'CPU0                                  CPU1',
    '----                                  ----',
    ...rows,
    '                                      kfree(p);',
    '',
    'diff --git a/quay.c b/quay.c',
    '--- a/quay.c',
    '+++ b/quay.c',
    '@@ -1,9 +1,9 @@ static void quay_load(struct quay *quay)',
    ...code,
  ];
  const { diagrams, patch } = extractMessage({ subject: null, date: null, lines });
  const own = diagrams[0]?.steps.filter(({ lane }) => lane === 0) ?? [];
  return [...align(patch?.code ?? [], own)].map(([line, row]) => `${line.sign}${line.text} <> ${row.text}`);
}

describe('the lines of a function and the drawn rows', () => {
  it('are paired by their text and in their order', () => {
    expect(
      pairs(['p = quay->crane;', 'p->load = 1;'], [' \tp = quay->crane;', '-\tquay->count++;', ' \tp->load = 1;']),
    ).toEqual([' p = quay->crane; <> p = quay->crane;', ' p->load = 1; <> p->load = 1;']);
  });

  it('are paired by what they do to which thing', () => {
    expect(
      pairs(['lock yard_mutex', 'p->load = 1;'], ['-\tmutex_lock(&quay->yard_mutex);', ' \tp->load = 1;']),
    ).toEqual(['-mutex_lock(&quay->yard_mutex); <> lock yard_mutex', ' p->load = 1; <> p->load = 1;']);
  });

  it('are not paired where a lock is a part of its unlock', () => {
    expect(pairs(['lock(&quay->lock)', 'p->load = 1;'], ['-\tmutex_unlock(&quay->lock);', ' \tp->load = 1;'])).toEqual([
      ' p->load = 1; <> p->load = 1;',
    ]);
  });

  it('are not paired with what the patch adds, and rather with what it takes away', () => {
    expect(
      pairs(
        ['p = quay->crane;', 'quay_note(p);'],
        [' \tp = quay->crane;', '-\tquay_note(p);', '+\tquay_note(q);', ' \tquay_note(p);'],
      ),
    ).toEqual([' p = quay->crane; <> p = quay->crane;', '-quay_note(p); <> quay_note(p);']);
  });
});

describe('what tells a lock from others', () => {
  it.each([
    ['disk->open_mutex', 'open_mutex'],
    ['quay->lock', 'quay->lock'],
    ['node->quay->lock', 'quay->lock'],
    ['lock', 'lock'],
  ])('%s', (term, name) => {
    expect(lockName(term)).toBe(name);
  });
});
