import type { Problem } from '../../problems.ts';

/** One message of an archive as bytes, not decoded: without the mbox's From line, quoting undone. */
export type RawMail = {
  /** As the user named the source, and the place in it: `x.mbox#17`, `lkml/git/0.git:3f2a…`, `Maildir/cur/1.eml`. Stable between runs. */
  readonly source: string;
  readonly bytes: Buffer;
};

/** Where reading of a source stands, after a batch: an opaque JSON text. Kept in the store with what was read; given back to go on behind it. */
export type Cursor = string;

export type ArchiveBatch = {
  readonly mails: readonly RawMail[];
  readonly problems: readonly Problem[];
  readonly cursor: Cursor;
};

/** One thing to be read from begin to end: an mbox, a Maildir, a folder, one epoch of a public-inbox, standard input. */
export type ArchivePart = {
  /** Stable name, the key of its cursor in a store. */
  readonly name: string;
  /** Bytes (mbox, files) or messages (git) in all, for the progress; null where unknown. */
  readonly size: { readonly bytes: number } | { readonly messages: number } | null;
  /** Goes on behind the cursor, from the begin where there is none; at most so many mails, all where it is null. */
  readonly read: (after: Cursor | null, most: number | null) => AsyncGenerator<ArchiveBatch>;
};
