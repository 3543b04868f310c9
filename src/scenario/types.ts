import type { Failure } from '../extract/types.ts';

/**
 * A scenario is a drawing made runnable: what exists and how it starts, one program a lane, the order that was drawn, the failure to
 * look for, and what had to be assumed. Plain data; `race/` prints and reads it as text, and the round trip changes nothing.
 *
 * It does not know what a verb means: `sim/machine/primitives` does. So a new primitive needs nothing here.
 */
export type Scenario = {
  readonly title: string;
  /** Message-ID of the mail, or null. */
  readonly from: string | null;
  readonly declarations: readonly Declaration[];
  /** Drawn lanes first, left to right; implied actors follow. */
  readonly lanes: readonly Lane[];
  /** Step ids in drawn order, drawn lanes only. */
  readonly drawn: readonly string[];
  readonly goals: readonly Goal[];
  readonly assumptions: readonly Assumption[];
  /** Steps that were not understood; those that `mayTouch` a location of the failure bar `refuted`. */
  readonly unknown: readonly Unknown[];
};

/** A place in a `.race` text, 1-based; absent where the scenario was built from a mail. */
export type Position = { readonly line: number; readonly column: number };

/**
 * `lock PT`, `cell counter = 0`, `cell state in 0, 1`, `object skb refs 1`, `pte pte -> old, writable`.
 * `values` lists the possible initial values: one, or a domain (existential for `reproduces`, universal for `refuted`).
 */
export type Declaration = {
  readonly kind: string;
  readonly name: string;
  readonly values: readonly Expression[];
  /** Further words, in order: `writable`, `refs 1`, `of x`. */
  readonly options: readonly Option[];
  readonly at?: Position;
};
export type Option = { readonly word: string; readonly value: Expression | null };

export type Lane = {
  readonly name: string;
  /** The frame that it runs, as drawn: "do_page_fault". */
  readonly title: string | null;
  readonly implied: boolean;
  /** Where it runs; absent, it is a task that has a CPU for itself. */
  readonly on?: Placement;
  readonly steps: readonly ScenarioStep[];
};

/** The CPU that a lane runs on, shared with all lanes that name it, and in which context: `lane irq on CPU0 hardirq`. */
export type Placement = { readonly cpu: string; readonly context: 'task' | 'softirq' | 'hardirq' };

/** One atomic step: all its statements happen at once. A drawn cell that is several atomic steps repeats its id. */
export type ScenarioStep = {
  /** `line:column` of the cell; `implied:n` for what no cell shows. */
  readonly id: string;
  readonly statements: readonly Statement[];
  /** The cell as written, or what an implied step stands for. */
  readonly text: string;
  readonly at?: Position;
};

/**
 * Forms of the text:
 *     x = 1      x += 1                    assign
 *     noted x == 0                         the drawing says so: an execution in which it is false leaves the drawing
 *     await x == 0                         blocks until it holds
 *     check x == y else torn               a failure where it does not hold
 *     if x == 0 goto 12:9                  goes on at that step of the lane (or `end`) where it holds
 *     lock PT shared                       a verb of a primitive with its operands
 */
export type Statement =
  | { readonly is: 'assign'; readonly target: string; readonly value: Expression; readonly at?: Position }
  | { readonly is: 'noted'; readonly condition: Expression; readonly at?: Position }
  | { readonly is: 'await'; readonly condition: Expression; readonly at?: Position }
  | { readonly is: 'check'; readonly condition: Expression; readonly failure: Failure; readonly at?: Position }
  | { readonly is: 'if'; readonly condition: Expression; readonly goto: string; readonly at?: Position }
  | { readonly is: 'verb'; readonly verb: string; readonly operands: readonly Expression[]; readonly at?: Position };

export type Expression =
  | { readonly is: 'number'; readonly value: number }
  /** A declared name, a field of one (`pte.write`), `null`, or a bare word of a verb (`shared`). */
  | { readonly is: 'name'; readonly name: string; readonly at?: Position }
  | { readonly is: 'unary'; readonly operator: '!' | '-'; readonly operand: Expression }
  | { readonly is: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression };
export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||' | '+' | '-' | '&' | '|';

/** What to look for, and the step where the mail says that it shows. */
export type Goal = {
  readonly failure: Failure;
  readonly step: string | null;
  /** It shows where this holds when every lane has ended; absent, the steps tell. */
  readonly when?: Expression;
  /** shown: a cell, the prose or the shape of the steps says so; assumed: it is only possible here. */
  readonly basis: 'shown' | 'assumed';
  readonly line: number | null;
  /** Only the order of the steps is looked for: that it fails in this order is the mail's word. */
  readonly told?: true;
};

export type Assumption = { readonly text: string; readonly line: number | null; readonly basis: 'shown' | 'assumed' };

export type Unknown = {
  readonly step: string;
  readonly line: number;
  readonly why: string;
  /** It could take part in the failure, so nothing is refuted while it is unknown. */
  readonly relevant: boolean;
  /** It was read, but the machine has no model of it, and it may exclude what the machine allows: it bars both verdicts. */
  readonly unmodelled?: boolean;
  /** What it accesses is known, and only whether it orders as much as it is taken to is not: more may be possible, never less. */
  readonly ordersLess?: boolean;
};
