import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRace } from '../../src/scenario/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPY = join(ROOT, 'build', 'adding-a-primitive');
const COPIED = ['src', 'test/sim', 'docs/race-language.md', 'package.json', 'tsconfig.json'];
/** Few runs: that the two machines agree is shown, not measured, here. */
const RUNS = '60';

type Block = { readonly language: string; readonly path: string; readonly lines: readonly string[] };

/** The page's blocks, each with the file that its first line names. */
function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+) (\S+)\n([\s\S]*?)^```$/gm)].map(([, language = '', path = '', text = '']) => ({
    ...{ language, path, lines: text.split('\n').slice(0, -1) },
  }));
}

/** Adds the lines with `+`, each behind the line above it; a line that is not there is a page that is not true any more. */
function added(text: string, { path, lines }: Block): string {
  const file = text.split('\n');
  let at = -1;
  for (const line of lines) {
    const content = line.slice(1);
    if (line.startsWith('+')) file.splice(++at, 0, content);
    else {
      at = file.indexOf(content, at + 1);
      if (at < 0) throw new Error(`${path} has no line "${content}" any more, or not there`);
    }
  }
  return file.join('\n');
}

function follow(blocks: readonly Block[]): void {
  rmSync(COPY, { recursive: true, force: true });
  for (const path of COPIED) cpSync(join(ROOT, path), join(COPY, path), { recursive: true });
  for (const block of blocks) {
    const file = join(COPY, block.path);
    mkdirSync(dirname(file), { recursive: true });
    if (block.language === 'diff') writeFileSync(file, added(readFileSync(file, 'utf8'), block));
    else {
      if (existsSync(file)) throw new Error(`${block.path} is there already`);
      writeFileSync(file, `${block.lines.join('\n')}\n`);
    }
  }
}

describe('docs/adding-a-primitive.md', () => {
  const blocks = blocksOf(readFileSync(join(ROOT, 'docs/adding-a-primitive.md'), 'utf8'));

  it('adds a primitive that passes the tests which it names, and the property tests with it', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(8);
    follow(blocks);
    const tests = [
      'test/sim/primitives/semaphore.test.ts',
      'test/sim/explorer.test.ts',
      'test/sim/language-docs.test.ts',
    ];
    const { status, stdout, stderr } = spawnSync('npx', ['vitest', 'run', '--root', COPY, ...tests], {
      ...{ cwd: ROOT, encoding: 'utf8', env: { ...process.env, RUNS, CI: '1' } },
    });
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    expect(stdout).toContain('semaphore.test.ts');
  }, 300_000);

  it('has scenarios that come out as it says', async () => {
    follow(blocks);
    const { judgeScenario } = (await import(
      join(COPY, 'src/judge/index.ts')
    )) as typeof import('../../src/judge/index.ts');
    const { DEFAULT_BOUNDS } = (await import(
      join(COPY, 'src/sim/types.ts')
    )) as typeof import('../../src/sim/types.ts');
    const { tell } = await import('../scenario-pairs.ts');
    const races = blocks.filter(({ language }) => language === 'race');
    expect(races.length).toBeGreaterThan(0);
    for (const { path, lines } of races) {
      const read = readRace(lines.join('\n'), path);
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const expected = blocks.find((block) => block.path === path.replace(/race$/, 'expected'))?.lines;
      expect(tell(judgeScenario(read.scenario, { bounds: DEFAULT_BOUNDS }))).toEqual(expected);
    }
  }, 60_000);
});
