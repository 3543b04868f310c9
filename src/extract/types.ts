import type { Node, Parent } from 'unist';

/**
 * extract reads a message's lines and finds what is drawn and what is said about it:
 *
 *     lines ──mail-tree──▶ MailTree ──drawing──▶ Diagram (lanes, steps) ; MailTree ──claims──▶ Claim
 *
 * It knows the kernel's words (lexicon/) and nothing of simulation or verdicts.
 */

// ── the mail tree (unist) ──────────────────────────────────────────────────────────────────────────────────────────

export type BlockType =
  | 'attribution'
  | 'prose'
  | 'drawing'
  | 'code'
  | 'diff'
  | 'trace'
  | 'table'
  | 'signature'
  | 'trailer';

/** A run of lines of one kind. `position` is in lines and columns of the decoded body. */
export interface Block extends Node {
  type: BlockType;
  /** Depth of quotation: 0 is the author's own text. */
  depth: number;
  /** The lines without their quote marks; `lines[i]` stands on line `position.start.line + i`. */
  lines: readonly string[];
}
export interface Quote extends Parent {
  type: 'quote';
  depth: number;
  children: MailNode[];
}
export type MailNode = Block | Quote;
export interface MailTree extends Parent {
  type: 'mail';
  children: MailNode[];
}

// ── drawings ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type Notation = 'columns' | 'bars' | 'comment' | 'prefixed' | 'indented' | 'flat';

/** race: a bug is drawn; deadlock, lockdep: a lock cycle; ordering: barriers; correct: drawn to show that it works. */
export type DiagramKind = 'race' | 'deadlock' | 'lockdep' | 'ordering' | 'correct' | 'sequence';

export const OPS = [
  'call', 'return', 'lock', 'unlock', 'alloc', 'free', 'get', 'put', 'read', 'write', 'rmw', 'test', 'use',
  'list-add', 'list-del', 'list-walk', 'barrier', 'flush', 'wait', 'wake', 'queue', 'cancel', 'irq', 'fail', 'note', 'elide',
] as const; // biome-ignore format: the design's two lines
export type Op = (typeof OPS)[number];

export const FAILURES = [
  'use-after-free', 'null-deref', 'double-free', 'leak', 'deadlock', 'hang', 'lost-update', 'stale-read', 'torn',
  'list-corruption', 'reordering', 'wrong-state', 'warning', 'data-race',
] as const; // biome-ignore format: the design's list
export type Failure = (typeof FAILURES)[number];

/** A C expression or a name as it stands in the cell, white space trimmed, `&` and `;` kept off: `dev->lock`, `PT`. */
export type Term = string;

/** A comparison that the cell states or tests. `right` is a number, `NULL`, a name, or a C expression. */
export type Comparison = {
  readonly left: Term;
  readonly is: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly right: Term;
};

/**
 * What a step does, in the terms of these drawings; the scenario builder turns each into machine actions.
 * A lexicon row lists them with placeholders ($1 is the first argument, $= what is assigned to), a cell has them filled in.
 */
