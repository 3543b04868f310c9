/** What threads are made of. */
export type Envelope = {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly subject: string | null;
  readonly from: string | null;
  /** ISO 8601 in UTC, or null */
  readonly date: string | null;
};

/** A mail with those that answer it, oldest first; a ghost is a mail that others answer and nobody has. */
export type ThreadNode = {
  readonly id: string;
  readonly envelope: Envelope | null;
  readonly children: readonly ThreadNode[];
};
