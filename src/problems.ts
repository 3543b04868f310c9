/**
 * Everything that can go wrong for a user, as data. A problem says what happened, where, and what to do;
 * the words stand in `problem-texts.ts` alone, so that every command says the same thing the same way.
 */
export type ProblemCode =
  | 'file-missing'
  | 'file-unreadable'
  | 'file-is-directory'
  | 'file-empty'
  | 'file-binary'
  | 'file-too-large'
  | 'mail-truncated'
  | 'mail-malformed'
  | 'mail-no-text'
  | 'charset-unknown'
  | 'nothing-to-judge'
  | 'race-no-race'
  | 'race-syntax'
  | 'race-unknown-name'
  | 'race-unknown-verb'
  | 'race-unheld'
  | 'race-limit'
  | 'litmus-no-litmus'
  | 'litmus-syntax'
  | 'litmus-unsupported'
  | 'litmus-limit'
  | 'litmus-bound'
  | 'not-a-litmus-test'
  | 'answer-unused'
  | 'lexicon-syntax'
  | 'lexicon-invalid'
  | 'archive-damaged'
  | 'archive-unsupported'
  | 'archive-no-list'
  | 'archive-mail-missing'
  | 'git-failed'
  | 'store-missing'
  | 'store-in-use'
  | 'store-unreadable'
  | 'store-full'
  | 'store-newer'
  | 'store-foreign'
  | 'store-other-selection'
  | 'output-exists'
  | 'output-unwritable'
  | 'usage'
  | 'internal';

export type Problem = {
  readonly code: ProblemCode;
  /** The input as the user named it; `-` is standard input. */
  readonly source?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** What the general wording cannot know: the charset's name, the token that was met, the limit. */
  readonly detail?: string;
};

/** Thrown where a function cannot return a `Problem`; caught at the rim, never shown as a stack trace. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, cause?: unknown) {
    super(problem.detail ?? problem.code, cause === undefined ? undefined : { cause });
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
