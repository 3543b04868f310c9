import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readProblem } from '../open.ts';
import { batchesOf, type Piece } from './batches.ts';
import { tooLarge } from './files.ts';
import type { ArchivePart, Cursor } from './types.ts';

/**
 * A folder with a file for each mail: a Maildir, or mails that somebody saved.
 *
 *     Maildir/cur/1700000000.M1P2.host:2,S       Maildir/new/1700000001.M3P4.host       saved/0001.eml
 *
 * Files are read in the order in which they came to stand there, so that those that come later are behind the cursor:
 *
 *     {"changed":1700000000123,"names":["cur/1.eml"]}       the last change, and the files of that moment
 */
type Place = { readonly changed: number; readonly names: readonly string[] };
type File = { readonly name: string; readonly changed: number; readonly size: number };

const MAILDIR = ['cur', 'new'];

/** Null where no mail stands in the folder. */
export async function folderPart(folder: string, limit: number): Promise<ArchivePart | null> {
  const files = await filesOf(folder, await namesOf(folder));
  return files.length === 0 ? null : partOf(folder, folder, files, limit);
}

/** One mail in a file of its own. */
export async function mailPart(path: string, limit: number): Promise<ArchivePart> {
  const folder = dirname(path);
  return partOf(path, folder, await filesOf(folder, [basename(path)]), limit);
}

function partOf(name: string, folder: string, files: readonly File[], limit: number): ArchivePart {
  return {
    name,
    size: { bytes: files.reduce((sum, { size }) => sum + size, 0) },
    read: (after, most) => batchesOf(mailsOf(folder, files, limit, after), most),
  };
}

async function filesOf(folder: string, names: readonly string[]): Promise<readonly File[]> {
  const files: File[] = [];
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile()) files.push({ name, changed: found.ctimeMs, size: found.size });
  }
  return files.sort((a, b) => a.changed - b.changed || (a.name < b.name ? -1 : 1));
}

async function namesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const boxes = MAILDIR.filter((name) => names.includes(name));
  if (boxes.length === 0) return names.filter((name) => name.endsWith('.eml'));
  const inside = boxes.map(async (box) => (await readdir(join(folder, box))).map((name) => join(box, name)));
  return (await Promise.all(inside)).flat();
}

async function* mailsOf(
  folder: string,
  files: readonly File[],
  limit: number,
  after: Cursor | null,
): AsyncGenerator<Piece> {
  let place: Place = after === null ? { changed: 0, names: [] } : JSON.parse(after);
  for (const { name, changed, size } of files) {
    if (changed < place.changed || (changed === place.changed && place.names.includes(name))) continue;
    place = { changed, names: changed === place.changed ? [...place.names, name] : [name] };
    // a Maildir's file moves and gets flags when its mail is read, and is the same mail
    const source = join(folder, name.replace(/^(?:cur|new)\//, '').replace(/:2,[A-Za-z]*$/, ''));
    const cursor = JSON.stringify(place);
    if (size > limit) {
      yield { problem: tooLarge(source, limit), cursor };
      continue;
    }
    const read = await readFile(join(folder, name)).catch((error) => readProblem(source, error));
    yield 'code' in read ? { problem: read, cursor } : { mail: { source, bytes: read }, cursor };
  }
}
