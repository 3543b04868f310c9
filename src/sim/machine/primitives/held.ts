import type { Declaration } from '../../../scenario/types.ts';
import { and, await_, bitsOf, constant, equal, fail, minus, not, or, plus, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Action, Compiler, Operand, State, Verb } from '../types.ts';
import { laneIn } from './lanes.ts';
import { assignTo, entityOf } from './operands.ts';

/** What the locks have in common: who holds one. One owner (its lane plus 1, 0 for nobody), or shared holders, each up to seven times. */
export type Held = {
  readonly owner: number;
  /** Three bits a lane, ten lanes a slot; empty where it cannot be shared. */
  readonly shared: readonly number[];
};

const LANES_A_SLOT = 10;
const DEEPEST = 7;
const BITS = 3;

/** The slot of the owner: nobody, or the lane that the declaration names. */
export function declareOwner({ kind, name, values, at }: Declaration, compiler: Compiler): number {
  const first = values[0];
  const owner = first === undefined ? 0 : compiler.laneNames.indexOf(first.is === 'name' ? first.name : '') + 1;
  if (first !== undefined && owner === 0) compiler.fail(at, `a ${kind} is held by a lane at the start, or by nobody`);
  return compiler.slot(name, [owner], (value) => showLane(value, compiler));
}

/** "free", "held by CPU0": a slot that holds a lane plus 1. */
export function showLane(value: number, compiler: Compiler): string {
  return value === 0 ? 'free' : `held by ${compiler.laneNames[value - 1]}`;
}

export function declareShared(name: string, { laneNames, slot: newSlot }: Compiler): readonly number[] {
  return Array.from({ length: Math.ceil(laneNames.length / LANES_A_SLOT) }, (_, part) =>
    newSlot(`${name} (shared)`, [0], (value) => {
      const own = laneNames.slice(part * LANES_A_SLOT, (part + 1) * LANES_A_SLOT);
      const holders = own.filter((_, lane) => (value >> (lane * BITS)) & DEEPEST);
      return holders.length === 0 ? 'free' : `held by ${holders.join(', ')}`;
    }),
  );
}

/** A slot with a bit for each lane that queues to have the lock for itself. */
export function declareQueue(name: string, { laneNames, slot: newSlot }: Compiler): number {
  return newSlot(`${name} (wanted)`, [0], (mask) => {
    const lanes = laneNames.filter((_, lane) => (mask >> lane) & 1);
    return lanes.length === 0 ? 'by nobody' : `by ${lanes.join(', ')}`;
  });
}

export function hasNoOwner({ owner }: Held): Term {
  return equal(slot(owner), 0);
}
export function hasReaders({ shared }: Held): Term {
  return or(...shared.map((each) => slot(each)));
}
export function isFree(held: Held): Term {
  return and(hasNoOwner(held), not(hasReaders(held)));
}
export function isOwner({ owner }: Held, lane: number): Term {
  return equal(slot(owner), lane + 1);
}

export function own({ owner }: Held, lane: number): readonly Effect[] {
  return [set(owner, lane + 1)];
}

/** One holder more; a warning where the lane holds it seven times already. */
export function share(held: Held, lane: number): readonly Effect[] {
  const { counter, one, depth } = sharedBy(held, lane);
  return when(equal(depth, DEEPEST * one), [fail('warning')], [set(counter, plus(slot(counter), one))]);
}

/** Releases it, however the lane holds it; a warning where it does not. */
function release(held: Held, lane: number): readonly Effect[] {
  const asOwner = [set(held.owner, 0)];
  if (held.shared.length === 0) return when(isOwner(held, lane), asOwner, [fail('warning')]);
  const { counter, one, depth } = sharedBy(held, lane);
  const asReader = when(depth, [set(counter, minus(slot(counter), one))], [fail('warning')]);
  return when(isOwner(held, lane), asOwner, asReader);
}

/** `condition` decides whether the lock is taken; the cell tells. */
export function attempt(condition: Term, taken: readonly Effect[], result: Operand | undefined): readonly Effect[] {
  const assign = assignTo(result);
  return when(condition, [...taken, ...assign(constant(1))], assign(constant(0)));
}

/** The lanes that hold it in a state, the owner first. */
export function holdersIn(held: Held, state: State): number[] {
  return [...ownersIn(held, state), ...readersIn(held, state)];
}
export function ownersIn({ owner }: Held, state: State): number[] {
  return laneIn(owner, state);
}
export function readersIn({ shared }: Held, state: State): number[] {
  return shared.flatMap((counter, part) =>
    Array.from({ length: LANES_A_SLOT }, (_, lane) => lane).flatMap((lane) =>
      ((state[counter] as number) >> (lane * BITS)) & DEEPEST ? [part * LANES_A_SLOT + lane] : [],
    ),
  );
}

/** The obstacle of a lane that waits for the lock: who holds it, and who queues for it and goes first. */
export function waitsFor(
  operand: Operand | undefined,
  slots: readonly number[],
  holders: (state: State) => readonly number[],
  queued: (state: State) => readonly number[] = () => [],
): NonNullable<Action['obstacle']> {
  const { name } = entityOf(operand);
  return (state) => {
    const [holding, before] = [holders(state), queued(state)];
    const only = before.filter((lane) => !holding.includes(lane));
    return { on: name, holders: [...holding, ...only], queued: only, slots };
  };
}

/** Who holds it may release it, in whatever way. */
export function unlockVerb(
  kind: string,
  meaning = 'releases it, however this lane holds it; a warning where it does not hold it',
): Verb {
  return {
    signature: `unlock {${kind}}`,
    meaning,
    after: ['lock', 'trylock'],
    compile: ([operand], lane) => ({ effects: release(entityOf(operand).own as Held, lane) }),
  };
}

/** `lock M`, `trylock M into c` and `unlock M` of a lock that one lane holds and that lane alone releases. */
export function exclusiveVerbs(kind: string, meanings: { readonly lock: string; readonly unlock: string }): Verb[] {
  return [
    {
      signature: `lock {${kind}}`,
      meaning: meanings.lock,
      sleeps: true,
      compile: ([operand], lane) => {
        const held = entityOf(operand).own as Held;
        return {
          effects: [...await_(hasNoOwner(held)), ...own(held, lane)],
          obstacle: waitsFor(operand, [held.owner], (state) => ownersIn(held, state)),
        };
      },
    },
    {
      signature: `trylock {${kind}} into {cell}`,
      meaning: 'takes it and sets the cell to 1, or sets it to 0 where somebody holds it',
      compile: ([operand, result], lane) => {
        const held = entityOf(operand).own as Held;
        return { effects: attempt(hasNoOwner(held), own(held, lane), result) };
      },
    },
    unlockVerb(kind, meanings.unlock),
  ];
}

/** The slot that counts how often the lane holds the lock shared, what one time adds to it, and the lane's own part of it. */
function sharedBy({ shared }: Held, lane: number): { counter: number; one: number; depth: Term } {
  const counter = shared[Math.floor(lane / LANES_A_SLOT)] as number;
  const shift = (lane % LANES_A_SLOT) * BITS;
  return { counter, one: 1 << shift, depth: bitsOf(slot(counter), DEEPEST << shift) };
}
