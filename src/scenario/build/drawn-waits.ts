import type { Diagram, Step } from '../../extract/types.ts';
import { isVerb, targetOf, verb } from '../statements.ts';
import type { Draft } from './draft.ts';
import { isConnected } from './unconnected.ts';

/**
 * In a drawing of a deadlock between two lanes, what a lane waits for in its last rows is what the other one does when it gets on:
 *
 *     T1                           T2
 *     lock open_mutex
 *                                  suspends the array
 *                                  lock open_mutex         waits for T1
 *     -> waits for the resume                              waits for what T2 does behind its last row
 *
 * Where a row of the other lane has the word that is waited for (`resume_array()`), it is that row. Where what is waited for is a lock of
 * the drawing, the lane takes that. Rows that say so in words alone are understood by this.
 */
export function connectDrawnWaits(diagram: Diagram, draft: Draft): void {
  if (diagram.kind !== 'deadlock' || draft.lanes.length !== 2) return;
  const tails = [tailOf(diagram, draft, 0), tailOf(diagram, draft, 1)] as const;
  for (const [lane, own] of tails.entries()) {
    const other = lane === 0 ? 1 : 0;
    if (own.waits.length === 0 || !tails[other].isBlocked) continue;
    for (const [at, step] of own.waits.entries()) {
      // `timer_delete_sync(t)` with its `while (base->running == t);` below it is one wait
      if (own.waits.slice(at + 1).some((inner) => !isToldInWords(inner, draft))) drop(step, draft);
      else connect(step, other, tails[other].waits, diagram, draft);
    }
  }
}

/** How a lane ends: the waits that are its last rows, and whether it stops at its last row at all. */
type Tail = { readonly waits: readonly Step[]; readonly isBlocked: boolean };

const WAITS =
  /\b(?:waits?|waiting|blocks?|blocked|blocking|stuck|sleeps?|sleeping)\b|\w_sync\b|\b(?:wait|flush|drain|synchronize)_\w|^while ?\(/i;
const DENIED = /\b(?:not|never|no longer|without)\b|n't\b/i;

function tailOf(diagram: Diagram, draft: Draft, lane: number): Tail {
  const rows = diagram.steps.filter((step) => step.lane === lane && step.op !== 'elide' && step.failure === null);
  // what it releases when it gets on
  while (rows.at(-1)?.op === 'unlock') rows.pop();
  const waits: Step[] = [];
  for (const step of [...rows].reverse()) {
    if (!isOpenWait(step, draft)) break;
    waits.unshift(step);
  }
  const before = rows[rows.length - waits.length - 1];
  const takes = before !== undefined && draft.statementsOf(before).some((each) => isVerb(each, 'lock'));
  // "lock A", and below it "-> blocks": what the first row does
  if (takes && waits.every((step) => isToldInWords(step, draft)))
    for (const step of waits.splice(0)) forget(step, draft);
  return { waits, isBlocked: waits.length > 0 || takes };
}

/** No call and no condition of its own, whose other side would be known. */
const isToldInWords = (step: Step, draft: Draft): boolean => draft.statementsOf(step).length === 0;

/** A wait that nothing drawn ends yet: told in words, or one whose other side is not drawn. */
function isOpenWait(step: Step, draft: Draft): boolean {
  const text = [step.text, ...step.annotations].join(' ');
  if (!WAITS.test(text) || DENIED.test(text)) return false;
  return draft.statementsOf(step).every((each) => !isConnected(each, step.lane, draft));
}

function connect(step: Step, other: number, waits: readonly Step[], diagram: Diagram, draft: Draft): void {
  const lock = lockNamed(step, draft);
  const who = diagram.lanes[other] || `lane ${other + 1}`;
  forget(step, draft);
  if (lock !== null) {
    draft.change(step, () => [verb('lock', lock)]);
    draft.assume(`line ${step.line} waits for ${lock}`, step.line, 'shown');
    return;
  }
  const event = draft.declare('completion', eventOf(step, who));
  const done = verb('complete-all', event);
  const signal = isToldInWords(step, draft) ? signalFor(step, other, waits, diagram) : null;
  if (signal === null) {
    draft.lanes[other]?.push({ id: draft.impliedId(), statements: [done], text: `lets line ${step.line} go on` });
    draft.assume(`line ${step.line} waits for what ${who} does after its last drawn step`, step.line, 'shown');
  } else {
    draft.append(signal, done);
    draft.assume(`line ${step.line} waits for line ${signal.line}`, step.line, 'shown');
  }
  draft.change(step, () => [verb('wait-completion', event)]);
}

/** What is waited for, in the row's own words: `mddev_resume` of "-> wait mddev_resume". */
function eventOf({ text }: Step, who: string): string {
  const said =
    /\b(?:wait(?:s|ing)?|block(?:s|ed|ing)?|sleep(?:s|ing)?)\b(?: (?:waiting|for|on|until))*\s+([\w].{2,40})$/i.exec(
      text,
    )?.[1];
  return said?.replace(/[;.,)\s]+$/, '') ?? `${who} to get on`;
}

function drop(step: Step, draft: Draft): void {
  forget(step, draft);
  draft.change(step, () => []);
}

/** It is understood now. */
function forget(step: Step, draft: Draft): void {
  const kept = draft.unknown.filter((each) => each.step !== step.id);
  draft.unknown.splice(0, draft.unknown.length, ...kept);
}

/** "//wait open_mutex": a lock of the drawing by its last name, which the lane does not hold itself. */
function lockNamed(step: Step, draft: Draft): string | null {
  const words = new Set(step.text.toLowerCase().match(/\w+/g) ?? []);
  const own = (draft.lanes[step.lane] ?? []).flatMap(({ statements }) => statements);
  const found = [...draft.declarations].find(
    ([lock, { kind }]) =>
      kind === 'lock' &&
      words.has((/\w+$/.exec(lock)?.[0] ?? '').toLowerCase()) &&
      !own.some((each) => isVerb(each, 'lock') && targetOf(each) === lock),
  );
  return found?.[0] ?? null;
}

/** The last row of the other lane that has the word which the wait ends with: what is waited for. */
function signalFor(step: Step, other: number, waits: readonly Step[], diagram: Diagram): Step | null {
  const event = wordsOf(step.text).findLast((word) => !WAITS.test(word) && word.length > 3);
  if (event === undefined) return null;
  const rows = diagram.steps.filter((each) => each.lane === other && !waits.includes(each));
  return rows.findLast((each) => wordsOf(each.text).some((word) => isSameWord(word, event))) ?? null;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
const isSameWord = (one: string, other: string): boolean =>
  one.length > 3 && (one.startsWith(other) || other.startsWith(one));
