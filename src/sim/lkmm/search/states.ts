import { observablesOf } from '../language/reader.ts';
import type { LitmusTest, LitmusValue, Observable } from '../types.ts';
import { conditionLook, look } from './conditions.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { type Program, shownValue } from './program.ts';

/** A final state: what the test looks at, with its values (null for one that only follows from itself, out of thin air); and how many executions end so. */
export type LitmusState = {
  readonly values: readonly { readonly of: Observable; readonly value: LitmusValue | null }[];
  readonly executions: number;
  /** Whether the condition holds in it. */
  readonly holds: boolean;
};

/** What a final state shows: all that the condition and `locations` name, registers first. */
export function observedOf({ condition, locations }: LitmusTest): Observable[] {
  const byKey = new Map([...observablesOf(condition), ...locations].map((each) => [keyOf(each), each]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

const keyOf = (observable: Observable): string =>
  observable.is === 'register'
    ? `0 ${String(observable.thread).padStart(3)} ${observable.name}`
    : `1 ${observable.name}`;

type Kept = { readonly numbers: readonly number[]; executions: number; readonly holds: boolean };

/** Counts final states. */
export class States {
  private readonly program: Program;
  private readonly observed: readonly Observable[];
  private readonly byKey = new Map<string, Kept>();

  constructor(program: Program) {
    this.program = program;
    this.observed = observedOf(program.test);
  }

  /** A function that counts `weight` executions of the frame that end alike, and says whether the condition holds in it. */
  counter(frame: Frame): (execution: Execution, weight: number) => boolean {
    const looks = this.observed.map((observable) => look(observable, frame, this.program));
    const holds = conditionLook(this.program.test.condition, frame, this.program);
    return (execution, weight) => {
      const numbers = looks.map((each) => each(execution, true));
      const key = numbers.join(' ');
      let state = this.byKey.get(key);
      if (state === undefined) {
        state = { numbers, executions: 0, holds: holds(execution, true) === 1 };
        this.byKey.set(key, state);
      }
      state.executions += weight;
      return state.holds;
    };
  }

  /** The states in the order of their values, numbers before addresses. */
  list(): LitmusState[] {
    const { program } = this;
    return [...this.byKey.values()]
      .map(({ numbers, executions, holds }) => ({
        values: this.observed.map((of, index) => ({ of, value: shownValue(numbers[index] as number, program) })),
        executions,
        holds,
      }))
      .sort((first, second) => {
        for (const [at, { value }] of first.values.entries()) {
          const order = compare(value, second.values[at]?.value ?? null);
          if (order !== 0) return order;
        }
        return 0;
      });
  }
}

function compare(first: LitmusValue | null, second: LitmusValue | null): number {
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  const rank = (value: LitmusValue | null): string =>
    value === null ? '2' : typeof value === 'number' ? '0' : `1${value.addressOf}`;
  return rank(first) < rank(second) ? -1 : rank(first) > rank(second) ? 1 : 0;
}
