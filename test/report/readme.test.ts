import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkInputs, drawingsOf, explainSteps, runRace } from '../../src/batch/index.ts';
import { renderTerminal } from '../../src/report/index.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = join(ROOT, 'README.md');
const BLOCK = /(```text\n)[\s\S]*?(```\n)/;
/** Settled claims that the excerpt shows. */
const CLAIMS = 2;

/** The verdict and the run that shows it, then the first things that the author says and that a run settles. */
function excerpt(report: string): string {
  const lines = report.split('\n');
  const head = lines.slice(0, lines.indexOf('Why'));
  const said = lines.indexOf('What the author says');
  const begins = lines.flatMap((line, at) => (at > said && /^ {2}\S/.test(line) ? [at] : []));
  const claims = begins.map((begin, k) => lines.slice(begin, begins[k + 1] ?? lines.length));
  const settled = claims.filter(([first]) => /^ {2}(?:supported|refuted) /.test(first ?? ''));
  return [...head, '[…]', '', lines[said], ...settled.slice(0, CLAIMS).flat(), '[…]', ''].join('\n');
}

// Where it differs because the program has become better: npx vitest run test/report/readme.test.ts -u
test('the README shows what npm start prints', async () => {
  const report = await checkInputs([join(ROOT, 'corpus/bundled.eml')], { bounds: DEFAULT_BOUNDS });
  expect(report.problems).toEqual([]);
  const printed = excerpt(renderTerminal(report, { colour: false, width: 100 }));
  const real = readFileSync(README, 'utf8').replace(BLOCK, (_, begin: string, end: string) => begin + printed + end);
  await expect(real).toMatchFileSnapshot(README);
});

test('the rows of explain --steps in the README are those of the mail that comes along', async () => {
  const { messages } = await checkInputs([join(ROOT, 'corpus/bundled.eml')], { bounds: DEFAULT_BOUNDS });
  const squeezed = (text: string) => text.split('\n').map((line) => line.trim().replace(/ {2,}/g, '  '));
  const shown = squeezed(readFileSync(README, 'utf8')).filter((line) => /^(?:\d+:\d+|place) {2}/.test(line));
  expect(shown.length).toBeGreaterThan(2);
  expect(squeezed(explainSteps(drawingsOf(messages, null)))).toEqual(expect.arrayContaining(shown));
});

test('the scenario in the README goes wrong as it says', () => {
  const race = /```race\n([\s\S]*?)```/.exec(readFileSync(README, 'utf8'))?.[1] ?? '';
  const ran = runRace(race, 'README.md', { bounds: DEFAULT_BOUNDS });
  expect(ran).toMatchObject({ judged: { verdict: 'reproduces', failure: 'use-after-free' } });
});
