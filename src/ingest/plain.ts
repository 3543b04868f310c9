import { isUtf8 } from 'node:buffer';
import { toLines } from './lines.ts';
import type { Message } from './types.ts';

/** A text without headers (an article's or a web page's copy of a mail): UTF-8 where it is that, else Latin-1. */
export function readPlain(bytes: Buffer, source: string): Message {
  const text = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'latin1').decode(bytes);
  return {
    source,
    messageId: null,
    subject: null,
    from: null,
    date: null,
    inReplyTo: null,
    references: [],
    lines: toLines(text),
    problems: [],
  };
}
