import { observablesOf } from '../language/reader.ts';
import { type Layout, layoutOf, locksHeld } from '../paths/layout.ts';
import { ADDRESS, addressOf, evaluate, locationAt, type Term } from '../paths/terms.ts';
import { pathsOf } from '../paths/thread.ts';
import { LOCK_TAGS, type Path } from '../paths/types.ts';
import type { LitmusTest, LitmusValue, Observable } from '../types.ts';

/** A test made ready to be run: its locations numbered, its threads taken apart into paths. */
export type Program = {
  readonly test: LitmusTest;
  /** Names of the locations, by number. */
  readonly locations: readonly string[];
  readonly initial: Float64Array;
  /** For each thread, its paths that some values could lead to. */
  readonly threads: readonly (readonly Layout[])[];
};

/** @throws ProblemError where a path does what is not supported, or a limit is hit */
export function programOf(test: LitmusTest): Program {
  const locations = locationNames(test);
  const numbers = new Map(locations.map((name, number) => [name, number]));
  const numberFor = (value: LitmusValue): number =>
    typeof value === 'number' ? value : addressOf(numbers.get(value.addressOf) as number);
  const initial = new Float64Array(locations.length);
  for (const { of, value } of test.initial) {
    if (of.is === 'location') initial[numbers.get(of.name) as number] = numberFor(value);
  }
  const paths = test.threads.map((thread, index) => {
    const registers = new Map<string, Term>();
    for (const { of, value } of test.initial) {
      if (of.is === 'register' && of.thread === index) registers.set(of.name, numberFor(value));
    }
    return pathsOf(thread, registers, numbers, test.source).filter((path) => locksHeld(path) !== null);
  });
  const stored = storedValues(paths, initial);
  const threads = paths.map((each) => each.filter((path) => isPossible(path, stored)).map(layoutOf));
  return { test, locations, initial, threads };
}

/** A number as people read it: the name of the location that it is the address of; null for NaN. */
export function shownValue(value: number, { locations }: Program): LitmusValue | null {
  if (Number.isNaN(value)) return null;
  if (value < ADDRESS) return value;
  const location = locationAt(value, locations.length);
  return location === null ? value : { addressOf: locations[location] as string };
}

/** The number that a value of a condition stands for. */
export function numberOf(value: LitmusValue, { locations }: Program): number {
  return typeof value === 'number' ? value : addressOf(locations.indexOf(value.addressOf));
}

/** All locations that the test names; the elements of an array follow each other. */
function locationNames(test: LitmusTest): string[] {
  const names = new Set<string>();
  const addValue = (value: LitmusValue) => {
    if (typeof value !== 'number') names.add(value.addressOf);
  };
  for (const { of, value } of test.initial) {
    if (of.is === 'location') names.add(of.name);
    addValue(value);
  }
  for (const { parameters } of test.threads) for (const { name } of parameters) names.add(name);
  const conditions = test.filter === null ? [test.condition] : [test.condition, test.filter];
  const observed = [...conditions.flatMap(observablesOf), ...test.locations];
  for (const of of observed) if (of.is === 'location') names.add(of.name);
  for (const value of conditions.flatMap(constantsOf)) addValue(value);
  return inOrder([...names]);
}

function inOrder(names: readonly string[]): string[] {
  const sizes = new Map<string, number>();
  for (const name of names) {
    const [, base = name, index = '0'] = /^(\w+)\[(\d+)\]$/.exec(name) ?? [];
    sizes.set(base, Math.max(sizes.get(base) ?? 0, Number(index) + 1));
  }
  return [...sizes].flatMap(([base, size]) =>
    Array.from({ length: size }, (_, index) => (index === 0 ? base : `${base}[${index}]`)),
  );
}

function constantsOf(condition: LitmusTest['condition']): LitmusValue[] {
  switch (condition.is) {
    case 'equal':
    case 'different':
      return isObservable(condition.right) ? [] : [condition.right];
    case 'not':
      return constantsOf(condition.operand);
    case 'and':
    case 'or':
      return condition.operands.flatMap(constantsOf);
    case 'implies':
      return [...constantsOf(condition.left), ...constantsOf(condition.right)];
    default:
      return [];
  }
}

export function isObservable(value: LitmusValue | Observable): value is Observable {
  return typeof value === 'object' && 'is' in value;
}

/** For each location what it may ever hold; null where some write stores what is computed. */
function storedValues(threads: readonly (readonly Path[])[], initial: Float64Array): (Set<number> | null)[] {
  const stored: (Set<number> | null)[] = [...initial].map((value) => new Set([value]));
  for (const { events } of threads.flat()) {
    for (const { is, location, value, tags } of events) {
      if (is !== 'write' || value === null) continue;
      if (typeof value !== 'number' || (tags & LOCK_TAGS) !== 0) stored[location] = null;
      else stored[location]?.add(value);
    }
  }
  return stored;
}

/** Whether, for each read by itself, some value that its location may hold meets what the path asks of it. */
function isPossible({ events, constraints }: Path, stored: readonly (Set<number> | null)[]): boolean {
  const values = new Float64Array(events.length).fill(Number.NaN);
  return events.every(({ is, location }, index) => {
    const candidates = is === 'read' ? stored[location] : null;
    if (candidates === null || candidates === undefined || constraints.length === 0) return true;
    const meets = (candidate: number) => {
      values[index] = candidate;
      return constraints.every(({ term, isTrue }) => {
        const value = evaluate(term, values, 0);
        return Number.isNaN(value) || (value !== 0) === isTrue;
      });
    };
    const isMet = [...candidates].some(meets);
    values[index] = Number.NaN;
    return isMet;
  });
}
