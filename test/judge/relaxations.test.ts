import { describe, expect, it } from 'vitest';
import { splitAtomicSteps, splitAtomics } from '../../src/judge/relaxations/atomics.ts';
import { onTheirOwnCpus } from '../../src/judge/relaxations/cpus.ts';
import { RELAXATIONS } from '../../src/judge/relaxations/index.ts';
import {
  exclusiveInsteadOfShared,
  releaseAtTheEnd,
  swapLockOrder,
  withoutEachLock,
} from '../../src/judge/relaxations/locks.ts';
import { swapNeighbours } from '../../src/judge/relaxations/order.ts';
import { withoutSwitches } from '../../src/judge/relaxations/switches.ts';
import { waitInsteadOfTry } from '../../src/judge/relaxations/trylocks.ts';
import type { Relaxation } from '../../src/judge/relaxations/types.ts';
import {
  prepareLate,
  sleepWithoutLooking,
  withoutEachWait,
  withoutLocalChecks,
} from '../../src/judge/relaxations/waits.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { reachableFailures } from '../../src/sim/index.ts';
import { race, raceVerdict } from './judged.ts';

/** What each relaxation is for, and the lines of the constraint that it takes away there. */
const CASES: readonly [name: string, relaxation: Relaxation, lines: readonly number[], text: string][] = [
  [
    'a lock',
    withoutEachLock,
    [1, 3, 4, 6],
    `
lock m
cell total = 0
cell x = 0
cell y = 0
lane A
  1:1 lock m
  2:1 x = total
  3:1 total = x + 1; unlock m
lane B
  4:1 lock m
  5:1 y = total
  6:1 total = y + 1; unlock m
look for lost-update`,
  ],
  [
    'a lock that is only tried',
    waitInsteadOfTry,
    [2],
    `
lock a
lock b
cell got = 0
lane A
  1:1 lock a
  2:1 trylock b into got
  3:1 if got == 0 goto 4:1; unlock b
  4:1 unlock a
lane B
  5:1 lock b
  6:1 lock a
  7:1 unlock a; unlock b
look for deadlock`,
  ],
  [
    'a grace period',
    withoutEachWait,
    [5],
    `
readers rcu
object o
cell gp = o
cell p = 0
lane A
  1:1 read-lock rcu
  2:1 p = gp; noted p != 0
  3:1 use p; read-unlock rcu
lane B
  4:1 gp = 0
  5:1 wait-readers rcu
  6:1 free o
look for use-after-free`,
  ],
  [
    'a completion',
    withoutEachWait,
    [3],
    `
completion done
object o
lane A
  1:1 use o
  2:1 complete done
lane B
  3:1 wait-completion done
  4:1 free o
look for use-after-free`,
  ],
  [
    'a reference',
    withoutEachWait,
    [1],
    `
object o refs 1
lane A
  1:1 noted o.live == 1; get o
  2:1 use o
  3:1 put o
lane B
  4:1 put o
look for use-after-free`,
  ],
  [
    'interrupts off under a spinlock',
    withoutSwitches,
    [1],
    `
spinlock S
lane A on CPU0
  1:1 lock S irq
  2:1 unlock S
lane irq implied on CPU0 hardirq
  3:1 lock S
  4:1 unlock S
look for deadlock`,
  ],
  [
    'bottom halves off',
    withoutSwitches,
    [1, 4],
    `
object o
cell p = o
lane A on CPU0
  1:1 bh-disable
  2:1 noted p != 0
  3:1 use o
  4:1 bh-enable
lane timer on CPU0 softirq
  5:1 p = 0
  6:1 free o
look for use-after-free`,
  ],
  [
    'preemption off beside a spinning task',
    withoutSwitches,
    [1, 3],
    `
lock m
lane A on CPU0
  1:1 preempt-disable
  2:1 lock m
  3:1 unlock m; preempt-enable
lane B on CPU0
  4:1 preempt-disable
  5:1 lock m
  6:1 unlock m; preempt-enable
look for deadlock`,
  ],
  [
    'sleeping after the spinlock is released',
    releaseAtTheEnd,
    [2],
    `
spinlock S
completion done = 1
lane A
  1:1 lock S
  2:1 unlock S
  3:1 wait-completion done
look for warning`,
  ],
  [
    'one CPU',
    onTheirOwnCpus,
    [],
    `
cell x
lane irqA on CPU0 hardirq
  1:1 x = 1
  2:1 x = 0
lane irqB on CPU0 hardirq
  3:1 check x == 0 else torn
look for torn`,
  ],
  [
    'a deferred flush',
    withoutEachWait,
    [3],
    `
page old
pte pte = old present write
tlb user = pte
lane A
  1:1 pte.present = 0
  2:1 defer-flush pte
  3:1 flush-deferred
  4:1 free old
lane user implied
  implied:1 write through user
look for use-after-free`,
  ],
  [
    'waiting for cancelled work',
    withoutEachWait,
    [3],
    `
work w pending
object o
lane A
  1:1 begin w
  2:1 use o; \`end\` w
lane B
  3:1 cancel-sync w
  4:1 free o
look for use-after-free`,
  ],
  [
    'a plain wait',
    withoutEachWait,
    [3],
    `
cell ready = 0
object o
lane A
  1:1 use o
  2:1 ready = 1
lane B
  3:1 await ready == 1
  4:1 free o
look for use-after-free`,
  ],
  [
    'preparing before the look',
    prepareLate,
    [1],
    `
queue wq
cell cond = 0
lane A
  1:1 prepare-wait wq
  2:1 noted cond == 0
  3:1 sleep wq
lane B
  4:1 cond = 1
  5:1 wake wq
look for hang`,
  ],
  [
    'looking before sleeping',
    sleepWithoutLooking,
    [1],
    `
queue wq
cell cond = 0
lane A
  1:1 wait wq until cond == 1
lane B
  2:1 cond = 1
  3:1 wake wq
look for hang`,
  ],
  [
    'one atomic update',
    splitAtomics,
    [1],
    `
cell total = 0
lane A
  1:1 total = total + 1          # atomic_inc(&total)
lane B
  2:1 total = total + 1          # atomic_inc(&total)
look for lost-update`,
  ],
  [
    'one atomic test and set',
    splitAtomicSteps,
    [1],
    `
cell busy = 0
object o
lane A
  1:1 noted busy == 0; busy = 1
  2:1 free o
lane B
  3:1 noted busy == 0; busy = 1
  4:1 free o
look for double-free`,
  ],
  [
    'one atomic exchange',
    splitAtomicSteps,
    [1],
    `
object o
cell gp = o
cell p = 0
cell q = 0
lane A
  1:1 p = gp; gp = 0
  2:1 free p
lane B
  3:1 q = gp; gp = 0
  4:1 free q
look for double-free`,
  ],
  [
    'a check of what the lane holds itself',
    withoutLocalChecks,
    [2],
    `
object o
cell gp = o
cell p = 0
lane A
  1:1 p = gp
  2:1 noted p != 0               # if (p)
  3:1 use p
lane B
  4:1 gp = 0
look for null-deref`,
  ],
  [
    'a check against NULL, which the other lane writes',
    withoutLocalChecks,
    [2],
    `
object o
cell gp = o
cell p = 0
lane A
  1:1 p = gp
  2:1 if p == null goto end
  3:1 use p
lane B
  4:1 gp = null
look for null-deref`,
  ],
  [
    'the order of two locks',
    swapLockOrder,
    [1, 2],
    `
lock a
lock b
lane A
  1:1 lock a
  2:1 lock b
  3:1 unlock b; unlock a
lane B
  4:1 lock a
  5:1 lock b
  6:1 unlock b; unlock a
look for deadlock`,
  ],
  [
    'reading together',
    exclusiveInsteadOfShared,
    [1, 5],
    `
lock a
lock b
lane A
  1:1 lock a shared
  2:1 lock b
  3:1 unlock b; unlock a
lane B
  4:1 lock b
  5:1 lock a shared
  6:1 unlock a; unlock b
look for deadlock`,
  ],
  [
    'the order of two cells',
    swapNeighbours,
    [1, 2],
    `
lock m
work w pending
lane A
  1:1 cancel-sync w
  2:1 lock m
  3:1 unlock m
lane B
  4:1 begin w
  5:1 lock m
  6:1 unlock m
  7:1 end w
look for deadlock`,
  ],
  [
    'an early release',
    releaseAtTheEnd,
    [2],
    `
lock a
lock b
lane A
  1:1 lock a
  2:1 unlock a
  3:1 lock b
  4:1 unlock b
lane B
  5:1 lock b
  6:1 lock a
  7:1 unlock a; unlock b
look for deadlock`,
  ],
];

