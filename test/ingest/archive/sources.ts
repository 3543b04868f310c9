import { findParts } from '../../../src/ingest/archive/index.ts';
import type { ArchivePart, Cursor } from '../../../src/ingest/archive/types.ts';
import type { Problem } from '../../../src/problems.ts';

export type Read = {
  readonly names: string[];
  readonly texts: string[];
  readonly problems: Problem[];
  readonly cursor: Cursor | null;
};

/** All of one part. */
export async function readPart(
  part: ArchivePart,
  after: Cursor | null = null,
  most: number | null = null,
): Promise<Read> {
  const read: { names: string[]; texts: string[]; problems: Problem[]; cursor: Cursor | null } = {
    names: [],
    texts: [],
    problems: [],
    cursor: after,
  };
  for await (const batch of part.read(after, most)) {
    for (const { source, bytes } of batch.mails) {
      read.names.push(source);
      read.texts.push(bytes.toString('latin1'));
    }
    read.problems.push(...batch.problems);
    read.cursor = batch.cursor;
  }
  return read;
}

/** The only part that there is to a source. */
export async function onlyPart(source: string, limit = 1 << 20, input: readonly string[] = []): Promise<ArchivePart> {
  const { parts, problems } = await findParts([source], { limit, standardInput: chunks(input) });
  if (parts.length !== 1) throw new Error(`${parts.length} parts, ${JSON.stringify(problems)}`);
  return parts[0] as ArchivePart;
}

async function* chunks(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text, 'latin1');
}

/** A mail with a number of its own. */
export const numbered = (number: number, body = 'words\n'): string =>
  `From: Ann Author <ann@example.org>\nMessage-ID: <${number}@example.org>\nSubject: mail ${number}\n\n${body}`;

export const mbox = (mails: readonly string[]): string =>
  mails.map((mail) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail}\n`).join('');
