import { describe, expect, it } from 'vitest';
import { type Explanation, explainLitmus, type ModelName } from '../../../src/sim/lkmm/index.ts';
import type { LitmusTest } from '../../../src/sim/lkmm/types.ts';
import { program } from './programs.ts';

function why(test: LitmusTest, model: ModelName = 'lkmm'): Explanation {
  const explained = explainLitmus(test, model);
  if (!explained.ok) throw new Error(JSON.stringify(explained.problem));
  return explained.why;
}

/** The names of a cycle's steps, and whether it closes. */
function stepsOf(explanation: Explanation): string[] {
  if (explanation.is !== 'forbidden') throw new Error(explanation.is);
  const { cycle } = explanation;
  for (const [at, { to }] of cycle.entries()) expect(to).toBe(cycle[(at + 1) % cycle.length]?.from);
  return cycle.map(({ by }) => by);
}

const buffering = (fence: string) =>
  program(
    [`WRITE_ONCE(*x, 1); ${fence} r0 = READ_ONCE(*y);`, `WRITE_ONCE(*y, 1); ${fence} r0 = READ_ONCE(*x);`],
    'exists (0:r0=0 /\\ 1:r0=0)',
  );

describe('an outcome that can be', () => {
  it('is shown under the strictest model that allows it', () => {
    expect(why(buffering(''))).toMatchObject({ is: 'allowed', underEven: 'tso', isSequential: false });
    const test = program(['WRITE_ONCE(*x, 1);', 'r0 = READ_ONCE(*x);'], 'exists (1:r0=1)');
    expect(why(test)).toMatchObject({
      ...{ is: 'allowed', underEven: 'sc', isSequential: true },
      events: [
        { thread: 0, text: 'WRITE_ONCE(*x, 1)', line: 7, is: 'write', location: 'x', value: 1 },
        { thread: 1, text: 'r0 = READ_ONCE(*x)', line: 12, is: 'read', value: 1, readsFrom: 0 },
      ],
    });
  });
});

describe('the events of an execution', () => {
  it('carry their own lines where a statement goes two ways', () => {
    const test = program(
      ['r0 = cmpxchg(x, 1, 2);\nr1 = spin_trylock(y);\nWRITE_ONCE(*z, 1);', 'spin_lock(y); spin_unlock(y);'],
      'exists (0:r0=0 /\\ 0:r1=0 /\\ z=1)',
      { parameters: 'int *x, spinlock_t *y, int *z' },
    );
    const explained = why(test);
    if (explained.is !== 'allowed') throw new Error(explained.is);
    const own = explained.events.filter(({ thread }) => thread === 0);
    expect(own.map(({ line, text }) => `${line} ${text}`)).toEqual([
      '7 r0 = cmpxchg(x, 1, 2)',
      '8 r1 = spin_trylock(y)',
      '9 WRITE_ONCE(*z, 1)',
    ]);
  });
});

describe('an outcome that cannot be', () => {
  it('is shown by a cycle, taken apart into steps', () => {
    const fenced = why(buffering('smp_mb();'));
    expect(fenced).toMatchObject({ axiom: 'propagation' });
    expect(stepsOf(fenced)).toEqual(['mb', 'fr', 'mb', 'fr']);
    expect(stepsOf(why(buffering(''), 'sc'))).toEqual(['po', 'fr', 'po', 'fr']);
  });

  it('names happens-before, dependencies and releases', () => {
    const buffered = program(
      ['r0 = READ_ONCE(*x); if (r0) WRITE_ONCE(*y, 1);', 'r0 = READ_ONCE(*y); smp_store_release(x, r0);'],
      'exists (0:r0=1 /\\ 1:r0=1)',
    );
    expect(why(buffered)).toMatchObject({ axiom: 'happens-before' });
    expect(stepsOf(why(buffered))).toEqual(['ctrl', 'rfe', 'poRel', 'rfe']);
  });

  it('names the grace period', () => {
    const test = program(
      [
        'rcu_read_lock(); r0 = READ_ONCE(*x); r1 = READ_ONCE(*y); rcu_read_unlock();',
        'WRITE_ONCE(*y, 1); synchronize_rcu(); WRITE_ONCE(*x, 1);',
      ],
      'exists (0:r0=1 /\\ 0:r1=0)',
    );
    expect(why(test)).toMatchObject({ axiom: 'rcu' });
    expect(stepsOf(why(test))).toContain('rcu-order');
  });

  it('names coherence and atomicity, which hold under every model', () => {
    const reads = program(
      ['WRITE_ONCE(*x, 1);', 'r0 = READ_ONCE(*x); r1 = READ_ONCE(*x);'],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    expect(why(reads, 'tso')).toMatchObject({ axiom: 'coherence' });
    expect(stepsOf(why(reads))).toEqual(['rf', 'po-loc', 'fr']);
    const counter = program(['atomic_inc(x);', 'atomic_inc(x);'], 'exists (x=1)');
    expect(why(counter)).toMatchObject({ axiom: 'atomic' });
    expect(stepsOf(why(counter)).sort()).toEqual(['co', 'fr', 'rmw']);
  });

  it('is impossible where nothing gives the values', () => {
    expect(why(program(['r0 = READ_ONCE(*x);'], 'exists (0:r0=7)')).is).toBe('impossible');
  });
});
