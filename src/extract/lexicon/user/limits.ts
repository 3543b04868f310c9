/** How much a lexicon file may hold. A person's file is a hundred times smaller; these keep a wrong or hostile one harmless. */
export const LIMITS = {
  /** Bytes of a file. */
  bytes: 1024 * 1024,
  rows: 5000,
  /** Names of one row. */
  names: 200,
  /** Names with `*` in one file: each is tried on each name that no table knows exactly. */
  globs: 1000,
  /** Effects of one row, terms of a list. */
  effects: 50,
  /** Characters of a term or a name. */
  term: 200,
  /** Lists and maps within each other: a file needs nine. */
  depth: 32,
  /** Errors that are told at once. */
  errors: 20,
} as const;
