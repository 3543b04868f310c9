import { open } from 'node:fs/promises';
import type { Problem, ProblemCode } from '../problems.ts';

/** Bytes of an input, read only as far as they are asked for. */
export type Opened = {
  /** In bytes, where the input tells it (a regular file); null for a pipe. */
  readonly size: number | null;
  readonly chunks: AsyncIterable<Buffer>;
};

/** How much one read asks for. */
const CHUNK_BYTES = 1 << 20;

/** What the operating system's error codes mean to a user. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  ENOENT: 'file-missing',
  ENOTDIR: 'file-missing',
  EISDIR: 'file-is-directory',
};

/** And in words, where the code alone says little. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EMFILE: 'too many open files',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'input/output error',
};

/** A failed read as a problem of that input. */
export function readProblem(source: string, error: unknown): Problem {
  const errno = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const code = CODES[errno];
  if (code !== undefined) return { code, source };
  return { code: 'file-unreadable', source, detail: WORDS[errno] ?? (errno || String(error)) };
}

/**
 * Opens a file, or standard input for `-`. Nothing is read before the first chunk is asked for, and
 * whoever stops early closes it. Errors of reading are thrown by the iteration; `readProblem` words them.
 */
export async function openSource(
  source: string,
  standardInput: AsyncIterable<Buffer | string>,
): Promise<Opened | Problem> {
  if (source === '-') return { size: null, chunks: buffers(standardInput) };
  try {
    const file = await open(source, 'r');
    const stat = await file.stat();
    if (stat.isDirectory()) {
      await file.close();
      return { code: 'file-is-directory', source };
    }
    const chunks = file.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: true }) as AsyncIterable<Buffer>;
    return { size: stat.isFile() ? stat.size : null, chunks };
  } catch (error) {
    return readProblem(source, error);
  }
}

async function* buffers(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}
