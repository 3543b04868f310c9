import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';

/** Output of a git command that prints little; null where it fails. */
export function git(repository: string, words: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { maxBuffer: 1 << 28, encoding: 'latin1' } as const;
    execFile('git', ['-C', repository, ...words], options, (error, stdout) => resolve(error === null ? stdout : null));
  });
}

/** An object as `git cat-file --batch` prints it: null bytes where it is larger than the limit, `missing` where it is not there. */
export type GitObject = { readonly is: 'object'; readonly bytes: Buffer | null } | { readonly is: 'missing' };

/** A running `git cat-file --batch`: names go in, objects come out in the same order. */
export class CatFile {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);
  #at = 0;
  #error = '';

  constructor(repository: string) {
    this.#process = spawn('git', ['-C', repository, 'cat-file', '--batch', '--buffer']);
    this.#process.on('error', (error) => {
      this.#error = error.message;
    });
    // what is asked of a process that died is told by the reading
    this.#process.stdin.on('error', () => {});
    this.#process.stderr.on('data', (text: Buffer) => {
      this.#error = `${this.#error}${text.toString()}`.slice(0, 300);
    });
    this.#chunks = (this.#process.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Asks for objects, and for no more: all of them are to be read. */
  ask(names: readonly string[], isLast: boolean): void {
    if (isLast) this.#process.stdin.end(names.map((name) => `${name}\n`).join(''));
    else this.#process.stdin.write(names.map((name) => `${name}\n`).join(''));
  }

  async read(limit: number): Promise<GitObject> {
    const head = await this.#line();
    const size = Number(/ (\d+)$/.exec(head)?.[1] ?? Number.NaN);
    if (!(size >= 0) || head.endsWith(' missing') || head.endsWith(' ambiguous')) return { is: 'missing' };
    if (size > limit) {
      await this.#skip(size + 1);
      return { is: 'object', bytes: null };
    }
    const bytes = this.#now(size + 1) ?? (await this.#bytes(size + 1));
    return { is: 'object', bytes: bytes.subarray(0, size) };
  }

  close(): void {
    this.#process.kill();
  }

  async #line(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf(0x0a, this.#at);
      if (end !== -1) {
        const line = this.#held.toString('latin1', this.#at, end);
        this.#at = end + 1;
        return line;
      }
      this.#held = Buffer.concat([this.#held.subarray(this.#at), await this.#next()]);
      this.#at = 0;
    }
  }

  #now(size: number): Buffer | null {
    if (this.#held.length - this.#at < size) return null;
    const bytes = this.#held.subarray(this.#at, this.#at + size);
    this.#at += size;
    return bytes;
  }

  async #bytes(size: number): Promise<Buffer> {
    const parts = [this.#held.subarray(this.#at)];
    let length = this.#held.length - this.#at;
    while (length < size) {
      const chunk = await this.#next();
      parts.push(chunk);
      length += chunk.length;
    }
    const last = parts.at(-1) as Buffer;
    this.#held = last;
    this.#at = last.length - (length - size);
    return Buffer.concat(parts, size);
  }

  async #skip(size: number): Promise<void> {
    let left = size - (this.#held.length - this.#at);
    while (left > 0) {
      this.#held = await this.#next();
      left -= this.#held.length;
    }
    this.#at = this.#held.length + left;
  }

  async #next(): Promise<Buffer> {
    const next = await this.#chunks.next();
    if (next.done === true) throw new Error(this.#error.trim() || 'git cat-file ended early');
    return next.value;
  }
}
