import type { Position } from '../../../scenario/types.ts';
import {
  await_,
  binary,
  bitsOf,
  choose,
  constant,
  equal,
  fail,
  minus,
  plus,
  STAY,
  set,
  slot,
  when,
} from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Action, Compiler, Entity, Primitive } from '../types.ts';
import { yesOrNo } from './counters.ts';
import { cpusOf, deeper, fewer, type Switches, switchesOf } from './cpus.ts';
import { perLane } from './lanes.ts';
import { assignTo, entityOf, ownOf } from './operands.ts';

/**
 * Spinlocks: one holder, with preemption off from before it spins until it releases.
 *
 *     spinlock frob->lock
 *     12:1 lock frob->lock irq       20:9 lock frob->lock       22:9 lock other bh       14:1 unlock frob->lock
 *
 * `lock S irq` is spin_lock_irqsave, whose unlock leaves interrupts as the lock found them; `irq-disable; lock S` and `unlock S; irq-enable`
 * are spin_lock_irq and spin_unlock_irq (Documentation/locking/spinlocks.rst, Lessons 1 and 3; include/linux/spinlock_api_smp.h for the
 * order: what is switched off is off while the lane spins).
 */
type Spinlock = {
  /** The holder plus one, and what its lock switched off; 0 where it is free. */
  readonly holder: number;
  /** The lane that holds it at the start, or -1. */
  readonly heldBy: number;
};

const HOLDER_BITS = 5;
const HOLDER = (1 << HOLDER_BITS) - 1;
/** What a lock switched off besides preemption; interrupts may have been off before. */
const NOTHING = 0;
const BOTTOM_HALVES = 1;
const INTERRUPTS = 2;
const INTERRUPTS_WERE_OFF = 3;

type How = 'plain' | 'irq' | 'bh';

