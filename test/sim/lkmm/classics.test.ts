import { describe, expect, it } from 'vitest';
import { MODEL_NAMES } from '../../../src/sim/lkmm/index.ts';
import { observation, program } from './programs.ts';

const R = (register: string, location: string) => `${register} = READ_ONCE(*${location});`;
const W = (location: string, value: number | string = 1) => `WRITE_ONCE(*${location}, ${value});`;

/** Verdicts under lkmm, lkmm-6.1, tso, sc: S is Sometimes, N is Never. */
type Row = readonly [name: string, bodies: readonly string[], condition: string, verdicts: string];

const SB = 'exists (0:r0=0 /\\ 1:r0=0)';
const MP = 'exists (1:r0=1 /\\ 1:r1=0)';
const LB = 'exists (0:r0=1 /\\ 1:r0=1)';
const IRIW = 'exists (1:r0=1 /\\ 1:r1=0 /\\ 3:r0=1 /\\ 3:r1=0)';

const ROWS: readonly Row[] = [
  ['store buffering', [W('x') + R('r0', 'y'), W('y') + R('r0', 'x')], SB, 'SSSN'],
  ['… with full barriers', [`${W('x')}smp_mb();${R('r0', 'y')}`, `${W('y')}smp_mb();${R('r0', 'x')}`], SB, 'NNNN'],
  ['… with one full barrier', [`${W('x')}smp_mb();${R('r0', 'y')}`, W('y') + R('r0', 'x')], SB, 'SSSN'],
  ['… with smp_wmb()', [`${W('x')}smp_wmb();${R('r0', 'y')}`, `${W('y')}smp_wmb();${R('r0', 'x')}`], SB, 'SSSN'],
  ['… with smp_store_mb()', [`smp_store_mb(*x, 1);${R('r0', 'y')}`, `smp_store_mb(*y, 1);${R('r0', 'x')}`], SB, 'NNNN'],
  ['… with xchg()', [`xchg(x, 1);${R('r0', 'y')}`, `xchg(y, 1);${R('r0', 'x')}`], SB, 'NNNN'],
  ['… with xchg_relaxed()', [`xchg_relaxed(x, 1);${R('r0', 'y')}`, `xchg_relaxed(y, 1);${R('r0', 'x')}`], SB, 'SSNN'],
  ['message passing', [W('x') + W('y'), R('r0', 'y') + R('r1', 'x')], MP, 'SSNN'],
  [
    '… with smp_wmb() and smp_rmb()',
    [`${W('x')}smp_wmb();${W('y')}`, `${R('r0', 'y')}smp_rmb();${R('r1', 'x')}`],
    MP,
    'NNNN',
  ],
  ['… with smp_wmb() alone', [`${W('x')}smp_wmb();${W('y')}`, R('r0', 'y') + R('r1', 'x')], MP, 'SSNN'],
  [
    '… with release and acquire',
    [`${W('x')}smp_store_release(y, 1);`, `r0 = smp_load_acquire(y);${R('r1', 'x')}`],
    MP,
    'NNNN',
  ],
  ['… with barrier()', [`${W('x')}barrier();${W('y')}`, `${R('r0', 'y')}barrier();${R('r1', 'x')}`], MP, 'SSNN'],
  ['load buffering', [R('r0', 'x') + W('y'), R('r0', 'y') + W('x')], LB, 'SSNN'],
  [
    '… with a control dependency',
    [`${R('r0', 'x')}if (r0) ${W('y')}`, `${R('r0', 'y')}smp_mb();${W('x')}`],
    LB,
    'NNNN',
  ],
  [
    '… behind what depends',
    [`${R('r0', 'x')}if (r0) ${W('z')} ${W('y')}`, `${R('r0', 'y')}smp_mb();${W('x')}`],
    LB,
    'SSNN',
  ],
  ['… with data dependencies', [R('r0', 'x') + W('y', 'r0 + 1'), R('r0', 'y') + W('x', 'r0 ^ r0 | 1')], LB, 'NNNN'],
  ['IRIW', [W('x'), R('r0', 'x') + R('r1', 'y'), W('y'), R('r0', 'y') + R('r1', 'x')], IRIW, 'SSNN'],
  [
    '… with full barriers',
    [W('x'), `${R('r0', 'x')}smp_mb();${R('r1', 'y')}`, W('y'), `${R('r0', 'y')}smp_mb();${R('r1', 'x')}`],
    IRIW,
    'NNNN',
  ],
  [
    '… with smp_rmb()',
    [W('x'), `${R('r0', 'x')}smp_rmb();${R('r1', 'y')}`, W('y'), `${R('r0', 'y')}smp_rmb();${R('r1', 'x')}`],
    IRIW,
    'SSNN',
  ],
  ['coherence of reads', [W('x'), R('r0', 'x') + R('r1', 'x')], MP, 'NNNN'],
  [
    'a release chain to a third thread',
    [W('x'), `${R('r0', 'x')}smp_store_release(y, 1);`, `r0 = smp_load_acquire(y);${R('r1', 'x')}`],
    'exists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)',
    'NNNN',
  ],
  [
    'a release sequence',
    [`${W('x')}smp_store_release(y, 1);`, 'atomic_inc(y);', `r0 = smp_load_acquire(y);${R('r1', 'x')}`],
    'exists (2:r0=2 /\\ 2:r1=0)',
    'NSNN',
  ],
];

describe('the classics', () => {
  it.each(ROWS)('%s', (_, bodies, condition, verdicts) => {
    const test = program(bodies, condition);
    const found = MODEL_NAMES.map((model) => observation(test, model)[0]).join('');
    expect(found).toBe(verdicts);
  });
});
