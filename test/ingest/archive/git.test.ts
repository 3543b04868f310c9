import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findParts } from '../../../src/ingest/archive/index.ts';
import { inputFolder } from '../inputs.ts';
import { numbered, onlyPart, readPart } from './sources.ts';

const folder = inputFolder();
const ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};
const git = (repository: string, ...words: string[]): string =>
  execFileSync('git', ['-C', repository, ...words], { env: ENV, encoding: 'utf8' }).trim();

/** A repository in which each text is one commit's file: a message `m`, or a removal `d`. */
function repository(name: string, commits: readonly string[], file = 'm'): string {
  const path = folder.path(name);
  mkdirSync(path, { recursive: true });
  git(path, 'init', '--quiet', '--initial-branch=master');
  for (const text of commits) commit(path, text, file);
  return path;
}

function commit(path: string, text: string, file = 'm'): void {
  for (const old of ['m', 'd']) rmSync(join(path, old), { force: true });
  writeFileSync(join(path, file), text);
  git(path, 'add', '--all');
  git(path, 'commit', '--quiet', '--message', 'one');
}

describe('a public-inbox repository as a source', () => {
  const mails = [1, 2, 3].map((number) => numbered(number));

  it('gives its mails, oldest first, by their commits', async () => {
    const path = repository('list', mails);
    const read = await readPart(await onlyPart(path));
    expect(read.texts).toEqual(mails);
    expect(read.names.at(-1)).toBe(`${path}:${git(path, 'rev-parse', 'HEAD')}`);
    expect((await readPart(await onlyPart(path), null, 2)).texts).toEqual(mails.slice(0, 2));
  });

  it('may be bare, an epoch, or a folder of epochs in their order', async () => {
    const inbox = folder.path('inbox');
    mkdirSync(join(inbox, 'git'), { recursive: true });
    for (const number of [10, 2, 0]) {
      const plain = repository(`epoch${number}`, [numbered(number)]);
      execFileSync('git', ['clone', '--quiet', '--bare', plain, join(inbox, 'git', `${number}.git`)], { env: ENV });
    }
    for (const source of [inbox, `${inbox}/`, join(inbox, 'git')]) {
      const { parts, problems } = await findParts([source], { limit: 1000 });
      expect(problems).toEqual([]);
      const texts = await Promise.all(parts.map(async (part) => (await readPart(part)).texts));
      expect(texts.flat()).toEqual([0, 2, 10].map((number) => numbered(number)));
    }
    expect((await readPart(await onlyPart(join(inbox, 'git', '2.git')))).texts).toEqual([numbered(2)]);
  });

  it('is read from where the last reading stood', async () => {
    const path = repository('grown', mails);
    const first = await readPart(await onlyPart(path), null, 2);
    const { texts, cursor } = await readPart(await onlyPart(path), first.cursor);
    expect(texts).toEqual([numbered(3)]);
    commit(path, numbered(4));
    expect((await readPart(await onlyPart(path), cursor)).texts).toEqual([numbered(4)]);
    expect((await readPart(await onlyPart(path), cursor)).problems).toEqual([]);
  });

  it('is read anew where its history was written anew', async () => {
    const path = repository('purged', mails);
    const { cursor } = await readPart(await onlyPart(path));
    git(path, 'commit', '--quiet', '--amend', '--message', 'another');
    const read = await readPart(await onlyPart(path), cursor);
    expect(read).toMatchObject({ texts: mails, problems: [] });
    const gone = JSON.stringify({ commit: '0123456789'.repeat(4) });
    expect((await readPart(await onlyPart(path), gone)).texts).toEqual(mails);
  });

  it('says nothing of a removal, and tells of a message that is lost', async () => {
    const path = repository('lost', [numbered(1), numbered(2)]);
    commit(path, numbered(2), 'd');
    commit(path, numbered(3));
    const blob = git(path, 'rev-parse', 'HEAD~2:m');
    // the same words are the removal's file, so it is another blob that goes
    const other = git(path, 'rev-parse', 'HEAD:m');
    expect(blob).not.toBe(other);
    rmSync(join(path, '.git', 'objects', other.slice(0, 2), other.slice(2)));
    commit(path, numbered(4));
    const read = await readPart(await onlyPart(path));
    expect(read.texts).toEqual([1, 2, 4].map((number) => numbered(number)));
    expect(read.problems.map(({ code }) => code)).toEqual(['archive-mail-missing']);
  });

  it('skips a message beyond the limit', async () => {
    const path = repository('large', [numbered(1), numbered(2, 'x'.repeat(500_000)), numbered(3)]);
    const read = await readPart(await onlyPart(path, 10_000));
    expect(read.texts).toEqual([numbered(1), numbered(3)]);
    expect(read.problems.map(({ code }) => code)).toEqual(['file-too-large']);
  });

  it('without messages is a problem', async () => {
    const sources = [repository('code', ['int main;'], 'main.c'), repository('empty', [])];
    const { parts, problems } = await findParts([...sources, repository('good', mails)], { limit: 1000 });
    expect(parts.length).toBe(1);
    expect(problems.map(({ code }) => code)).toEqual(['archive-no-list', 'archive-no-list']);
  });

  it('that is broken is a problem, and what was read before stays', async () => {
    const path = repository('broken', mails);
    const part = await onlyPart(path);
    for (const name of readdirSync(join(path, '.git', 'objects')))
      rmSync(join(path, '.git', 'objects', name), { recursive: true });
    const read = await readPart(part);
    expect(read.texts).toEqual([]);
    expect(read.problems.length).toBe(1);
  });

  it('of many messages comes in the order of its commits, from two processes in turns', async () => {
    const path = folder.path('many');
    mkdirSync(path);
    git(path, 'init', '--quiet', '--initial-branch=master');
    const texts = Array.from({ length: 2500 }, (_, number) => numbered(number, 'w '.repeat((number * 7919) % 3000)));
    const stream = texts
      .map(
        (text, number) =>
          `commit refs/heads/master\ncommitter a <a@example.org> ${1_600_000_000 + number} +0000\ndata 0\n${
            number % 5 === 4 ? 'D m\nM 100644 inline d' : 'D d\nM 100644 inline m'
          }\ndata ${text.length}\n${text}\n`,
      )
      .join('');
    execFileSync('git', ['-C', path, 'fast-import', '--quiet'], { input: stream, env: ENV });
    const read = await readPart(await onlyPart(path));
    expect(read.texts).toEqual(texts.filter((_, number) => number % 5 !== 4));
    expect(read.problems).toEqual([]);
  }, 30_000);
});