export type Effect =
  // locking. `cover`: the lock excludes others (spin, mutex, rwsem …) or only its own CPU (irq, preempt), or marks readers (rcu, srcu)
  | {
      readonly do: 'acquire';
      readonly lock: Term;
      readonly mode: 'exclusive' | 'shared';
      readonly lockKind: LockKind;
      readonly tries?: boolean;
    }
  | {
      readonly do: 'release';
      readonly lock: Term;
      readonly mode: 'exclusive' | 'shared' | 'any';
      readonly lockKind: LockKind;
    }
  | { readonly do: 'enter-reader'; readonly domain: Term } // rcu_read_lock: domain "rcu"
  | { readonly do: 'leave-reader'; readonly domain: Term }
  | { readonly do: 'wait-readers'; readonly domain: Term } // synchronize_rcu
  // memory
  | { readonly do: 'load'; readonly into: Term; readonly from: Term }
  | { readonly do: 'store'; readonly to: Term; readonly value: Term }
  | { readonly do: 'add'; readonly to: Term; readonly by: number; readonly into?: Term; readonly atomic: boolean }
  | { readonly do: 'exchange'; readonly to: Term; readonly value: Term; readonly into: Term | null }
  | {
      readonly do: 'test';
      readonly condition: Comparison /** null: not said; the drawing's continuation decides */;
      readonly holds: boolean | null;
    }
  // "sees 0", "-> PASS", "still clear": the cell says that it held when the step ran
  | { readonly do: 'noted'; readonly condition: Comparison }
  // { A == 1; B == 2 }: what a variable holds before anything runs
  | { readonly do: 'starts'; readonly place: Term; readonly value: Term }
  // dependency: what is accessed next is by what was read last
  | { readonly do: 'barrier'; readonly order: 'full' | 'read' | 'write' | 'acquire' | 'release' | 'dependency' }
  // objects
  | { readonly do: 'alloc'; readonly object: Term }
  | {
      readonly do: 'free';
      readonly object: Term /** after a grace period: kfree_rcu, call_rcu */;
      readonly deferred?: 'rcu';
    }
  | { readonly do: 'use'; readonly object: Term }
  | {
      readonly do: 'get';
      readonly object: Term /** get_unless_zero: fails instead of reviving */;
      readonly unlessZero?: boolean;
    }
  | {
      readonly do: 'put';
      readonly object: Term /** the cell says that this is the last reference */;
      readonly last?: boolean;
    }
  | { readonly do: 'link'; readonly object: Term; readonly list: Term }
  | { readonly do: 'unlink'; readonly object: Term; readonly list: Term | null }
  | { readonly do: 'find'; readonly into: Term; readonly list: Term }
  // waiting
  | { readonly do: 'prepare-wait'; readonly queue: Term }
  | { readonly do: 'finish-wait'; readonly queue: Term }
  | { readonly do: 'sleep'; readonly queue: Term | null }
  | { readonly do: 'wait-until'; readonly queue: Term; readonly condition: Comparison | null }
  | { readonly do: 'wake'; readonly queue: Term }
  | { readonly do: 'wait-completion'; readonly completion: Term }
  | { readonly do: 'complete'; readonly completion: Term }
  // deferred work: work items, timers, tasklets, callbacks
  | { readonly do: 'queue-work'; readonly work: Term }
  | { readonly do: 'cancel-work'; readonly work: Term; readonly sync: boolean }
  | { readonly do: 'flush-work'; readonly work: Term }
  | { readonly do: 'run-work'; readonly work: Term } // the lane or frame is the work's function
  // page tables. `flag`: write, uffd_wp, present, dirty, soft_dirty, young
  | {
      readonly do: 'pte-change';
      readonly set: readonly string[];
      readonly clear: readonly string[];
      readonly atomic: boolean;
    }
  | { readonly do: 'pte-read'; readonly into: Term | null }
  | { readonly do: 'pte-noted'; readonly flag: string; readonly isSet: boolean }
  | {
      readonly do: 'pte-compare';
      readonly terms: readonly Term[];
      readonly holds: boolean | null; // pte_same(a, b) -> PASS
      /** Asked as `!pte_same(a, b)` where `holds` is null: the branch is taken if they differ. */
      readonly negated?: true;
    }
  // frame: from here this lane handles a fault and holds mmap_lock for reading; `perVma`: that, or its VMA's lock alone (since 6.4)
  | { readonly do: 'page-fault'; readonly perVma?: true }
  | { readonly do: 'page-copy' }
  | { readonly do: 'page-commit' } // the copy is put into the pte, the old entry cleared and flushed
  | { readonly do: 'tlb-flush'; readonly deferred: boolean }
  | { readonly do: 'page-free' }
  // reaches: the call is known, but does nothing that the machine models beyond using its arguments
  | { readonly do: 'nothing' };

export type LockKind = 'spin' | 'mutex' | 'rwsem' | 'rwlock' | 'bit' | 'seq' | 'irq' | 'lockdep' | 'named';

