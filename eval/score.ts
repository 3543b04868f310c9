import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportJson } from '../src/report/json/schema.ts';
import type { Figures } from './figures.ts';
import { BUILD, check, GOLD, LABELS, node, reportFile } from './threadjudge.ts';

/** Copies of the labelled mails that make-controls.mjs writes. */
const COPIES = ['controls', 'shams', 'quoted', 'spaces'] as const;
type Copy = (typeof COPIES)[number];

const mailsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => join(folder, name));

/** Judges the labelled mails and their changed copies. */
export function judgeLabelled(): {
  readonly original: ReportJson;
  readonly copies: Readonly<Record<Copy, ReportJson>>;
} {
  const original = check('labelled', mailsIn(join(GOLD, 'mail')));
  const copies = COPIES.map((copy) => {
    const folder = join(BUILD, copy);
    if (!existsSync(folder)) node([join(GOLD, 'make-controls.mjs'), LABELS, join(GOLD, 'body'), folder, copy]);
    return [copy, check(copy, mailsIn(folder))] as const;
  });
  return { original, copies: Object.fromEntries(copies) as Record<Copy, ReportJson> };
}

/** What score.mjs says of the reports that `judgeLabelled` left. */
export function scoreLabelled(): { readonly figures: Figures; readonly misses: string[] } {
  const copies = ['--controls', reportFile('controls'), '--shams', reportFile('shams')];
  const looks = ['--same', reportFile('quoted'), '--same', reportFile('spaces')];
  const score = [join(GOLD, 'score.mjs'), LABELS, reportFile('labelled'), ...copies, ...looks];
  const { figures } = JSON.parse(node([...score, '--json'])) as { figures: Record<string, number | null> };
  const numbers = Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== null);
  const misses = node([...score, '--misses'])
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim());
  return { figures: Object.fromEntries(numbers), misses };
}
