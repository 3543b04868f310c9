import { describe, expect, it } from 'vitest';
import { effectWords } from '../../src/batch/effect-words.ts';
import type { Drawing } from '../../src/batch/explain.ts';
import { explainSteps } from '../../src/batch/explain-steps.ts';
import { table } from '../../src/batch/table.ts';
import { extractMessage } from '../../src/extract/index.ts';
import type { Effect } from '../../src/extract/types.ts';

/** The drawings of a text, as `explain` gets them. */
function drawings(lines: readonly string[], subject: string | null = null): Drawing[] {
  const { diagrams } = extractMessage({ subject, date: null, lines });
  return diagrams.map((diagram, index) => ({ diagram, number: index + 1, source: 'a.eml' })) as unknown as Drawing[];
}

const DRAWN = drawings(
  [
    'CPU0                         CPU1',
    'frob_open(f)',
    '  mutex_lock(&f->lock)',
    '  f->n = 1                   // set',
    '                             kfree(f)',
    '                             frob_unknown(f)',
    '  f->users++',
    '     <- use after free',
    '  mutex_unlock(&f->lock)',
  ],
  'frob: fix deadlock',
);

describe('explain --steps', () => {
  const text = explainSteps(DRAWN);

  it('says above the drawing what was found about it', () => {
    expect(text.split('\n').slice(0, 2)).toEqual([
      'drawing 1: a.eml, lines 1 to 9 (columns)',
      expect.stringMatching(/^ {2}\w+; lanes CPU0 \| CPU1$/),
    ]);
    expect(text).toMatch(/^ {2}the subject names deadlock$/m);
  });

  it('says of each cell its place, depth, op, object, rule and what it does', () => {
    const [header, ...rows] = text.split('\n').slice(text.split('\n').findIndex((line) => line.startsWith('place')));
    expect(header?.split(/ +/)).toEqual(['place', 'lane', 'text', 'op', 'object', 'rule', 'does']);
    const cells = rows.map((row) => row.split(/ {2,}/));
    expect(cells[1]).toEqual([
      '3:3',
      'CPU0',
      'mutex_lock(&f->lock)',
      'lock',
      'f->lock',
      'locking/mutex_lock',
      expect.stringMatching(/acquire mutex f->lock \(exclusive\)$/),
    ]);
    expect(rows[0]?.indexOf('frob_open')).toBe((rows[1]?.indexOf('mutex_lock') ?? 0) - 2);
    expect(text).toMatch(/^\S+ +CPU1 +kfree\(f\) +free +f +lifetimes\/free +free f$/m);
  });

  it('marks what is not understood, and what may do more', () => {
    expect(text).toMatch(/^\S+ +CPU1 +frob_unknown\(f\) +call +f +not understood \(c\/call\) .*\?$/m);
  });

  it('names the failure that a cell names', () => {
    expect(text).toMatch(/=> use-after-free$/m);
  });

  it('cuts texts and effects where a terminal ends, and nothing else', () => {
    const narrow = explainSteps(DRAWN, 90);
    const rows = narrow.split('\n').filter((line) => /^\d+:\d+ /.test(line));
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(90);
    expect(narrow).toContain('…');
    expect(narrow).toContain('locking/mutex_lock');
    expect(text).not.toContain('…');
  });
});

describe('a table', () => {
  it('keeps columns in line with wide characters, and nothing that drives a terminal', () => {
    expect(
      table([
        ['錠', 'a'],
        ['lock', '\x1b[31mb\u202e'],
      ]),
    ).toBe('錠    a\nlock   [31mb\n');
  });
});

describe('the words of an effect', () => {
  const KINDS: readonly (readonly [Effect, string])[] = [
    [{ do: 'acquire', lock: 'x', mode: 'shared', lockKind: 'rwsem', tries: true }, 'try to acquire rwsem x (shared)'],
    [{ do: 'store', to: 'x', value: '1' }, 'x = 1'],
    [{ do: 'load', into: '', from: 'x' }, 'read x'],
    [{ do: 'add', to: 'n', by: -1, atomic: true, into: 'm' }, 'n -= 1 atomically into m'],
    [{ do: 'get', object: 'p', unlessZero: true }, 'get p unless zero'],
    [{ do: 'test', condition: { left: 'x', is: '==', right: '0' }, holds: false }, 'if x == 0, it does not'],
    [{ do: 'free', object: 'p', deferred: 'rcu' }, 'free p after rcu'],
    [{ do: 'wait-until', queue: '', condition: { left: 'x', is: '!=', right: '0' } }, 'wait until x != 0'],
    [
      { do: 'pte-change', set: ['dirty'], clear: ['write'], atomic: false },
      'pte.dirty = 1, pte.write = 0 not atomically',
    ],
    [{ do: 'page-fault' }, 'page fault under mmap_lock'],
    [{ do: 'page-fault', perVma: true }, "page fault under mmap_lock or its VMA's lock"],
    [{ do: 'nothing' }, 'nothing'],
  ];
  it.each(KINDS)('%o', (effect, words) => {
    expect(effectWords([effect], true)).toBe(words);
  });

  it('say that there may be more', () => {
    expect(effectWords([], true)).toBe('');
    expect(effectWords([], false)).toBe('?');
    expect(
      effectWords(
        [
          { do: 'use', object: 'p' },
          { do: 'wake', queue: 'q' },
        ],
        false,
      ),
    ).toBe('use p; wake q + ?');
  });
});