/** What the layout found: text at a place in a lane. The unit that cell understanding works on. */
export type Cell = {
  readonly line: number;
  readonly column: number;
  /** Last line of a wrapped cell, else `line`. */
  readonly lastLine: number;
  readonly lane: number;
  /** As written, wrapped rows joined by one space, annotations and underlines cut off. */
  readonly text: string;
  /** `<- problem`, `// why`, `=> UAF`, and the underlined words' mark. */
  readonly annotations: readonly string[];
  /** Visual column (tabs expanded), for call-tree depth. */
  readonly indent: number;
};

export type Step = {
  /** `line:column`, unique in its diagram. */
  readonly id: string;
  readonly line: number;
  readonly column: number;
  /** First and last line of a wrapped cell. */
  readonly lines: readonly [number, number];
  readonly lane: number;
  readonly text: string;
  readonly annotations: readonly string[];
  /** Call-tree depth within its lane, 0 at the outermost. */
  readonly depth: number;
  /** Who runs on the lane here, where it is not the lane's own task: `IRQ`, `B` after a switch; else null. */
  readonly task: string | null;
  readonly op: Op;
  readonly object: Term | null;
  /** It is told what the step is: a row, a statement or a rule names its op and object, or it is a frame of drawn steps. */
  readonly understood: boolean;
  /** `effects` are all that it does. A step can be understood and not complete: `queue_work(wq)` names no work, `if (foo(p))` calls what nobody knows. */
  readonly complete: boolean;
  /** Which table row, C statement or English rule understood it: `locking/spin_lock`, `c/assignment`, `english/sees`, `frame`. */
  readonly rule: string | null;
  readonly effects: readonly Effect[];
  /** A failure that the cell or its annotation names: `=> UAF`, `BUG`. */
  readonly failure: Failure | null;
};

/** A failure word with its place: in a cell (basis shown) or in the prose around the drawing. */
export type FailureMention = {
  readonly failure: Failure;
  readonly line: number;
  readonly from: 'cell' | 'prose' | 'subject';
  readonly text: string;
  /** The words deny it ("there can be no use-after-free"): they name what a correct drawing must be free of, and claim nothing. */
  readonly denied?: true;
};

/** What a user says of a drawing: what a step does, or (without a line) what a lane holds. */
export type Answer = {
  /** As the user wrote it. */
  readonly text: string;
  readonly line: number | null;
  /** A lane by its label; of a lock, also "both". */
  readonly lane: string | null;
  readonly fact: string;
};

/** Values in the end that the words at a drawing name together: `x == 0 && y == 0`. */
export type Outcome = { readonly line: number; readonly comparisons: readonly Comparison[] };

/** Where a lock of a lockdep report is taken: the last one that is drawn, the one that is held there, or one of the chain's links. */
export type LockSite = {
  readonly role: 'trying' | 'holding' | 'link';
  readonly lock: Term;
  /** The function. */
  readonly within: string;
};

export type Diagram = {
  /** The row of labels (or the first step) to the last row. */
  readonly lines: readonly [number, number];
  readonly quoted: number;
  readonly notation: Notation;
  readonly kind: DiagramKind;
  /** As printed, left to right; '' where none is printed. */
  readonly lanes: readonly string[];
  /** In drawn order: top to bottom, and in a row left to right. */
  readonly steps: readonly Step[];
  readonly mentions: readonly FailureMention[];
  /** The line that says that something goes wrong in it, 0 for the subject; absent where nothing at the drawing says so. */
  readonly harm?: number;
  /** The line on which who quotes it asks about it or denies it; absent where nobody does. */
  readonly doubted?: number;
  /** Its rows are lines that a patch adds. */
  readonly added?: true;
  /** What is said right before and behind it of the values in the end, where anything is. */
  readonly outcomes?: readonly Outcome[];
  /** Lockdep's "Chain exists of" line: the classes in order, outermost first. */
  readonly chain: readonly Term[];
  /** Of a lockdep report: the functions that take its locks; absent where it does not say. */
  readonly sites?: readonly LockSite[];
  /** Other ways to give the steps to lanes (`flat`): alternatives[i][k] is the lane of steps[k]. Empty when there is one way. */
  readonly alternatives: readonly (readonly number[])[];
  /** Lines that could not be read and why. */
  readonly doubts: readonly { readonly line: number; readonly why: string }[];
  /** What the user said of it, and its steps were understood by. */
  readonly answers: readonly Answer[];
};

