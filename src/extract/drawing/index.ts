import type { Lexicon } from '../lexicon/index.ts';
import type { Answer, Diagram, Step, Text } from '../types.ts';
import { answered } from './answers.ts';
import { proseAround } from './around.ts';
import { doubtOn, harmOf, isAdded } from './harm.ts';
import { chainOf, kindOf, mentionsOf } from './kind.ts';
import { lockSitesOf } from './lock-sites.ts';
import { notations } from './notations/index.ts';
import { outcomesIn } from './outcomes.ts';
import { stepsOf } from './steps.ts';
import type { Page, Reading } from './types.ts';

/** Finds all drawings of a page: each line is offered to each notation unless a drawing at its depth already covers it. */
export function readDrawings(page: Page, lexicon: Lexicon): Reading[] {
  const readings: Reading[] = [];
  /** The last drawing at each depth. */
  const last = new Map<number, Reading>();
  for (let at = 0; at < page.length; at++) {
    const line = page[at] as Page[number];
    if (line.text === '' || line.line <= (last.get(line.depth)?.lines[1] ?? 0)) continue;
    for (const notation of notations) {
      const reading = notation.read(page, at, { until: page.length, before: last.get(line.depth) ?? null, lexicon });
      if (!reading) continue;
      readings.push(reading);
      last.set(reading.quoted, reading);
      break;
    }
  }
  return readings;
}

/** A drawing that has been read, as steps; null when nothing in it is understood or fewer than two lanes do anything. */
export function diagramOf(
  reading: Reading,
  page: Page,
  text: Text,
  lexicon: Lexicon,
  said: readonly Answer[] = [],
): Diagram | null {
  const { steps, answers } = answered(stepsOf(reading.cells, lexicon), reading.lanes, said, lexicon);
  if (!steps.some(doesSomething) && steps.filter((step) => isPhrase(step.text)).length < 4) return null;
  const around = proseAround(page, reading);
  const kind = kindOf(steps, around);
  const outcomes = outcomesIn(around.at);
  const doubted = doubtOn(page, reading, around);
  const harm = harmOf(steps, around, text.subject);
  const sites = kind === 'lockdep' ? lockSitesOf(page, reading) : [];
  return {
    lines: reading.lines,
    quoted: reading.quoted,
    notation: reading.notation,
    kind,
    lanes: reading.lanes,
    steps,
    mentions: mentionsOf(steps, around, page, reading, text.subject),
    ...(harm !== null && { harm }),
    ...(doubted !== null && { doubted }),
    ...(isAdded(page, reading) && { added: true as const }),
    ...(outcomes.length > 0 && { outcomes }),
    chain: kind === 'lockdep' ? (reading.chain ?? chainOf(page, reading)) : [],
    ...(sites.length > 0 && { sites }),
    alternatives: reading.alternatives,
    doubts: reading.doubts,
    answers,
  };
}

/** An understood step, or at least one that is C. */
const doesSomething = (step: Step) =>
  (step.understood && step.op !== 'elide' && step.op !== 'note') || /\w\(|\w = |\w -> \w/.test(step.text);

/** Three words or more: the drawing tells its steps in English that nothing here understands. */
const isPhrase = (text: string) => /^[a-z][\w/-]*[ ,]+[a-z][\w-]*,? \w/i.test(text);
