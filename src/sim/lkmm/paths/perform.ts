import type { Order, Primitive } from '../primitives/types.ts';
import { type Computed, computed, type Runner } from './computed.ts';
import { add, atLocation, decide, type NewEvent, type State, valueOfLast } from './state.ts';
import { operation, type Term } from './terms.ts';
import { TAG } from './types.ts';

type Then = (state: State, value: Computed) => void;
const NOTHING = computed(0);

/**
 * What a call of a primitive does to a path. A lock is taken by the pair LKR and LKW; a trylock and a compare-and-exchange go both ways,
 * the failed one a read without order (tools/memory-model/lock.cat and linux-kernel.bell of the kernel: `FailedRMW`).
 */
export function perform(
  runner: Runner,
  { action, operands: kinds }: Primitive,
  operands: readonly Computed[],
  state: State,
  then: Then,
): void {
  const pointer = operands[kinds.findIndex((kind) => kind !== 'value')];
  const [first = NOTHING, second = NOTHING] = operands.filter((_, index) => kinds[index] === 'value');
  if (pointer === undefined) {
    if (action.does === 'fence') then(add(runner, state, { is: 'fence', fence: action.fence }), NOTHING);
    return;
  }
  const extend = (from: State, event: NewEvent) => add(runner, from, { ...event, address: pointer });
  atLocation(runner, pointer, state, (there, location) => {
    const read = (from: State, tags: number) => extend(from, { is: 'read', location, tags: TAG.marked | tags });
    const write = (from: State, stored: Computed, tags: number) =>
      extend(from, { is: 'write', location, tags: TAG.marked | tags, value: stored.value, data: stored.reads });
    const modify = (from: State, order: Order, change: (old: Computed) => NewValue, gives: (old: Term) => Term) =>
      readModifyWrite({ from, location, order, change, extend }, (end, old) =>
        then(end, { value: gives(old.value), reads: old.reads }),
      );
    switch (action.does) {
      case 'load': {
        const end = read(there, orderTags(action.order) & ~TAG.release);
        then(end, valueOfLast(end));
        return;
      }
      case 'store': {
        const end = write(there, first, orderTags(action.order) & ~TAG.acquire);
        then(action.fenced ? add(runner, end, { is: 'fence', fence: 'mb' }) : end, NOTHING);
        return;
      }
      case 'exchange':
        modify(
          there,
          action.order,
          () => first,
          (old) => old,
        );
        return;
      case 'update': {
        const by: Computed = action.by === undefined ? first : computed(action.by);
        const changed = (old: Term) => operation(action.operator, old, by.value);
        readModifyWrite(
          {
            from: there,
            location,
            order: action.order,
            change: (old) => ({ value: changed(old.value), reads: [...old.reads, ...by.reads] }),
            extend,
          },
          (end, old) => {
            const reads = action.gives === 'old' ? old.reads : [...new Set([...old.reads, ...by.reads])];
            then(end, { value: given(action.gives, old.value, changed(old.value)), reads });
          },
        );
        return;
      }
      case 'compare-exchange':
      case 'add-unless': {
        const isAdd = action.does === 'add-unless';
        const expected = isAdd ? second : first;
        const read0 = read(there, TAG.rmw);
        const old = valueOfLast(read0);
        const same = operation('==', old.value, expected.value);
        decide(read0, same, (decided, isSame) => {
          if (isSame === isAdd) {
            then(decided, isAdd ? { value: 0, reads: old.reads } : old);
            return;
          }
          modify(
            { ...there, constraints: decided.constraints },
            action.order,
            (seen) => ({
              value: isAdd ? operation('+', seen.value, first.value) : second.value,
              reads: isAdd ? [...seen.reads, ...first.reads] : second.reads,
              control: [...seen.reads, ...expected.reads],
            }),
            (seen) => (isAdd ? 1 : seen),
          );
        });
        return;
      }
      case 'lock':
        takeLock(there, location, extend, (end) => then(end, NOTHING));
        return;
      case 'unlock':
        then(write(there, computed(0), TAG.ul | TAG.release), NOTHING);
        return;
      case 'try-lock':
        takeLock(there, location, extend, (end, seen) => then(end, { value: 1, reads: seen.reads }));
        {
          const failed = read(there, TAG.lf);
          then(failed, { value: 0, reads: valueOfLast(failed).reads });
        }
        return;
      case 'is-locked': {
        const locked = read(there, TAG.lf);
        then(locked, { value: 1, reads: valueOfLast(locked).reads });
        const free = read(there, TAG.ru);
        then(free, { value: 0, reads: valueOfLast(free).reads });
        return;
      }
      case 'srcu-lock': {
        const end = read(there, TAG.srcuLock);
        then(end, valueOfLast(end));
        return;
      }
      case 'srcu-unlock':
        then(write(there, first, TAG.srcuUnlock), NOTHING);
        return;
      case 'sync-srcu':
        then(extend(there, { is: 'sync-srcu', location }), NOTHING);
        return;
      case 'fence':
        return;
    }
  });
}

/** What is stored, and what decided that it is. */
type NewValue = Computed & { readonly control?: readonly number[] };

type Modification = {
  readonly from: State;
  readonly location: number;
  readonly order: Order;
  readonly change: (old: Computed) => NewValue;
  readonly extend: (from: State, event: NewEvent) => State;
};

/** The read and the write of an atomic; each half carries what of the order it can have. */
function readModifyWrite(
  { from, location, order, change, extend }: Modification,
  then: (state: State, old: Computed) => void,
): void {
  const tags = TAG.marked | TAG.rmw | orderTags(order);
  const index = from.events.length;
  const read = extend(from, { is: 'read', location, tags: tags & ~TAG.release, partner: index + 1 });
  const old = valueOfLast(read);
  const { value, reads, control = [] } = change(old);
  const written = tags & ~TAG.acquire & ~TAG.noreturn;
  then(extend(read, { is: 'write', location, tags: written, value, data: reads, control, partner: index }), old);
}

/** LKR and LKW: a read with acquire order of a free lock, and the write that takes it. */
function takeLock(
  from: State,
  location: number,
  extend: (from: State, event: NewEvent) => State,
  then: (state: State, seen: Computed) => void,
): void {
  const index = from.events.length;
  const tags = TAG.marked;
  const read = extend(from, { is: 'read', location, tags: tags | TAG.lkr | TAG.acquire, partner: index + 1 });
  const seen = valueOfLast(read);
  then(extend(read, { is: 'write', location, tags: tags | TAG.lkw, value: 1, partner: index }), seen);
}

function orderTags(order: Order): number {
  switch (order) {
    case 'once':
      return 0;
    case 'acquire':
      return TAG.acquire;
    case 'release':
      return TAG.release;
    case 'mb':
      return TAG.mb;
    case 'noreturn':
      return TAG.noreturn;
  }
}

function given(gives: 'nothing' | 'old' | 'new' | 'zero' | 'negative', old: Term, changed: Term): Term {
  switch (gives) {
    case 'nothing':
      return 0;
    case 'old':
      return old;
    case 'new':
      return changed;
    case 'zero':
      return operation('==', changed, 0);
    case 'negative':
      return operation('<', changed, 0);
  }
}