// ── claims ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export type ClaimType =
  | 'bug-exists' | 'bug-impossible' | 'fix-works' | 'fix-fails' | 'ordering-needed' | 'ordering-not-needed'
  | 'invariant' | 'harmless' | 'cost' | 'question'; // biome-ignore format: the design's list

/** What a claim is about, as far as its words say; `judge` resolves the phrases against the scenario. */
export type ClaimContent =
  /** "take mmap_lock_write across the whole ioctl", "both hold inode->i_lock" */
  | {
      readonly is: 'hold-lock';
      readonly lock: Term;
      readonly mode: 'exclusive' | 'shared';
      readonly scope: string | null;
    }
  /** "X would have solved nothing", "X closes the race": put X in (or keep it) and run */
  | { readonly is: 'with'; readonly thing: string }
  /** "fine without X", "X is not needed": take X out and run */
  | { readonly is: 'without'; readonly thing: string; readonly given: string | null }
  /** "A happens after B" in the drawn run */
  | { readonly is: 'order'; readonly first: string; readonly second: string }
  /** "flush before unlock", "move the free after the wait" */
  | { readonly is: 'move'; readonly what: string; readonly where: 'before' | 'after'; readonly anchor: string }
  /** "this can race", "that can't happen" */
  | { readonly is: 'failure'; readonly failure: Failure | null }
  /** More work for each X: "having to increase a counter every time" */
  | { readonly is: 'cost'; readonly thing: string | null }
  | { readonly is: 'other' };

export type Claim = {
  /** Where its sentence's claiming words begin. */
  readonly line: number;
  readonly lines: readonly [number, number];
  /** The sentence, white space collapsed. */
  readonly text: string;
  readonly type: ClaimType;
  /** + asserts the type, - denies it, ? asks. */
  readonly polarity: '+' | '-' | '?';
  /** "I think", "might", "AFAICS"; '' where there is none. */
  readonly hedge: string;
  /** Index of the diagram it is about, or null. */
  readonly about: number | null;
  readonly content: ClaimContent;
};

/** One line of a patch's hunks: added, taken away, or there to show where that is. */
export type PatchLine = {
  readonly sign: '+' | '-' | ' ';
  /** Without the sign and the white space around it. */
  readonly text: string;
  /** Body line. */
  readonly line: number;
  /** The function that it stands in: begun above it in the hunk, else the one that the hunk's header names; or null. */
  readonly within: string | null;
  /** Line of the hunk's header. */
  readonly hunk: number;
  /** Visual column of its first character, tabs expanded. */
  readonly indent: number;
  /** What it does, as a cell with these words would; null where it is no statement, or too far down to be read. */
  readonly meaning: Pick<Step, 'op' | 'object' | 'understood' | 'complete' | 'rule' | 'effects'> | null;
};
/** A mail's patch; `quoted` where it is somebody else's that is answered to. */
export type Patch = {
  readonly lines: readonly [number, number];
  readonly quoted: number;
  /** In their order, without blank ones. */
  readonly code: readonly PatchLine[];
};

/** What one message holds. */
export type Extraction = {
  readonly tree: MailTree;
  readonly diagrams: readonly Diagram[];
  readonly claims: readonly Claim[];
  /** The author's patch, or the one that is answered to; null where there is none. */
  readonly patch: Patch | null;
};

/** What `extract` needs of a message; no Node types, so that it also runs in a browser. */
export type Text = {
  readonly subject: string | null;
  readonly date: string | null;
  readonly lines: readonly string[];
};
