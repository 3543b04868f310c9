import { stat } from 'node:fs/promises';
import type { Problem } from '../../problems.ts';
import { readProblem } from '../open.ts';
import { partOfFile } from './files.ts';
import { partsOfFolder } from './folders.ts';
import { standardInputPart } from './standard-input.ts';
import type { ArchivePart } from './types.ts';

export type FindOptions = {
  /** Bytes of one message. */
  readonly limit: number;
  readonly standardInput?: AsyncIterable<Buffer | string>;
};

export type Found = { readonly parts: readonly ArchivePart[]; readonly problems: readonly Problem[] };

/** What there is to read in the sources, in their order; what cannot be read is a problem, and the rest is found all the same. */
export async function findParts(sources: readonly string[], options: FindOptions): Promise<Found> {
  const parts = new Map<string, ArchivePart>();
  const problems: Problem[] = [];
  for (const source of sources) {
    for (const found of await partsOf(source, options)) {
      if ('code' in found) problems.push(found);
      // a source that was given twice is read once
      else if (!parts.has(found.name)) parts.set(found.name, found);
    }
  }
  return { parts: [...parts.values()], problems };
}

async function partsOf(source: string, options: FindOptions): Promise<readonly (ArchivePart | Problem)[]> {
  if (source === '-') return [standardInputPart(options.standardInput ?? process.stdin, options.limit)];
  try {
    const stats = await stat(source);
    return stats.isDirectory()
      ? await partsOfFolder(source.replace(/(?<=[^/\\])[/\\]+$/, ''), options.limit)
      : [await partOfFile(source, options.limit)];
  } catch (error) {
    return [readProblem(source, error)];
  }
}

export type { ArchivePart } from './types.ts';
