import { failureWords } from '../cell/index.ts';
import type { DiagramKind, Failure, FailureMention, Step } from '../types.ts';
import { type Around, type Line, nearest } from './around.ts';
import { denialsOn, namesHarm, sentencesIn, withoutDenials } from './denied.ts';
import { closesLockCycle } from './lock-cycle.ts';
import { outcomesIn } from './outcomes.ts';
import type { Page, Reading } from './types.ts';
import { namedVaguely } from './vague.ts';

/** Failure words in the cells, in the paragraphs around, in the subject; cells first. Those of a denial are marked as such. */
export function mentionsOf(
  steps: readonly Step[],
  around: Around,
  page: Page,
  reading: Reading,
  subject: string | null,
): FailureMention[] {
  const mentions: FailureMention[] = [];
  const mention = (
    failure: Failure | null,
    line: number,
    from: FailureMention['from'],
    text: string,
    denied = false,
  ) => {
    if (failure !== null) mentions.push({ failure, line, from, text, ...(denied ? { denied: true as const } : {}) });
  };
  for (const step of steps) {
    const text = [step.text, ...step.annotations].join(' ');
    mention(step.failure ?? failureWords(text), step.line, 'cell', text);
  }
  const { before, behind } = around;
  // what is said behind a drawing is said about it; what stands before it may still be about something else
  for (const lines of [behind, before]) {
    const named = new Map(lines.map(({ text }) => [text, failureWords(text)]));
    const denials = denialsOn(lines, (text) => (named.has(text) ? named.get(text) : failureWords(text)) !== null);
    lines.forEach(({ line, text }, i) => {
      const denial = denials.get(line);
      const claimed = denial === undefined ? null : failureWords(denial.others ?? '');
      const here = claimed ?? named.get(text) ?? null;
      const next = lines[i + 1]?.text;
      // the words may be broken over two lines
      const broken = here === null && next !== undefined && named.get(next) === null;
      const failure = broken ? failureWords(`${text} ${next}`) : here;
      mention(failure, line, 'prose', text.trim(), denial !== undefined && claimed === null);
    });
  }
  mention(failureWords(titleOf(subject ?? '')), 0, 'subject', subject ?? '');
  return mentions.some(({ denied }) => !denied) ? mentions : [...mentions, ...namedVaguely(around, page, reading)];
}

/** The subject without what it is of: `[PATCH] kasan: …` names a subsystem and no failure. */
export const titleOf = (subject: string): string =>
  subject
    .slice(0, 400)
    .replace(/^(?:(?:re|fwd?|aw): ?|\[[^\]]{0,80}\] ?){0,8}(?:[a-z][\w/.,-]{0,40}: ?){0,4}(?=\S)/i, (lead) =>
      /[A-Z]{4}/.test(lead.replace(/\[[^\]]*\]/g, '')) ? lead : '',
    );

const LOCKDEP = /possible unsafe locking scenario|possible (?:irq|interrupt) unsafe locking/i;
const DEADLOCK = /\bdead-?lock|\bABBA\b|\bcircular (?:lock|dependency)|\bnever releases?\b/i;
const ORDERING =
  /\bre-?order|\bweakly[- ]ordered\b|\bspeculat(?:e|es|ed|ing|ively)\b|\bLKMM\b|\bmemory barrier|\bmemory order|\bsmp_[rw]?mb\b|\b(?:execut\w+|seen|observed|visible|stores?|loads?|reads?|writes?) (?:\w+ )?out of order\b/i;
const WRONG = /\b(?:race|bug|problem|crash|broken|corrupt|leak|lost|uaf|use-after-free|deadlock|panic|oops|warn)/i;

/** What a drawing is drawn for. */
export function kindOf(steps: readonly Step[], { before, behind, at }: Around): DiagramKind {
  const cells = steps.map((step) => [step.text, ...step.annotations].join(' ')).join('\n');
  const near = textOf(nearest(before, -1));
  const after = textOf(nearest(behind, 1));
  if (LOCKDEP.test(near) || /\*\*\* DEADLOCK \*\*\*/.test(cells)) return 'lockdep';
  const failing = steps.some((step) => step.failure !== null || step.op === 'fail');
  if (!failing && isShownRight(nearest(before, -1), nearest(behind, 1))) return 'correct';
  if (DEADLOCK.test(`${cells} ${near} ${after}`) || closesLockCycle(steps) || isStuck(steps)) return 'deadlock';
  if (!failing && isLitmus(steps) && !WRONG.test(`${near} ${after}`)) return 'ordering';
  if (!failing && asksForValues(steps, at) && !WRONG.test(`${near} ${after}`)) return 'ordering';
  const barriers = steps.filter(ordersAccesses).length;
  if (!failing && (barriers >= 2 || ORDERING.test(near)) && !WRONG.test(near)) return 'ordering';
  return 'race';
}

