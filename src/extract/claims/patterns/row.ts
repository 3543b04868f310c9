import type { ClaimContent, ClaimType } from '../../types.ts';

/** A clause as a pattern sees it, cut at the words that matched. */
export type Reading = {
  /** What stands before the claiming words, pronouns resolved: "the counter" of "the counter would have solved nothing". */
  readonly subject: string;
  readonly words: string;
  readonly after: string;
  readonly clause: string;
  /** From the clause to the sentence's end: conditions often follow later ("given …", "since both hold L"). */
  readonly rest: string;
};

/**
 * One way to claim something. `when` holds the claiming verb and its small words, never a noun of a subsystem; its gaps are bounded, so that
 * matching stays linear. `unless` looks at the whole clause.
 */
export type ClaimRow = {
  readonly name: string;
  readonly type: ClaimType;
  /** `+` where it is left out. */
  readonly polarity?: '+' | '-' | '?';
  /** A word that every match holds: long patterns are costly to compile, so sentences without it do not meet them. */
  readonly cue?: RegExp;
  readonly when: RegExp;
  readonly unless?: RegExp;
  /** Asked of what stands before the match, where the words alone do not tell. */
  readonly suits?: (subject: string) => boolean;
  readonly content?: (reading: Reading) => ClaimContent;
};
