import type { Problem } from '../../problems.ts';
import { batches } from './batches.ts';
import { CatFile, git } from './git-process.ts';
import { tooLarge } from './too-large.ts';
import type { ArchiveBatch, ArchivePart, Cursor } from './types.ts';

/**
 * One epoch of a public-inbox v2: a repository in which each commit holds one message as the file `m`. Read oldest first, from two
 * `git cat-file --batch` in turns, so that one unpacks while the other is read.
 */
export function gitPart(source: string, commits: Commits, limit: number): ArchivePart {
  return {
    name: source,
    size: { messages: commits.count },
    read: (after, most) => readCommits(source, commits, limit, after, most),
  };
}

/** Mails that one process gives before it is the other's turn: about what waits for the reader in a pipe. */
const TURN = 8;
/**
 * Commits asked for at once, always one block ahead of what is read. The answers to a block are longer than the buffer that git
 * keeps them in, so that those before it have come out. A multiple of both turns.
 */
const BLOCK = 1024;

/** What a repository holds: its newest commit, how many there are, and which, oldest first; null where they are too many to be kept. */
type Commits = { readonly tip: string; readonly count: number; readonly names: readonly string[] | null };

/** More than this are listed again when they are read. */
const MOST_KEPT = 100_000;

/** The commits of the repository's branch; a problem where there is none, or they hold no mail. */
export async function findCommits(source: string): Promise<Commits | Problem> {
  const tip = await tipOf(source);
  if (tip === null) return { code: 'archive-no-list', source, detail: 'no commit' };
  const [names, mails] = await Promise.all([
    listCommits(source, tip),
    git(source, ['log', '-1', '--format=%H', tip, '--', 'm']),
  ]);
  if (names === null) return { code: 'git-failed', source, detail: 'rev-list' };
  if (mails === null || mails.trim() === '')
    return { code: 'archive-no-list', source, detail: 'no file m in its commits' };
  return { tip, count: names.length, names: names.length > MOST_KEPT ? null : names };
}

/** Oldest first. */
async function listCommits(source: string, ...revisions: readonly string[]): Promise<string[] | null> {
  const listed = await git(source, ['rev-list', '--reverse', ...revisions]);
  return listed?.split('\n').filter((commit) => commit !== '') ?? null;
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
  found: Commits,
  limit: number,
  after: Cursor | null,
  most: number | null,
): AsyncGenerator<ArchiveBatch> {
  const commits = await commitsBehind(source, found, after);
  if (commits === null) {
    const failed: Problem = { code: 'git-failed', source, detail: 'rev-list' };
    yield { mails: [], problems: [failed], cursor: after ?? JSON.stringify({}) };
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

/** Where the cursor's commit is gone, history was written anew (a purge): all of it. Null where git fails. */
async function commitsBehind(
  source: string,
  { tip, names }: Commits,
  after: Cursor | null,
): Promise<readonly string[] | null> {
  const last = after === null ? undefined : (JSON.parse(after) as { commit?: unknown }).commit;
  const isThere =
    typeof last === 'string' &&
    /^[\da-f]{40,64}$/.test(last) &&
    (await git(source, ['merge-base', '--is-ancestor', last, tip])) !== null;
  if (isThere) return listCommits(source, tip, `^${last}`);
  return names ?? listCommits(source, tip);
}

/** Whether the commit has a message that cannot be had; a removal (`d`) has none. Throws where the commit itself is gone. */
async function isLost(source: string, commit: string): Promise<boolean> {
  const listed = await git(source, ['ls-tree', commit, 'm']);
  if (listed === null) throw new Error(`ls-tree ${commit}`);
  return listed.trim() !== '';
}
