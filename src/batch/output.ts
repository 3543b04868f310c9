import { access, writeFile } from 'node:fs/promises';
import type { Problem } from '../problems.ts';

/** Whether a report may be written there: asked before any work is done for it. Null where it may. */
export async function outputProblem(path: string, force: boolean): Promise<Problem | null> {
  if (force) return null;
  try {
    await access(path);
    return { code: 'output-exists', source: path };
  } catch {
    return null;
  }
}

/** Writes a report. Without `force` it never writes over a file, not even over one that came up since it was asked. */
export async function writeOutput(path: string, text: string, force: boolean): Promise<Problem | null> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
    return null;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return { code: 'output-exists', source: path };
    return { code: 'output-unwritable', source: path, detail: code || message };
  }
}
