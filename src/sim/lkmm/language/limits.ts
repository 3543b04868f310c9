/** Stated limits of a litmus test; more is refused with a line. */
export const LITMUS_LIMITS = {
  threads: 16,
  /** Statements of one thread, counted in all branches. */
  statements: 200,
  /** Of the text, in UTF-16 code units. */
  length: 1_000_000,
} as const;