/** The words name values together that the lanes read: `r1 == 1 && r2 == 0 is forbidden`. */
function asksForValues(steps: readonly Step[], lines: readonly Line[]): boolean {
  const registers = new Set(
    steps.flatMap(({ effects }) => effects.flatMap((effect) => (effect.do === 'load' ? [effect.into] : []))),
  );
  return outcomesIn(lines).some(({ comparisons }) => comparisons.every(({ left }) => registers.has(left)));
}

/** A barrier, or an access that is one: an acquire, a release. */
const ordersAccesses = ({ op, effects }: Step): boolean =>
  op === 'barrier' || effects.some(({ do: does }) => does === 'barrier');

/** Two lanes hang, each at its own place. */
const isStuck = (steps: readonly Step[]): boolean =>
  new Set(steps.filter((step) => step.failure === 'hang').map((step) => step.lane)).size > 1;

/** Only accesses to A, B, x, y and registers, and what orders them, as the documents on memory order draw them. */
function isLitmus(steps: readonly Step[]): boolean {
  const acting = steps.filter(({ op, text }) => op !== 'note' && op !== 'elide' && !text.startsWith('//'));
  const plain = acting.filter(
    ({ op, object, text }) =>
      (op === 'read' || op === 'write') &&
      (/^\*?[A-Za-z]\d?$/.test(object ?? '') || /^(?:\w+ ?= ?)?(?:LOAD|STORE)\b/.test(text)),
  );
  return (
    plain.length >= 3 &&
    acting.every((step) => /^(?:barrier|lock|unlock)$/.test(step.op) || plain.includes(step)) &&
    lanesOf(plain) > 1
  );
}
const lanesOf = (steps: readonly Step[]): number => new Set(steps.map((step) => step.lane)).size;

/** What a patch or another version does: words behind a drawing that show no more than that the drawing is of the time before. */
const PATCHED =
  /\b(?:after|with|by) (?:this|the|that|my|these) (?:[\w-]+ ){0,2}?(?:patch|change|fix|series|commit)|\bno longer\b|\bany ?more\b/i;

/** Takes back what was said before it. */
const TURN = /^(?:but|however|unfortunately|otherwise|yet|still|except)\b/i;

/**
 * Whether the words at the drawing say that nothing goes wrong in it, and no other of them say that something does. In front of it, what
 * they come to counts; behind it, what follows at once or is said of
 * the drawing as a whole: later on, one failure that does not occur leaves others.
 */
function isShownRight(before: readonly Line[], behind: readonly Line[]): boolean {
  let denied = false;
  let rest = '';
  for (const { text } of sentencesIn(before)) {
    const left = withoutDenials(text);
    denied = left !== null || (denied && !TURN.test(text));
    rest += ` ${left ?? text}`;
  }
  for (const [index, { text }] of sentencesIn(behind).entries()) {
    const left = withoutDenials(text);
    if (left !== null && !PATCHED.test(text) && !TURN.test(text) && (index === 0 || !namesHarm(text))) denied = true;
    rest += ` ${left ?? text}`;
  }
  return denied && !WRONG.test(rest);
}

const textOf = (lines: readonly Line[]) => lines.map((line) => line.text).join(' ');

/** Lockdep's `Chain exists of:` and the line below it, as the classes in order. */
export function chainOf(page: Page, reading: Reading): string[] {
  for (let i = reading.lines[0] - 2, n = 0; i >= 0 && n < 30; i--, n++) {
    const line = page[i];
    if (!line || line.depth !== reading.quoted || !/Chain exists of:/.test(line.text)) continue;
    let text = line.text.replace(/^.*Chain exists of:/, '');
    for (let k = i + 1; k < Math.min(page.length, i + 5); k++) {
      const next = (page[k]?.text ?? '').replace(/^\s*\[\s*\d+\.\d+\]/, '').trim();
      if (next === '') {
        if (text.includes('-->')) break;
        continue;
      }
      if (/unsafe locking/i.test(next)) break;
      text += ` ${next}`;
    }
    return text
      .split('-->')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  }
  return [];
}
