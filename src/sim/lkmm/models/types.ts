import type { Relation } from '../relations/space.ts';
import type { Execution } from '../search/execution.ts';
import type { Frame } from '../search/frame.ts';

export const MODEL_NAMES = ['lkmm', 'lkmm-6.1', 'tso', 'sc'] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** A relation under the name that the model's own text gives it. */
export type Named = { readonly name: string; readonly relation: Relation };

/** One part of a relation that is a sequence of others; `relations` are those that a step of it may be of. */
export type Part = { readonly times: 'once' | 'maybe' | 'many'; readonly relations: readonly Named[] };

/** An axiom that an execution breaks. */
export type Violation = {
  /** `coherence`, `happens-before`, `propagation`, `rcu`, `plain-coherence`, `total-order` … */
  readonly axiom: string;
  /** Relations whose union has a cycle. */
  readonly cycle: readonly Named[];
  /** What each of those relations that is a sequence of others is made of, to tell the steps; by name. */
  readonly made: Readonly<Record<string, readonly Part[]>>;
};

/** A model, made ready for the executions of one frame. Every axiom is monotone: what fails for a part of an execution fails for all of it. */
export type Judge = {
  /** Whether no axiom fails for what is chosen so far. The axioms `coherence` and `atomic` are met already. */
  readonly allows: (execution: Execution) => boolean;
  /** Names of what is wrong with the program, as a whole execution shows it; `found` has those that are known. */
  readonly flags: (execution: Execution, found: Set<string>) => void;
  /** The axiom that fails; null where none does. */
  readonly explain: (execution: Execution) => Violation | null;
};

export type Model = {
  readonly name: ModelName;
  /** What it stands for, in words. */
  readonly title: string;
  readonly prepare: (frame: Frame) => Judge;
};
