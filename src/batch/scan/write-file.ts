import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProblemError } from '../../problems.ts';

/** What stands at the end of a file's name as long as it is written. */
const UNFINISHED = '.part';

/** A file is there whole or not at all, whenever the scan is killed. Throws a ProblemError where the folder or the disk does not take it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}${UNFINISHED}`;
  await onDisk(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(unfinished, text);
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      throw error;
    }
  });
}

/** Runs what writes to the disk; what that throws becomes a problem of the file. */
export async function onDisk<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ProblemError({ code: 'output-unwritable', source: path, detail: code ?? message }, error);
  }
}
