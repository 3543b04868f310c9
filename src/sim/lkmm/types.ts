/**
 * lkmm judges programs of litmus-test size under an axiomatic memory model. The way of a test:
 *
 *     text ──language──▶ LitmusTest ──paths──▶ Path of each thread ──search──▶ executions that a model allows ──▶ LitmusOutcome
 *
 * A path is what one thread does when its branches go one way; a combination of paths gives the events; the search chooses what every
 * read reads from and in which order the writes of a location come, and a model (`models/`) cuts it as soon as an axiom fails.
 */

/** A place in the text of a test; both 1-based. */
export type Place = { readonly line: number; readonly column: number };

export type Operator = (typeof OPERATORS)[number];
/** Of C, with its meaning; `&&` and `||` evaluate both sides, as herd7 does. */
export const OPERATORS = [
  ...(['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '&~'] as const),
  ...(['==', '!=', '<', '<=', '>', '>=', '&&', '||', '!', '~', 'negative'] as const),
] as const;

export type Expression =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'register'; readonly name: string }
  /** The address of a shared location: `x` where `int *x` is a parameter. */
  | { readonly is: 'address'; readonly name: string }
  /** `*p`: a plain load. */
  | { readonly is: 'load'; readonly address: Expression }
  /** A primitive that gives a value; operands in the order of its row in `primitives/`. */
  | { readonly is: 'call'; readonly primitive: string; readonly operands: readonly Expression[]; readonly at?: Place }
  | { readonly is: 'operation'; readonly operator: Operator; readonly operands: readonly Expression[] };

export type LitmusStatement =
  /** A primitive or expression for its effect. */
  | { readonly is: 'evaluate'; readonly expression: Expression; readonly at?: Place }
  | { readonly is: 'assign'; readonly register: string; readonly value: Expression; readonly at?: Place }
  /** `*p = v`: a plain store. */
  | { readonly is: 'store'; readonly address: Expression; readonly value: Expression; readonly at?: Place }
  | {
      readonly is: 'if';
      readonly condition: Expression;
      readonly body: readonly LitmusStatement[];
      readonly otherwise: readonly LitmusStatement[];
      readonly at?: Place;
    };

/** `int *x`, `spinlock_t *l`: a shared location by the name that the thread knows it by, which is the same in all threads. */
export type Parameter = { readonly type: string; readonly name: string };

export type LitmusThread = { readonly parameters: readonly Parameter[]; readonly body: readonly LitmusStatement[] };

/** A number, or the address of a location. */
export type LitmusValue = number | { readonly addressOf: string };

/** What a final state gives a value to: a location, or a register of a thread. */
export type Observable =
  | { readonly is: 'location'; readonly name: string }
  | { readonly is: 'register'; readonly thread: number; readonly name: string };

export type InitialValue = { readonly of: Observable; readonly value: LitmusValue; readonly type?: string };

export type Condition =
  | { readonly is: 'true' }
  | { readonly is: 'false' }
  | { readonly is: 'equal'; readonly left: Observable; readonly right: LitmusValue | Observable }
  | { readonly is: 'different'; readonly left: Observable; readonly right: LitmusValue | Observable }
  | { readonly is: 'not'; readonly operand: Condition }
  | { readonly is: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly is: 'implies'; readonly left: Condition; readonly right: Condition };

export type Quantifier = 'exists' | 'not-exists' | 'forall';

/** A litmus program. It is plain data: the reader makes it of a text, code may build it, `printLitmus` prints it for herd7. */
export type LitmusTest = {
  readonly name: string;
  /** File it comes from, for problems. */
  readonly source: string;
  /** Locations that are not listed start as 0. */
  readonly initial: readonly InitialValue[];
  readonly threads: readonly LitmusThread[];
  /** Shown in the states beside what the condition names. */
  readonly locations: readonly Observable[];
  /** Executions whose final state does not meet it are left out. */
  readonly filter: Condition | null;
  readonly quantifier: Quantifier;
  readonly condition: Condition;
};
