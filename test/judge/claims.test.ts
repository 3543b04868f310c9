import { describe, expect, it } from 'vitest';
import type { Claim, ClaimContent, ClaimType } from '../../src/extract/types.ts';
import { judgeClaim } from '../../src/judge/claims/index.ts';
import type { JudgedDiagram } from '../../src/judge/types.ts';
import { claim, judge, judgedDrawing, options } from './judged.ts';

const RACY = judgedDrawing(
  `
CPU0                        CPU1

ring_reset()
x = total;
                            y = total;
                            total = y + 1;
total = x + 1;
`,
  'lost update',
);
const LOCKED = judgedDrawing(
  `
CPU0                        CPU1

mutex_lock(&ring_lock);
mutex_lock(&side_lock);
x = total;
                            mutex_lock(&ring_lock);
                            y = total;
                            total = y + 1;
                            mutex_unlock(&ring_lock);
total = x + 1;
mutex_unlock(&side_lock);
mutex_unlock(&ring_lock);
`,
  'lost update',
);
const STUCK = judgedDrawing(
  `
CPU0                        CPU1

mutex_lock(&a);
                            mutex_lock(&b);
mutex_lock(&b);
                            mutex_lock(&a);
`,
  'deadlock',
);
const OPEN = judgedDrawing('CPU0                CPU1\n\nx = 1;\n                    y = 1;', 'use-after-free');

const verdict = (
  about: JudgedDiagram | undefined,
  content: ClaimContent,
  type: ClaimType,
  polarity?: Claim['polarity'],
) => judgeClaim(claim(content, type, polarity), about, options).verdict;

it('the drawings are what the claims below take them for', () => {
  expect([RACY, LOCKED, OPEN].map(({ judged }) => judged.verdict)).toEqual(['reproduces', 'refuted', 'undetermined']);
});

describe('a failure', () => {
  const lost = { is: 'failure', failure: 'lost-update' } as const;
  it.each([
    ['bug-exists', '+', 'supported', 'refuted'],
    ['bug-exists', '-', 'refuted', 'supported'],
    // what keeps it from happening may not be drawn
    ['bug-impossible', '+', 'undetermined', 'supported'],
    ['bug-impossible', '-', 'supported', 'refuted'],
    ['harmless', '+', 'undetermined', 'supported'],
  ] as const)('%s %s: %s where it reproduces, %s where it is refuted', (type, polarity, racy, locked) => {
    expect(verdict(RACY, lost, type, polarity)).toBe(racy);
    expect(verdict(LOCKED, lost, type, polarity)).toBe(locked);
    expect(verdict(OPEN, lost, type, polarity)).toBe('undetermined');
  });

  it('what begins as another one is not what is drawn', () => {
    const other = { ...claim(lost, 'bug-exists'), text: 'Another issue is that the total is read without the lock.' };
    expect(judgeClaim(other, RACY, options).verdict).toBe('undetermined');
  });

  it('where else it happens, and that it need not be so, no drawing of one place shows', () => {
    const said = (text: string) => judgeClaim({ ...claim(lost, 'bug-exists'), text }, RACY, options).verdict;
    expect(said('The race happens in most rings.')).toBe('not-checkable');
    expect(said('This need not lose an update, and does not necessarily do so.')).toBe('undetermined');
    expect(said('This problem exists.')).toBe('supported');
  });

  it('another failure than the one that is shown was not looked for', () => {
    expect(verdict(RACY, { is: 'failure', failure: 'double-free' }, 'bug-exists')).toBe('undetermined');
    expect(verdict(RACY, { is: 'failure', failure: null }, 'bug-exists')).toBe('supported');
  });

  it('whoever is in a deadlock hangs', () => {
    expect(verdict(STUCK, { is: 'failure', failure: 'hang' }, 'bug-exists')).toBe('supported');
    expect(verdict(RACY, { is: 'failure', failure: 'hang' }, 'bug-exists')).toBe('undetermined');
  });
});

describe('with a thing', () => {
  const lock = { is: 'with', thing: 'the ring_lock' } as const;
  it('that decides', () => {
    expect(verdict(LOCKED, lock, 'fix-works')).toBe('supported');
    expect(verdict(LOCKED, lock, 'fix-fails')).toBe('refuted');
    expect(verdict(LOCKED, lock, 'fix-works', '-')).toBe('refuted');
  });
  it('that does not decide', () => {
    expect(verdict(LOCKED, { is: 'with', thing: 'the side_lock' }, 'fix-works')).toBe('undetermined');
  });
  it('that is there while it fails: it does not help as it is; how it would have to change is not said', () => {
    const total = { is: 'with', thing: 'the total' } as const;
    expect(verdict(RACY, total, 'fix-fails')).toBe('supported');
    expect(verdict(RACY, total, 'fix-works')).toBe('undetermined');
  });
  it('that nothing in the drawing answers to', () => {
    expect(verdict(RACY, { is: 'with', thing: 'the magic wand' }, 'fix-works')).toBe('undetermined');
    expect(verdict(RACY, { is: 'with', thing: 'the magic wand' }, 'fix-fails')).toBe('undetermined');
  });

  it('a counter is put in, where entries are read and compared', () => {
    const page = judgedDrawing(
      `
CPU0                        CPU1

clear _PAGE_WRITE
                            orig_pte = *pte
                            copy_user_page
                            pte_same(orig_pte, *pte) -> true
                            set the pte to the copy
flush_tlb_range()
`,
      'lost writes',
    );
    expect(page.judged.verdict).toBe('reproduces');
    const counter = { is: 'with', thing: 'a sequence counter' } as const;
    expect(verdict(page, counter, 'fix-fails')).toBe('supported');
    expect(verdict(page, counter, 'fix-works')).toBe('refuted');
    expect(verdict(RACY, counter, 'fix-works')).toBe('undetermined');
  });
});

