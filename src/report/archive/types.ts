import type { Envelope, ThreadNode } from '../../ingest/threads/types.ts';
import type { ClaimJson, DiagramJson } from '../json/schema.ts';

/** What the reports of an archive are printed from: plain values, whatever store they came from. */

/** A thread, for a report of its own. */
export type ThreadView = {
  readonly title: string | null;
  readonly list: string | null;
  readonly nodes: readonly ThreadNode[];
  /** By id of a node: what the mail says of the drawings. */
  readonly parts: ReadonlyMap<string, MailPart>;
  /** The patch in this and in other threads; empty where there is only one version. */
  readonly versions: readonly PatchVersion[];
  readonly drawings: readonly DrawingView[];
  /** Claims that are about none of the drawings. */
  readonly otherClaims: readonly SaidClaim[];
};

/** Numbers of drawings, from 1. */
export type MailPart = { readonly draws: readonly number[]; readonly quotes: readonly number[]; readonly says: number };

export type PatchVersion = {
  readonly version: number;
  readonly subject: string | null;
  readonly date: string | null;
  readonly messageId: string | null;
  /** Name of the report of its thread, null where that has none; or it is the thread at hand. */
  readonly report: string | 'here' | null;
};

/** A drawing with all mails that it stands in; the first mention stands for all. */
export type DrawingView = {
  readonly diagram: DiagramJson;
  /** Markdown, see evidence.ts. */
  readonly evidence: string;
  readonly mentions: readonly MentionView[];
  readonly claims: readonly SaidClaim[];
};

export type MentionView = {
  readonly mail: Envelope;
  readonly lines: readonly [number, number];
  readonly quoted: number;
  /** Of what stands in this mail: a quotation that is cut short may be judged otherwise. */
  readonly verdict: DiagramJson['verdict'];
};

export type SaidClaim = {
  readonly mail: Envelope;
  readonly claim: ClaimJson;
  /** The mail does not quote the drawing: it answers one that has it. */
  readonly unquoted: boolean;
};

// ── the archive ────────────────────────────────────────────────────────────────────────────────────────────────────

/** How many drawings have which verdict. */
export type Verdicts = Readonly<Record<DiagramJson['verdict'], number>>;
export type Figure = { readonly name: string; readonly verdicts: Verdicts };

export type ThreadLine = {
  readonly file: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly list: string | null;
  readonly verdicts: Verdicts;
};

/** See disputed.ts. */
export type Dispute = {
  readonly opposed: number;
  readonly contradicted: number;
  readonly quotations: number;
  readonly disputed: number;
};

export type ErrorFigure = {
  readonly code: string;
  readonly count: number;
  /** The first ones. */
  readonly examples: readonly { readonly source: string; readonly line: number | null; readonly message: string }[];
};

/** One page of the list of threads. */
export type PageLink = { readonly file: string; readonly name: string; readonly threads: number };

export type ArchiveView = {
  readonly totals: {
    readonly mails: number;
    readonly copies: number;
    readonly judged: number;
    readonly drawings: number;
    readonly verdicts: Verdicts;
    readonly errors: number;
  };
  readonly threads: number;
  readonly byList: readonly Figure[];
  readonly byMonth: readonly Figure[];
  readonly byFailure: readonly Figure[];
  readonly disputes: readonly (ThreadLine & Dispute)[];
  readonly errors: readonly ErrorFigure[];
  /** All threads where they are few, else where they are listed. */
  readonly list: { readonly lines: readonly ThreadLine[] } | { readonly pages: readonly PageLink[] };
};
