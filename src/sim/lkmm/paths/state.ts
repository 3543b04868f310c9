import { ProblemError } from '../../../problems.ts';
import type { Place } from '../types.ts';
import { type Computed, type Runner, union } from './computed.ts';
import { addressOf, locationAt, operation, type Term } from './terms.ts';
import type { Constraint, PathEvent } from './types.ts';

/** Stated limits of one thread. */
export const PATH_LIMITS = { paths: 5_000, events: 200 } as const;

/** Where a thread stands on one path. Never changed: a branch goes on from it twice. */
export type State = {
  readonly events: readonly PathEvent[];
  readonly constraints: readonly Constraint[];
  readonly registers: ReadonlyMap<string, Computed>;
  /** Reads that decided that this point is reached. */
  readonly control: readonly number[];
  /** The statement that is being run. */
  readonly statement: { readonly at: Place | null; readonly text: string };
};

export function limit({ source }: Runner, { statement }: State, detail: string): ProblemError {
  return new ProblemError({ code: 'litmus-limit', source, ...(statement.at ?? {}), detail });
}

/** Goes on for both truths of a value, or for the only one that is possible. */
export function decide(state: State, value: Term, then: (state: State, isTrue: boolean) => void): void {
  if (typeof value === 'number') {
    then(state, value !== 0);
    return;
  }
  for (const isTrue of [true, false]) {
    then({ ...state, constraints: [...state.constraints, { term: value, isTrue }] }, isTrue);
  }
}

/** Goes on at the location that an address is, or at each that it may turn out to be. */
export function atLocation(
  runner: Runner,
  address: Computed,
  state: State,
  then: (state: State, location: number) => void,
): void {
  const { locations, source } = runner;
  if (typeof address.value === 'number') {
    const location = locationAt(address.value, locations.size);
    if (location === null) {
      const detail = `an access to the address ${address.value}, where no location is`;
      throw new ProblemError({ code: 'litmus-unsupported', source, ...(state.statement.at ?? {}), detail });
    }
    then(state, location);
    return;
  }
  for (const index of locations.values()) {
    const term = operation('==', address.value, addressOf(index));
    then({ ...state, constraints: [...state.constraints, { term, isTrue: true }] }, index);
  }
}

export type NewEvent = Partial<Omit<PathEvent, 'address'>> & {
  readonly is: PathEvent['is'];
  readonly address?: Computed;
};

/** The state with one event more. */
export function add(runner: Runner, state: State, event: NewEvent): State {
  if (state.events.length >= PATH_LIMITS.events) {
    throw limit(runner, state, `more than ${PATH_LIMITS.events} events in one thread`);
  }
  const { at, text } = state.statement;
  const whole: PathEvent = {
    location: -1,
    value: null,
    tags: 0,
    fence: null,
    partner: -1,
    data: [],
    at,
    text,
    ...event,
    address: event.address?.reads ?? [],
    control: union(state.control, event.control ?? []),
  };
  return { ...state, events: [...state.events, whole] };
}

/** What the last event, a read, gives. */
export function valueOfLast({ events }: State): Computed {
  return { value: { read: events.length - 1 }, reads: [events.length - 1] };
}