describe('without a thing', () => {
  it('that decides: the verdict changes', () => {
    expect(verdict(LOCKED, { is: 'without', thing: 'the ring_lock', given: null }, 'invariant')).toBe('refuted');
    expect(verdict(LOCKED, { is: 'without', thing: 'the ring_lock', given: null }, 'invariant', '-')).toBe('supported');
  });
  it('that does not decide: the verdict stays', () => {
    expect(verdict(LOCKED, { is: 'without', thing: 'the side_lock', given: null }, 'invariant')).toBe('supported');
  });
  it('that nothing answers to, or in a drawing that is undetermined itself', () => {
    expect(verdict(LOCKED, { is: 'without', thing: 'the magic wand', given: null }, 'invariant')).toBe('undetermined');
    expect(verdict(OPEN, { is: 'without', thing: 'the ring_lock', given: null }, 'invariant')).toBe('undetermined');
  });
});

describe('a lock held across', () => {
  const hold = (scope: string | null, mode: 'exclusive' | 'shared' = 'exclusive') =>
    ({ is: 'hold-lock', lock: 'big_lock', mode, scope }) as const;
  it('both lanes: it works', () => {
    expect(verdict(RACY, hold(null), 'fix-works')).toBe('supported');
    expect(verdict(RACY, hold(null), 'fix-works', '-')).toBe('refuted');
    expect(verdict(RACY, hold(null), 'fix-fails')).toBe('refuted');
  });
  it('one lane only, or for reading: it does not', () => {
    expect(verdict(RACY, hold('ring_reset'), 'fix-works')).toBe('refuted');
    expect(verdict(RACY, hold(null, 'shared'), 'fix-works')).toBe('refuted');
    expect(verdict(RACY, hold(null, 'shared'), 'fix-fails')).toBe('supported');
  });
});

describe('an order', () => {
  const order = (first: string, second: string) => ({ is: 'order', first, second }) as const;
  const drawing = judgedDrawing(
    `
CPU0                        CPU1

ring->head = 1;
                            kfree(ring);
ring->tail = 2;
`,
    'use-after-free',
  );
  it('as drawn, and the other way round', () => {
    expect(verdict(drawing, order('setting the head', 'the freeing of the ring'), 'invariant')).toBe('supported');
    expect(verdict(drawing, order('the freeing of the ring', 'setting the head'), 'invariant')).toBe('refuted');
    expect(verdict(drawing, order('the freeing of the ring', 'setting the head'), 'invariant', '-')).toBe('supported');
  });
  it('of steps that are not drawn', () => {
    expect(verdict(drawing, order('the flush', 'setting the head'), 'invariant')).toBe('undetermined');
  });
});

describe('what no run settles', () => {
  it('questions, costs, sentences about nothing, and sentences without a drawing', () => {
    expect(verdict(RACY, { is: 'failure', failure: null }, 'question', '?')).toBe('not-checkable');
    expect(verdict(RACY, { is: 'other' }, 'invariant')).toBe('not-checkable');
    expect(verdict(undefined, { is: 'failure', failure: null }, 'bug-exists')).toBe('not-checkable');
    expect(verdict(RACY, { is: 'cost', thing: 'the wand' }, 'cost')).toBe('not-checkable');
  });

  it('what a counter costs is counted', () => {
    const counted = judgedDrawing(
      'CPU0                CPU1\n\natomic_inc(&hits);\n                    atomic_inc(&hits);\n                    x = hits;',
      'lost update',
    );
    const { verdict: found, reason } = judgeClaim(claim({ is: 'cost', thing: 'the hits' }, 'cost'), counted, options);
    expect(found).toBe('not-checkable');
    expect(judgeClaim(claim({ is: 'cost', thing: 'the counter' }, 'cost'), counted, options).reason).toBe(reason);
    expect(reason).toMatch(/2 writes to hits, shared by 2 lanes/);
  });

  it('moves are not tried yet, and barriers wait for the memory model', () => {
    expect(verdict(RACY, { is: 'move', what: 'total', where: 'before', anchor: 'x' }, 'fix-works')).toBe(
      'undetermined',
    );
    expect(verdict(RACY, { is: 'with', thing: 'smp_mb()' }, 'ordering-needed')).toBe('undetermined');
  });
});

it('a fix that the author proposes in words stands in the table of its drawing, before those that were searched', () => {
  const { diagrams, claims } = judge(
    `
We lose updates here:

CPU0                        CPU1

x = total;
                            y = total;
                            total = y + 1;
total = x + 1;

Taking ring_lock across both functions would fix it.
`,
    'lost update',
  );
  expect(claims.filter((each) => each.claim.type === 'fix-works')).toHaveLength(1);
  expect(diagrams[0]?.judged.fixes[0]).toMatchObject({ source: 'prose', kind: 'hold-lock', verdict: 'works' });
  expect(diagrams[0]?.judged.fixes[1]?.source).toBe('search');
});
