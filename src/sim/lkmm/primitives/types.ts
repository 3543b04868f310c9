import type { Operator } from '../types.ts';

/** How an access is ordered; `mb` and `noreturn` are of read-modify-writes alone. */
export type Order = 'once' | 'acquire' | 'release' | 'mb' | 'noreturn';

export const FENCES = [
  ...(['mb', 'rmb', 'wmb', 'barrier'] as const),
  ...(['before-atomic', 'after-atomic', 'after-spinlock', 'after-unlock-lock', 'after-srcu-read-unlock'] as const),
  ...(['rcu-lock', 'rcu-unlock', 'sync-rcu'] as const),
] as const;
export type Fence = (typeof FENCES)[number];

/** What a read-modify-write gives back; `zero` and `negative` are tests of the new value. */
export type Gives = 'nothing' | 'old' | 'new' | 'zero' | 'negative';

/** What an operand is: `*x` by its name, a pointer to a location, a value. */
export type OperandKind = 'lvalue' | 'pointer' | 'value';

export type Action =
  | { readonly does: 'load'; readonly order: Order }
  /** `fenced`: a full barrier follows. */
  | { readonly does: 'store'; readonly order: Order; readonly fenced?: boolean }
  | { readonly does: 'fence'; readonly fence: Fence }
  | { readonly does: 'exchange'; readonly order: Order }
  | { readonly does: 'compare-exchange'; readonly order: Order }
  | {
      readonly does: 'update';
      readonly order: Order;
      readonly operator: Operator;
      readonly gives: Gives;
      /** What is added or the like where no operand says it. */
      readonly by?: number;
    }
  | { readonly does: 'add-unless'; readonly order: Order }
  | { readonly does: 'lock' | 'unlock' | 'try-lock' | 'is-locked' }
  | { readonly does: 'srcu-lock' | 'srcu-unlock' | 'sync-srcu' };

/** A function of the kernel that a litmus test may call. */
export type Primitive = { readonly operands: readonly OperandKind[]; readonly gives: boolean; readonly action: Action };