const fails = (scenario: Scenario) =>
  scenario.goals.some(({ failure }) => reachableFailures(scenario).failures.has(failure));

describe.each(CASES)('taking away %s', (_, relaxation, lines, text) => {
  const scenario = race(text);
  it('brings the failure that it excluded', () => {
    expect(fails(scenario)).toBe(false);
    const biting = relaxation(scenario).filter((each) => fails(each.scenario));
    expect(biting.map(({ why }) => why.lines)).toContainEqual(lines);
  });

  it('makes the refutation, and is among its reasons', () => {
    const judged = raceVerdict(text);
    expect(judged.verdict, judged.reason).toBe('refuted');
    const biting = RELAXATIONS.flatMap((each) => each(scenario)).filter((each) => fails(each.scenario));
    // every reason that is given is a constraint whose removal gives the failure
    for (const why of judged.why) expect(biting.map((each) => each.why)).toContainEqual(why);
    expect(judged.why).toContainEqual(relaxation(scenario).find((each) => fails(each.scenario))?.why);
  });
});

describe('scenarios in which nothing excludes the failure', () => {
  it.each([
    [
      'nobody frees',
      'object o\nlock m\nlane A\n  1:1 lock m\n  2:1 use o; unlock m\nlane B\n  3:1 lock m\n  4:1 unlock m',
    ],
    ['nobody uses', 'object o\ncell x = 0\nlane A\n  1:1 x = x + 1\nlane B\n  2:1 free o'],
    ['nothing happens', 'object o\nlane A\n  1:1 pass\nlane B\n  2:1 pass'],
  ])('%s: no relaxation bites, and it is undetermined', (_, text) => {
    const scenario = race(`${text}\nlook for use-after-free`);
    for (const relaxed of RELAXATIONS.flatMap((each) => each(scenario))) expect(fails(relaxed.scenario)).toBe(false);
    expect(raceVerdict(`${text}\nlook for use-after-free`).verdict).toBe('undetermined');
  });

  it('what a lane would do wrong all alone in another order says nothing of the others', () => {
    const text =
      'object o\ncell x = 0\nlane A\n  1:1 use o\n  2:1 free o\nlane B\n  3:1 x = 1\nlook for use-after-free';
    expect(raceVerdict(text)).toMatchObject({ verdict: 'undetermined', why: [] });
  });

  it('a lock whose holders never meet bites as little', () => {
    const text = `
lock m
lock n
object o
cell gone = 0
lane A
  1:1 lock m
  2:1 noted gone == 0
  3:1 use o; unlock m
lane B
  4:1 lock n
  5:1 use o
  6:1 unlock n
look for use-after-free`;
    expect(raceVerdict(text)).toMatchObject({ verdict: 'undetermined', why: [] });
  });
});
