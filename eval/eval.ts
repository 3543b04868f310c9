import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArchive } from './archive.ts';
import { FIGURES, type Figures, fell, figureTable } from './figures.ts';
import { judgeLitmus } from './litmus.ts';
import { coverage, sameReadings } from './readings.ts';
import { rowsNamed } from './rows.ts';
import { judgeLabelled, scoreLabelled } from './score.ts';
import { BUILD, check, GOLD, ROOT, readLines } from './threadjudge.ts';

/**
 * npm run eval: measures the reading and judging of real mails, beside the last committed figures. It fails where one fell.
 * `-- --accept` takes the figures as the new ones, `-- --misses` prints what went wrong, line by line; `-- --archive` is archive.ts.
 */
const BASELINE = join(ROOT, 'eval', 'baseline.json');
const WITHOUT_DRAWING = join(ROOT, 'eval', 'unlabelled-without-drawing.json');
const MISSES = join(BUILD, 'misses.txt');

const archive = process.argv.indexOf('--archive');
if (!existsSync(GOLD)) {
  console.log(`skipped: ${GOLD} is not there`);
  summarise(0, 0);
} else if (archive >= 0) {
  await readArchive(Number(process.argv[archive + 1]) || undefined);
} else {
  measure();
}

function measure(): void {
  const { original, copies } = judgeLabelled();
  const scored = scoreLabelled();
  const quoted = sameReadings(original, copies.quoted);
  const spaces = sameReadings(original, copies.spaces);
  const unlabelled = check('unlabelled', [join(GOLD, 'unlabelled.mbox')]);
  const threads = check('threads', [join(GOLD, 'threads.mbox')]);
  const covered = coverage(unlabelled, JSON.parse(readFileSync(WITHOUT_DRAWING, 'utf8')));
  const litmus = judgeLitmus();
  const labelledOnly = rowsOfLabelledOnly([original.messages, unlabelled.messages, threads.messages]);
  const now: Figures = {
    ...scored.figures,
    sameReadingQuoted: quoted.same,
    sameReadingSpaces: spaces.same,
    unlabelledFound: covered.found,
    unlabelledFoundOfDrawn: covered.ofDrawn,
    unlabelledUnderstood: covered.understood,
    unlabelledDeterminate: covered.determinate,
    ...litmus?.figures,
    rowsOfLabelledOnly: labelledOnly.length,
  };
  const misses = [
    ...scored.misses,
    ...quoted.misses.map((miss) => `quoted ${miss}`),
    ...spaces.misses.map((miss) => `spaces ${miss}`),
    ...covered.misses,
    ...(litmus?.misses ?? []),
    ...labelledOnly.map((rule) => `row that only labelled mails name: ${rule}`),
  ];
  mkdirSync(BUILD, { recursive: true });
  writeFileSync(MISSES, `${misses.join('\n')}\n`);
  const before = existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Figures) : {};
  console.log(figureTable(now, before));
  if (litmus !== null) console.log(`  ${litmus.time}`);
  if (process.argv.includes('--misses')) console.log(misses.map((miss) => `  ${miss}`).join('\n'));
  else console.log(`  ${misses.length} misses, line by line: ${MISSES.slice(ROOT.length + 1)}, or -- --misses`);
  if (process.argv.includes('--accept')) accept(now);
  const fallen = FIGURES.filter((figure) => fell(figure, now, before)).length;
  summarise(FIGURES.length - fallen, fallen);
}

/** Rows of the lexicon that the labelled mails name and no other: they may be there for their sake. */
function rowsOfLabelledOnly([labelled = [], ...others]: Parameters<typeof rowsNamed>[0][]): string[] {
  const ids = new Set(
    readLines(join(GOLD, 'labels.jsonl')).map((line) => (JSON.parse(line) as { msgid: string }).msgid),
  );
  const elsewhere = rowsNamed(others.flat().filter(({ messageId }) => !ids.has(messageId ?? '')));
  return [...rowsNamed(labelled)].filter((rule) => !elsewhere.has(rule)).sort();
}

function accept(now: Figures): void {
  const kept = FIGURES.flatMap(({ name }) => {
    const value = now[name];
    return value === undefined ? [] : [[name, Math.round(value * 1000) / 1000] as const];
  });
  writeFileSync(BASELINE, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

function summarise(passed: number, failed: number): void {
  writeFileSync(join(ROOT, 'build', 'eval-summary.json'), `${JSON.stringify({ passed, failed })}\n`);
  if (failed > 0) process.exitCode = 1;
}
