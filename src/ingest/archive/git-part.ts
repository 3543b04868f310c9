import type { Problem } from '../../problems.ts';
import { batches } from './batches.ts';
import { CatFile, git } from './git-process.ts';
import { tooLarge } from './too-large.ts';
import type { ArchiveBatch, ArchivePart, Cursor } from './types.ts';

/**
 * One epoch of a public-inbox v2: a repository in which each commit holds one message as the file `m`. Read oldest first, from two
 * `git cat-file --batch` in turns, so that one unpacks while the other is read.
 */
export function gitPart(source: string, commits: number, limit: number): ArchivePart {
  return {
    name: source,
    size: { messages: commits },
    read: (after, most) => readCommits(source, limit, after, most),
  };
}

/** Mails that one process gives before it is the other's turn: about what waits for the reader in a pipe. */
const TURN = 8;
/**
 * Commits asked for at once, always one block ahead of what is read. The answers to a block are longer than the buffer that git
 * keeps them in, so that those before it have come out. A multiple of both turns.
 */
const BLOCK = 1024;

/** How many commits the repository's branch has; a problem where there is none, or it holds no mail. */
export async function countCommits(source: string): Promise<number | Problem> {
  const tip = await tipOf(source);
  if (tip === null) return { code: 'archive-no-list', source, detail: 'no commit' };
  const counted = await git(source, ['rev-list', '--count', tip]);
  if (counted === null) return { code: 'git-failed', source, detail: 'rev-list' };
  const mails = await git(source, ['log', '-1', '--format=%H', tip, '--', 'm']);
  if (mails === null || mails.trim() === '')
    return { code: 'archive-no-list', source, detail: 'no file m in its commits' };
  return Number(counted);
}

/** A clone's HEAD may name a branch that is not there. */
async function tipOf(source: string): Promise<string | null> {
  for (const name of ['HEAD', 'refs/heads/master', 'refs/heads/main', 'refs/remotes/origin/master']) {
    const tip = (await git(source, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]))?.trim();
    if (tip !== undefined && tip !== '') return tip;
  }
  return null;
}

async function* readCommits(
  source: string,
  limit: number,
  after: Cursor | null,
  most: number | null,
): AsyncGenerator<ArchiveBatch> {
  const commits = await commitsBehind(source, after);
  if (!Array.isArray(commits)) {
    yield { mails: [], problems: [commits], cursor: after ?? JSON.stringify({}) };
    return;
  }
  const wanted = most === null ? commits : commits.slice(0, most);
  if (wanted.length === 0) return;
  const batch = batches();
  let done: string | null = null;
  const cursor = (): Cursor => (done === null ? (after ?? JSON.stringify({})) : JSON.stringify({ commit: done }));
  const processes = wanted.length > BLOCK ? [new CatFile(source), new CatFile(source)] : [new CatFile(source)];
  const turnOf = (index: number): number => Math.floor(index / TURN) % processes.length;
  const ask = (begin: number): void => {
    if (begin >= wanted.length) return;
    const block = wanted.slice(begin, begin + BLOCK);
    for (const [turn, process] of processes.entries()) {
      const names = block.filter((_, index) => turnOf(index) === turn).map((commit) => `${commit}:m`);
      process.ask(names, begin + BLOCK >= wanted.length);
    }
  };
  try {
    ask(0);
    for (const [index, commit] of wanted.entries()) {
      if (index % BLOCK === 0) ask(index + BLOCK);
      const object = await (processes[turnOf(index)] as CatFile).read(limit);
      const name = `${source}:${commit}`;
      if (object.is === 'missing') {
        if (await isLost(source, commit))
          batch.problem({ code: 'archive-mail-missing', source: name, detail: 'deleted' });
      } else if (object.bytes === null) batch.problem(tooLarge(name, limit));
      else batch.mail({ source: name, bytes: object.bytes });
      done = commit;
      if (batch.isFull()) yield batch.take(cursor());
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    batch.problem({ code: 'git-failed', source, detail });
  } finally {
    for (const process of processes) process.close();
  }
  if (!batch.isEmpty() || done !== null) yield batch.take(cursor());
}

/** Oldest first. Where the cursor's commit is gone, history was written anew (a purge): all of it. */
async function commitsBehind(source: string, after: Cursor | null): Promise<string[] | Problem> {
  const tip = await tipOf(source);
  if (tip === null) return { code: 'archive-no-list', source, detail: 'no commit' };
  const last = after === null ? undefined : (JSON.parse(after) as { commit?: unknown }).commit;
  const isThere =
    typeof last === 'string' &&
    /^[\da-f]{40,64}$/.test(last) &&
    (await git(source, ['merge-base', '--is-ancestor', last, tip])) !== null;
  const listed = await git(source, ['rev-list', '--reverse', tip, ...(isThere ? [`^${last}`] : [])]);
  if (listed === null) return { code: 'git-failed', source, detail: 'rev-list' };
  return listed.split('\n').filter((commit) => commit !== '');
}

/** Whether the commit has a message that cannot be had; a removal (`d`) has none. */
async function isLost(source: string, commit: string): Promise<boolean> {
  const listed = await git(source, ['ls-tree', commit, 'm']);
  return listed === null || listed.trim() !== '';
}
