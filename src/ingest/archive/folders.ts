import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../problems.ts';
import { readProblem } from '../open.ts';
import { batches } from './batches.ts';
import { partOfFile, readMailFile } from './files.ts';
import { countCommits, gitPart } from './git-part.ts';
import type { ArchiveBatch, ArchivePart, Cursor } from './types.ts';

/** A folder: a repository, a public-inbox with its epochs, a Maildir, or one with mails and mboxes in it. */
export async function partsOfFolder(folder: string, limit: number): Promise<readonly (ArchivePart | Problem)[]> {
  if (isRepository(folder)) return [await epoch(folder, limit)];
  const epochs = await epochsOf(folder);
  if (epochs.length > 0) return Promise.all(epochs.map((repository) => epoch(repository, limit)));
  if (existsSync(join(folder, 'cur')) && existsSync(join(folder, 'new')))
    return [folderPart(folder, ['cur', 'new'], limit)];
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name);
  const isMail = (name: string): boolean => /\.eml$/i.test(name);
  const mails = names.some(isMail) ? [folderPart(folder, [''], limit)] : [];
  const others = names.filter((name) => !isMail(name) && !name.startsWith('.')).sort();
  const found = [...mails, ...(await Promise.all(others.map((name) => partOfFile(join(folder, name), limit))))];
  // files of other kinds may lie beside what is read
  const parts = found.filter((one) => !('code' in one) || one.code !== 'archive-unsupported');
  if (parts.length > 0) return parts;
  return [{ code: 'archive-unsupported', source: folder, detail: 'a folder with no mail in it' }];
}

const isRepository = (folder: string): boolean =>
  existsSync(join(folder, '.git')) || (existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects')));

/** `LIST/git/0.git`, `1.git`, … of LIST or LIST/git, in order. */
async function epochsOf(folder: string): Promise<readonly string[]> {
  for (const place of [join(folder, 'git'), folder]) {
    if (!existsSync(place)) continue;
    const names = (await readdir(place)).filter((name) => /^\d+\.git$/.test(name));
    if (names.length > 0) {
      names.sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));
      return names.map((name) => join(place, name));
    }
  }
  return [];
}

async function epoch(repository: string, limit: number): Promise<ArchivePart | Problem> {
  const commits = await countCommits(repository);
  return typeof commits === 'number' ? gitPart(repository, commits, limit) : commits;
}

/** Files with one mail each: those of a Maildir's cur and new, or the `.eml` of a folder. */
function folderPart(folder: string, inside: readonly string[], limit: number): ArchivePart {
  return { name: folder, size: null, read: (after, most) => readFolder(folder, inside, limit, after, most) };
}

/** In the order of when they were written, so that what is new comes behind what was read; the name decides among equals. */
async function* readFolder(
  folder: string,
  inside: readonly string[],
  limit: number,
  after: Cursor | null,
  most: number | null,
): AsyncGenerator<ArchiveBatch> {
  const batch = batches();
  const begin = after === null ? null : (JSON.parse(after) as Place);
  let last: Place | null = begin;
  let count = 0;
  const places = await placesOf(folder, inside).catch((error: unknown) => readProblem(folder, error));
  if ('code' in places) {
    yield { mails: [], problems: [places], cursor: after ?? JSON.stringify({ changed: 0, file: '' }) };
    return;
  }
  for (const place of places) {
    if (begin !== null && compare(place, begin) <= 0) continue;
    if (count++ === most) break;
    const found = await readMailFile(join(folder, place.file), limit);
    if ('code' in found) batch.problem(found);
    else batch.mail(found);
    last = place;
    if (batch.isFull()) yield batch.take(JSON.stringify(last));
  }
  if (!batch.isEmpty()) yield batch.take(JSON.stringify(last));
}

type Place = { readonly changed: number; readonly file: string };

async function placesOf(folder: string, inside: readonly string[]): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const part of inside) {
    for (const entry of await readdir(join(folder, part), { withFileTypes: true })) {
      if (entry.isDirectory() || entry.name.startsWith('.') || (part === '' && !/\.eml$/i.test(entry.name))) continue;
      const file = join(part, entry.name);
      const stats = await stat(join(folder, file)).catch(() => null);
      places.push({ changed: stats?.mtimeMs ?? 0, file });
    }
  }
  return places.sort(compare);
}

/** A Maildir's file is moved from new to cur and gets flags behind a colon: it stays the same file. */
const nameOf = ({ file }: Place): string => file.replace(/^.*[/\\]/, '').replace(/:2,\w*$/, '');

function compare(one: Place, other: Place): number {
  if (one.changed !== other.changed) return one.changed - other.changed;
  const [first, second] = [nameOf(one), nameOf(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}
