import type { ExtractOptions } from '../extract/index.ts';
import type { Table } from '../extract/lexicon/index.ts';
import type { Answer, Extraction, Text } from '../extract/types.ts';
import type { Message } from '../ingest/types.ts';
import type { JudgedMessage } from '../judge/types.ts';
import type { Bounds } from '../sim/types.ts';

/** The two halves of judging a mail; tests give their own. */
export type Stages = {
  readonly extract: (text: Text, options: ExtractOptions) => Extraction;
  readonly judge: (message: Message, extraction: Extraction, options: { readonly bounds: Bounds }) => JudgedMessage;
};

/** How long one message took, in milliseconds. */
export type Timing = {
  readonly source: string;
  /** Reading and decoding it. */
  readonly read: number;
  /** Finding its drawings and claims. */
  readonly extract: number;
  /** Running and judging them. */
  readonly judge: number;
};

export type CheckOptions = {
  readonly bounds: Bounds;
  /** Bytes of one message. */
  readonly limit?: number;
  /** What the user's lexicon files say; the same array for all, for lexicons are compiled once for each. */
  readonly tables?: readonly Table[];
  /** What the user says of drawings. */
  readonly answers?: readonly Answer[];
  /** What `-` reads. */
  readonly standardInput?: AsyncIterable<Buffer | string>;
  readonly stages?: Stages;
  /** Called for each message, in order. */
  readonly onTiming?: (timing: Timing) => void;
  /** Called with what was thrown while a message was judged; the report only has a problem. */
  readonly onInternalError?: (error: unknown, source: string) => void;
};
