import type { Node, Parent } from 'unist';
import type { Comparison, Effect, Term } from './effects.ts';

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

export type { Comparison, Effect, LockKind, Term } from './effects.ts';

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
  /** `mail`: from further away than the paragraphs at the drawing; it only names what something nearer says to go wrong. */
  readonly from: 'cell' | 'prose' | 'subject' | 'mail';
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
  /** It stands in lines that a patch adds, and the drawing does not: it is of how things are with the patch. */
  readonly added?: true;
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
