import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findParts } from '../../src/ingest/archive/index.ts';
import type { RawMail } from '../../src/ingest/archive/types.ts';

/** A list's archive as a bundle of its public-inbox repository; not part of the project. */
export const ARCHIVE = '../shared/archive/linux-raid.v2.bundle';
const LIMIT = 32 * 1024 * 1024;

export type Archive = { readonly repository: string; readonly mbox: string; readonly remove: () => void };

/** The archive as a bare repository, and exported as an mboxrd; null where the bundle is not there. */
export async function unpackArchive(): Promise<Archive | null> {
  // bundled into build/, beside which the project's folder stands
  const bundle = new URL(`../${ARCHIVE}`, import.meta.url).pathname;
  if (!existsSync(bundle)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'threadjudge-bench-'));
  const repository = join(folder, '0.git');
  const mbox = join(folder, 'all.mbox');
  execFileSync('git', ['clone', '--quiet', '--bare', bundle, repository]);
  const file = openSync(mbox, 'w');
  await readAll(repository, ({ bytes }) => {
    const text = bytes.toString('latin1').replace(/^(>*From )/gm, '>$1');
    const end = text.endsWith('\n') ? '\n' : '\n\n';
    writeSync(file, Buffer.from(`From mboxrd@z Thu Jan  1 00:00:00 1970\n${text}${end}`, 'latin1'));
  });
  closeSync(file);
  return { repository, mbox, remove: () => rmSync(folder, { recursive: true }) };
}

/** Each mail of a source. */
export async function readAll(source: string, each: (mail: RawMail) => void): Promise<void> {
  const { parts, problems } = await findParts([source], { limit: LIMIT });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  for (const part of parts) for await (const { mails } of part.read(null, null)) for (const mail of mails) each(mail);
}