export const spinlock: Primitive = {
  kinds: {
    spinlock: {
      form: 'spinlock NAME [= LANE]',
      declare: ({ name, values, at }, compiler) => {
        const first = values[0];
        const heldBy = compiler.laneNames.indexOf(first?.is === 'name' ? first.name : '');
        if (first !== undefined && heldBy < 0)
          compiler.fail(at, 'a spinlock is held by a lane at the start, or by nobody');
        if (heldBy >= 0) checkHolder(heldBy, at, compiler);
        const show = (value: number) => (value === 0 ? 'free' : `held by ${compiler.laneNames[(value & HOLDER) - 1]}`);
        const own: Spinlock = { holder: compiler.slot(name, [heldBy + 1], show), heldBy };
        return { kind: 'spinlock', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'lock {spinlock}',
      meaning: 'switches preemption off and spins until it has the lock, for ever where it holds it itself (spin_lock)',
      stays: true,
      disables: ['preemption'],
      compile: take('plain'),
    },
    {
      signature: 'lock {spinlock} irq',
      meaning: 'the same with interrupts off on the CPU of this lane before it spins (spin_lock_irqsave)',
      stays: true,
      disables: ['preemption', 'interrupts'],
      compile: take('irq'),
    },
    {
      signature: 'lock {spinlock} bh',
      meaning: 'the same with bottom halves off on the CPU of this lane before it spins (spin_lock_bh)',
      stays: true,
      disables: ['preemption', 'bottom halves'],
      compile: take('bh'),
    },
    {
      signature: 'lock {spinlock} nested',
      meaning:
        'as without the word, which only tells lockdep that another lock of the class is held (spin_lock_nested)',
      stays: true,
      disables: ['preemption'],
      compile: take('plain'),
    },
    {
      signature: 'trylock {spinlock} into {cell}',
      meaning: 'takes the lock with preemption off and sets the cell to 1, or sets it to 0 where somebody holds it',
      disables: ['preemption'],
      compile: ([operand, result], lane, compiler) => {
        const { holder } = ownOf<Spinlock>(operand);
        const taken = [...hold(holder, lane, constant(NOTHING)), ...switchOff('plain', switchesOf(lane, compiler))];
        const assign = assignTo(result);
        return { effects: when(slot(holder), assign(constant(0)), [...taken, ...assign(constant(1))]) };
      },
    },
    {
      signature: 'unlock {spinlock}',
      meaning:
        'releases the lock and switches on what its lock switched off; a warning where this lane does not hold it',
      after: ['lock', 'trylock'],
      compile: ([operand], lane, compiler) => {
        const { holder } = ownOf<Spinlock>(operand);
        const isMine = equal(bitsOf(slot(holder), HOLDER), lane + 1);
        const release = [...switchOn(binary('>>', slot(holder), HOLDER_BITS), lane, compiler), set(holder, 0)];
        return { effects: when(isMine, release, [fail('warning')]) };
      },
    },
  ],
};

/** Who holds a spinlock at the start is on its CPU with preemption off: a task, and no two of them on one CPU. */
function checkHolder(heldBy: number, at: Position | undefined, compiler: Compiler): void {
  const { lanes } = compiler.scenario;
  const on = lanes[heldBy]?.on;
  if (on === undefined) return;
  if (on.context !== 'task') compiler.fail(at, `a ${on.context} holds no lock before it begins`);
  const others = compiler.entities('spinlock').map(({ own }) => (own as Spinlock).heldBy);
  const other = others.find((lane) => lane >= 0 && lane !== heldBy && lanes[lane]?.on?.cpu === on.cpu);
  if (other !== undefined)
    compiler.fail(at, `${lanes[other]?.name} holds a spinlock on ${on.cpu} already, so no other task runs there`);
}

function take(how: How): Primitive['verbs'][number]['compile'] {
  return ([operand], lane, compiler): Action => {
    const entity: Entity = entityOf(operand);
    const { holder } = entity.own as Spinlock;
    const switches = switchesOf(lane, compiler);
    const off = switchOff(how, switches);
    const found = foundBy(how, switches);
    const isFree = equal(slot(holder), 0);
    const obstacle: Action['obstacle'] = (state) => ({
      on: entity.name,
      holders: [((state[holder] as number) & HOLDER) - 1].filter((each) => each >= 0),
      slots: [holder],
    });
    // alone on its CPU, nobody there notices whether it spins with everything off
    if (!cpusOf(compiler).hasCompany(lane))
      return { effects: [...await_(isFree), ...hold(holder, lane, found), ...off], obstacle };
    const spins = spinsOf(lane, compiler);
    const begins = when(isFree, [...hold(holder, lane, found), ...off], [set(spins, plus(found, 1)), ...off, STAY]);
    const goesOn = [...await_(isFree), ...hold(holder, lane, minus(slot(spins), 1)), set(spins, 0)];
    return { effects: when(equal(slot(spins), 0), begins, goesOn), obstacle };
  };
}

function hold(holder: number, lane: number, found: Term): readonly Effect[] {
  return [set(holder, plus(lane + 1, binary('<<', found, HOLDER_BITS)))];
}

/** What the unlock will have to switch on again; to be asked before anything is switched off. */
function foundBy(how: How, { interrupts }: Switches): Term {
  if (how === 'irq') return plus(INTERRUPTS, interrupts === null ? 0 : slot(interrupts));
  return constant(how === 'bh' ? BOTTOM_HALVES : NOTHING);
}

function switchOff(how: How, { preemption, bottomHalves, interrupts }: Switches): readonly Effect[] {
  return [
    ...deeper(preemption),
    ...(how === 'bh' ? deeper(bottomHalves) : []),
    ...(how === 'irq' && interrupts !== null ? [set(interrupts, 1)] : []),
  ];
}

function switchOn(found: Term, lane: number, compiler: Compiler): readonly Effect[] {
  const { preemption, bottomHalves, interrupts } = switchesOf(lane, compiler);
  return [
    ...fewer(preemption),
    ...choose(found, [
      [BOTTOM_HALVES, fewer(bottomHalves)],
      [INTERRUPTS, interrupts === null ? [] : [set(interrupts, 0)]],
      [INTERRUPTS_WERE_OFF, []],
    ]),
  ];
}

/** Whether the lane spins with everything off: 0, or what it found plus 1. A lane spins for one lock at a time. */
const spinsOf = perLane((lane, compiler) => compiler.slot(`${compiler.laneNames[lane]} spins`, [0], yesOrNo));
