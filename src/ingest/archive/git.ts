import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** git in one repository. Its programs end when nobody reads on. */
export type Git = {
  /** What a command prints, line by line. Throws a GitError where it fails. */
  readonly lines: (args: readonly string[]) => AsyncGenerator<string>;
  readonly start: (args: readonly string[]) => ChildProcessWithoutNullStreams;
};

export class GitError extends Error {}

export function git(repository: string): Git {
  // no replacement objects, no prompts, no locks: it is only read
  const env = {
    ...process.env,
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
  const start: Git['start'] = (args) => spawn('git', ['--git-dir', repository, ...args], { env });
  return {
    start,
    async *lines(args) {
      const child = start(args);
      const end = endOf(child);
      try {
        let rest = '';
        for await (const chunk of child.stdout) {
          const lines = `${rest}${(chunk as Buffer).toString('latin1')}`.split('\n');
          rest = lines.pop() ?? '';
          yield* lines;
        }
        if (rest !== '') yield rest;
        await end;
      } finally {
        child.kill();
      }
    },
  };
}

/** Settles when the program has ended, rejects with what it complained of where it failed. */
function endOf(child: ChildProcessWithoutNullStreams): Promise<void> {
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(0, 500);
  });
  const end = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(new GitError(error.message)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new GitError(complaint.trim().split('\n')[0] || `it ended with ${code ?? 'a signal'}`));
    });
  });
  // whoever stops early does not wait for it
  end.catch(() => {});
  return end;
}

export type Blob = { readonly name: string; readonly bytes: Buffer | 'missing' | 'too-large' };

/** Names that are asked for before an answer is read, in turns between the programs. */
const TURN = 64;
const PROGRAMS = 2;

/** The file of each commit, in their order, from two programs that unpack side by side. */
export async function* blobsOf(
  repository: Git,
  commits: AsyncIterable<string>,
  file: string,
  limit: number,
): AsyncGenerator<Blob> {
  const readers = Array.from({ length: PROGRAMS }, () => blobReader(repository, limit));
  const asked: { readonly reader: BlobReader; readonly names: readonly string[] }[] = [];
  let turn = 0;
  const answer = async function* (): AsyncGenerator<Blob> {
    const oldest = asked.shift();
    for (const name of oldest?.names ?? []) yield { name, bytes: (await oldest?.reader.next()) ?? 'missing' };
  };
  try {
    let names: string[] = [];
    const ask = async (): Promise<void> => {
      const reader = readers[turn++ % PROGRAMS] as BlobReader;
      await reader.ask(names.map((name) => `${name}:${file}\n`).join(''));
      asked.push({ reader, names });
      names = [];
    };
    for await (const commit of commits) {
      names.push(commit);
      if (names.length < TURN) continue;
      await ask();
      if (asked.length > PROGRAMS) yield* answer();
    }
    if (names.length > 0) await ask();
    while (asked.length > 0) yield* answer();
  } finally {
    for (const reader of readers) reader.close();
  }
}

type BlobReader = {
  readonly ask: (names: string) => Promise<void>;
  readonly next: () => Promise<Blob['bytes']>;
  readonly close: () => void;
};

/** Bytes that a program may be ahead of what was asked for; a pipe alone holds so few that it would stand still in the other's turn. */
const AHEAD = 2 << 20;

/** Reads what `git cat-file --batch` prints: `<object> blob <size>`, the bytes, a newline; or `<name> missing`. */
function blobReader(repository: Git, limit: number): BlobReader {
  const child = repository.start(['cat-file', '--batch']);
  const end = endOf(child);
  child.stdin.on('error', () => {});
  const held = heldOf(child.stdout, end);
  return {
    async ask(names) {
      if (!child.stdin.write(names)) await Promise.race([once(child.stdin, 'drain'), end]);
    },
    async next() {
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(await held.line())?.[1];
      if (size === undefined) return 'missing';
      if (Number(size) > limit) {
        await held.skip(Number(size) + 1);
        return 'too-large';
      }
      return (await held.take(Number(size) + 1)).subarray(0, Number(size));
    },
    close() {
      child.stdin.destroy();
      child.kill();
    },
  };
}

type Held = {
  readonly line: () => Promise<string>;
  readonly take: (length: number) => Promise<Buffer>;
  readonly skip: (length: number) => Promise<void>;
};

/** What a program has printed and nobody has taken yet. */
function heldOf(output: Readable, end: Promise<void>): Held {
  let chunks: Buffer[] = [];
  let length = 0;
  let wake: (() => void) | null = null;
  output.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > AHEAD) output.pause();
    wake?.();
  });
  output.on('close', () => wake?.());
  const more = async (): Promise<void> => {
    if (output.readableEnded || output.destroyed) {
      await end;
      throw new GitError('git cat-file ended too early');
    }
    output.resume();
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    wake = null;
  };
  const cut = (count: number): Buffer => {
    let needed = 0;
    let bytes = 0;
    while (bytes < count) bytes += chunks[needed++]?.length ?? count;
    const front = needed === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks.slice(0, needed));
    const rest = front.subarray(count);
    chunks = [...(rest.length > 0 ? [rest] : []), ...chunks.slice(needed)];
    length -= count;
    if (length < AHEAD / 2) output.resume();
    return front.subarray(0, count);
  };
  return {
    async line() {
      for (;;) {
        // an answer's first line is short and stands in the first chunk or two
        const at = chunks[0]?.indexOf('\n') ?? -1;
        if (at !== -1) return cut(at + 1).toString('latin1', 0, at);
        if (chunks.length > 1) chunks = [Buffer.concat(chunks.slice(0, 2)), ...chunks.slice(2)];
        else await more();
      }
    },
    async take(count) {
      while (length < count) await more();
      return cut(count);
    },
    async skip(count) {
      let left = count;
      for (; left > length; await more()) {
        left -= length;
        chunks = [];
        length = 0;
      }
      cut(left);
    },
  };
}
