import type { ClaimType, DiagramKind, Step } from '../../extract/types.ts';
import type { ClaimVerdict, DrawingVerdict, FixResult, Why } from '../../judge/types.ts';
import type { BoundHit } from '../../sim/types.ts';

/** The words of the reports, in one place: what a reader who never saw this program understands. */

export type Tone = 'bad' | 'good' | 'open' | 'quiet';

export const VERDICT_TONES: Readonly<Record<DrawingVerdict | ClaimVerdict, Tone>> = {
  reproduces: 'bad',
  refuted: 'good',
  undetermined: 'open',
  supported: 'good',
  'not-checkable': 'quiet',
};
/** A refuted claim is bad news for its author, a refuted drawing is not. */
export const CLAIM_TONES: Readonly<Record<ClaimVerdict, Tone>> = {
  supported: 'good',
  refuted: 'bad',
  undetermined: 'open',
  'not-checkable': 'quiet',
};
export const FIX_TONES: Readonly<Record<FixResult['verdict'], Tone>> = {
  works: 'good',
  fails: 'bad',
  undetermined: 'open',
};

const CLAIMED: Readonly<Record<DrawingVerdict, string>> = {
  reproduces: 'What is drawn can go wrong.',
  refuted: 'What is drawn cannot go wrong: every order that the locks and waits allow was tried.',
  undetermined: 'This drawing alone does not settle it.',
};
const SHOWN_CORRECT: Readonly<Record<DrawingVerdict, string>> = {
  reproduces: 'The drawing is there to show that the code is right, but it can go wrong.',
  refuted: 'The drawing is there to show that the code is right, and it is: nothing goes wrong in any order.',
  undetermined: 'The drawing is there to show that the code is right; it does not settle it.',
};
const TOLD: Readonly<Record<DrawingVerdict, string>> = {
  ...CLAIMED,
  reproduces: 'What is drawn can come about. What goes wrong then, the mail tells.',
};
/** What a verdict means for the drawing, by what the drawing is there for, and whether its failure is only told. */
export function meaningOf(kind: DiagramKind, verdict: DrawingVerdict, told = false): string {
  if (told) return TOLD[verdict];
  return (kind === 'correct' ? SHOWN_CORRECT : CLAIMED)[verdict];
}

export const WHY_WORDS: Readonly<Record<Why['kind'], string>> = {
  order: 'Order',
  lock: 'Lock',
  wait: 'Wait',
  assumption: 'Assumption',
};

/** On whose word an assumption stands. */
export const BASIS_WORDS = {
  shown: 'the mail shows it',
  assumed: 'the mail does not say it',
} as const;
export const BASIS_TONES = { shown: 'quiet', assumed: 'open' } as const satisfies Record<string, Tone>;

export const CLAIM_WORDS: Readonly<Record<ClaimType, string>> = {
  'bug-exists': 'that there is a bug',
  'bug-impossible': 'that the bug cannot happen',
  'fix-works': 'that a change helps',
  'fix-fails': 'that a change does not help',
  'ordering-needed': 'that an order is needed',
  'ordering-not-needed': 'that an order is not needed',
  invariant: 'that something holds',
  harmless: 'that it does no harm',
  cost: 'what it costs',
  question: 'a question',
};
export const POLARITY_WORDS = { '+': 'says', '-': 'denies', '?': 'asks' } as const;

export const FIX_SOURCE_WORDS: Readonly<Record<FixResult['source'], string>> = {
  patch: "the mail's patch",
  prose: "the mail's text",
  search: 'tried here',
};

export const BOUND_WORDS: Readonly<Record<BoundHit, string>> = {
  states: 'the limit on states',
  steps: 'the limit on the length of one run',
  memory: 'the memory limit',
  time: 'the time limit',
};

/** Where a step's reading came from, by the first part of its rule; all others are tables of kernel functions. */
const RULE_FAMILIES: Readonly<Record<string, string>> = {
  c: 'C code',
  english: 'English words',
  frame: 'function that runs from here',
  mark: 'mark in the drawing',
};

/** "kernel function (locking/spin_lock)", "C code (assignment)", "C code (if), in part". */
export function ruleWords({ understood, complete, rule }: Pick<Step, 'understood' | 'complete' | 'rule'>): string {
  if (!understood) return 'not understood';
  return complete ? sourceOf(rule) : `${sourceOf(rule)}, in part`;
}

function sourceOf(rule: string | null): string {
  if (rule === null) return 'read as it stands';
  const [family = '', detail] = rule.split('/', 2);
  const words = RULE_FAMILIES[family];
  if (words === undefined) return `kernel function (${rule})`;
  return detail === undefined ? words : `${words} (${detail})`;
}
