import type { Problem } from '../problems.ts';

/**
 * ingest turns bytes into messages: files, mboxes, plain texts and standard input go in, decoded text comes out.
 * Everything after it speaks of lines of `lines` only.
 */
export type Message = {
  /** The input as the user named it; in an mbox followed by `#n`, n from 1. */
  readonly source: string;
  /** With angle brackets, or null where there is none. */
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly from: string | null;
  /** ISO 8601 in UTC, or null. */
  readonly date: string | null;
  readonly inReplyTo: string | null;
  /** Oldest first, each with angle brackets. */
  readonly references: readonly string[];
  /** The decoded text/plain body, CRLF made LF; `lines[0]` is line 1. Tabs and no-break spaces stand as sent. */
  readonly lines: readonly string[];
  /** What was odd about this message but did not stop it from being read. */
  readonly problems: readonly Problem[];
};

/** What came of one input: its messages in order, and the problems that kept others from being read. */
export type Ingested = {
  readonly source: string;
  readonly messages: readonly Message[];
  readonly problems: readonly Problem[];
};
