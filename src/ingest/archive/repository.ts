import type { Problem } from '../../problems.ts';
import { batchesOf, type Piece } from './batches.ts';
import { tooLarge } from './files.ts';
import { blobsOf, type Git, GitError, git } from './git.ts';
import type { ArchivePart, Cursor } from './types.ts';

/**
 * An epoch of a public-inbox (https://public-inbox.org/public-inbox-v2-format.html): a repository whose every commit adds one mail as
 * the file `m`; one that takes a mail out has `d` instead. Read from the oldest on, the cursor is the last commit:
 *
 *     3f2a…:m  ->  the mail's bytes
 */
export async function repositoryPart(path: string, limit: number): Promise<ArchivePart | Problem> {
  const repository = git(path);
  try {
    const [count = ''] = await all(repository.lines(['rev-list', '--count', 'HEAD']));
    const [first] = await all(repository.lines(['log', '-1', '--format=%H', 'HEAD', '--', 'm']));
    if (first === undefined) return { code: 'archive-no-list', source: path, detail: 'no commit has a file named m' };
    return {
      name: path,
      size: { messages: Number(count) },
      read: (after, most) => batchesOf(mailsOf(path, repository, limit, after), most),
    };
  } catch (error) {
    return gitProblem(path, error);
  }
}

async function* mailsOf(path: string, repository: Git, limit: number, after: Cursor | null): AsyncGenerator<Piece> {
  let last: string | null = after === null ? null : (JSON.parse(after) as string);
  // history that was rewritten is read again; the store knows what it had
  if (last !== null && !(await isAncestor(repository, last))) last = null;
  try {
    const commits = repository.lines(['rev-list', '--reverse', last === null ? 'HEAD' : `${last}..HEAD`]);
    for await (const { name: commit, bytes } of blobsOf(repository, commits, 'm', limit)) {
      const source = `${path}:${commit}`;
      const cursor = JSON.stringify(commit);
      if (bytes === 'missing') {
        const problem = await missingProblem(repository, source, commit);
        yield problem === null ? { cursor } : { problem, cursor };
      } else if (bytes === 'too-large') {
        yield { problem: tooLarge(source, limit), cursor };
      } else {
        yield { mail: { source, bytes }, cursor };
      }
      last = commit;
    }
  } catch (error) {
    yield { problem: gitProblem(path, error), cursor: JSON.stringify(last) };
  }
}

async function isAncestor(repository: Git, commit: string): Promise<boolean> {
  try {
    await all(repository.lines(['merge-base', '--is-ancestor', commit, 'HEAD']));
    return true;
  } catch {
    return false;
  }
}

/** A commit without `m` is no mail; one whose `m` is not there has lost it. */
async function missingProblem(repository: Git, source: string, commit: string): Promise<Problem | null> {
  const [entry] = await all(repository.lines(['ls-tree', commit, 'm'])).catch(() => ['the commit cannot be read']);
  return entry === undefined ? null : { code: 'archive-mail-missing', source, detail: entry.replace(/\s+/g, ' ') };
}

function gitProblem(source: string, error: unknown): Problem {
  const detail = error instanceof GitError || error instanceof Error ? error.message : String(error);
  return { code: 'git-failed', source, detail };
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}
