import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, ProblemError } from '../../problems.ts';
import { readProblem } from '../open.ts';
import { isFromLine, SNIFF_BYTES, sniff } from '../sniff.ts';
import { headOf } from './files.ts';
import { folderPart, mailPart } from './folder.ts';
import { mboxPart } from './mbox.ts';
import { repositoryPart } from './repository.ts';
import { streamPart } from './stream.ts';
import type { ArchivePart } from './types.ts';
import { packingOf } from './unpack.ts';

export type FindOptions = {
  /** Bytes of one message. */
  readonly limit: number;
  /** What `-` reads. */
  readonly standardInput: AsyncIterable<Buffer | string>;
};

/** What there is to be read, in the order of the sources, and what is wrong with some of them. */
export type Found = { readonly parts: readonly ArchivePart[]; readonly problems: readonly Problem[] };

/** Looks at what each source is. Nothing is read but its first bytes. Never throws. */
export async function findParts(sources: readonly string[], options: FindOptions): Promise<Found> {
  const parts = new Map<string, ArchivePart>();
  const problems: Problem[] = [];
  for (const source of sources) {
    for (const found of await partsOf(source, options).catch((error) => [problemOf(source, error)])) {
      if ('code' in found) problems.push(found);
      else parts.set(found.name, found);
    }
  }
  return { parts: [...parts.values()], problems };
}

const problemOf = (source: string, error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : readProblem(source, error);

async function partsOf(source: string, { limit, standardInput }: FindOptions): Promise<(ArchivePart | Problem)[]> {
  if (source === '-') return [streamPart(source, buffers(standardInput), limit)];
  const path = source.length > 1 ? source.replace(/\/+$/, '') : source;
  if ((await stat(path)).isDirectory()) return partsOfFolder(path, limit);
  return [await partOfFile(path, limit)];
}

async function partsOfFolder(path: string, limit: number): Promise<(ArchivePart | Problem)[]> {
  const names = await readdir(path);
  if (names.includes('HEAD') && names.includes('objects')) return [await repositoryPart(path, limit)];
  if (names.includes('.git')) return [await repositoryPart(join(path, '.git'), limit)];
  const folder = names.includes('git') ? join(path, 'git') : path;
  const epochs = (folder === path ? names : await readdir(folder)).filter((name) => /^\d+\.git$/.test(name));
  if (epochs.length > 0) {
    const inOrder = epochs.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    return Promise.all(inOrder.map((name) => repositoryPart(join(folder, name), limit)));
  }
  const mails = await folderPart(path, limit);
  const boxes = names.includes('cur') || names.includes('new') ? [] : names.filter((name) => BOX.test(name)).sort();
  const parts = await Promise.all(boxes.map((name) => partOfFile(join(path, name), limit)));
  if (mails !== null) parts.unshift(mails);
  if (parts.length > 0) return parts;
  const detail = 'a folder without .eml files, mboxes, cur and new, or repositories';
  return [{ code: 'archive-unsupported', source: path, detail }];
}

/** Files of a folder that are read beside its mails. */
const BOX = /\.(?:mbox|mbx)(?:\.(?:gz|xz|zst))?$/;

async function partOfFile(path: string, limit: number): Promise<ArchivePart | Problem> {
  const head = await headOf(path, SNIFF_BYTES);
  if (packingOf(head) !== null) return mboxPart(path, limit);
  const sniffed = sniff(head);
  switch (sniffed.is) {
    case 'empty':
      return { code: 'file-empty', source: path };
    case 'mbox':
      return mboxPart(path, limit, sniffed.start);
    case 'mail':
      return mailPart(path, limit);
    default: {
      const skip = firstFromLine(head);
      if (skip !== null) return mboxPart(path, limit, skip, true);
      const detail = sniffed.is === 'binary' ? sniffed.what : 'it begins with no From line and no header';
      return { code: 'archive-unsupported', source: path, detail };
    }
  }
}

/** Where the first message begins in an mbox that something else was written in front of. */
function firstFromLine(head: Buffer): number | null {
  for (let at = head.indexOf('\nFrom '); at !== -1; at = head.indexOf('\nFrom ', at + 1)) {
    const [line = '', next = ''] = head.toString('latin1', at + 1, at + 1200).split(/\r?\n/, 2);
    if (isFromLine(line, next)) return at + 1;
  }
  return null;
}

async function* buffers(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

export type { ArchivePart, RawMail } from './types.ts';
