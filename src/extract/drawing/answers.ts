import { understandCell } from '../cell/index.ts';
import { lockTerm } from '../cell/lock-name.ts';
import type { Lexicon } from '../lexicon/index.ts';
import type { Answer, Comparison, Effect, Step } from '../types.ts';

/** The rule that a step bears of which a user said what it does. */
export const ANSWERED = 'user/answer';

/** The steps with what the answers say of them, and those answers that say something of these steps. */
export function answered(
  steps: readonly Step[],
  lanes: readonly string[],
  answers: readonly Answer[],
  lexicon: Lexicon,
): { readonly steps: readonly Step[]; readonly answers: readonly Answer[] } {
  let changed = steps;
  const used = answers.filter((answer) => {
    const next = answer.line === null ? withLock(changed, lanes, answer) : withFact(changed, lanes, answer, lexicon);
    if (next === null) return false;
    changed = next;
    return true;
  });
  return { steps: changed, answers: used };
}

function withFact(
  steps: readonly Step[],
  lanes: readonly string[],
  { line, lane, fact }: Answer,
  lexicon: Lexicon,
): readonly Step[] | null {
  const on = steps.filter((step) => line !== null && step.lines[0] <= line && line <= step.lines[1]);
  const named = lane === null ? on : on.filter((step) => lanes[step.lane] === lane);
  const open = named.filter((step) => !step.complete || step.rule === 'frame');
  const [step, another] = named.length > 1 && open.length > 0 ? open : named;
  if (step === undefined || another !== undefined) return null;
  const told = withMeaning(step, fact, lexicon);
  return told === null ? null : steps.map((each) => (each === step ? told : each));
}

const NOTHING =
  /^(?:it )?(?:does(?: not matter|n't matter| nothing)|has no (?:effect|part)|is irrelevant|nothing)\.?$/i;
const COMPARED = /^([\w.>[\]*-]{1,80}) ?(==|!=|<=|>=|<|>) ?([\w.>-]{1,80})$/;

/** The step as the fact tells it; null where the fact is not understood either. */
function withMeaning(step: Step, fact: string, lexicon: Lexicon): Step | null {
  const sure = { understood: true, complete: true, rule: ANSWERED };
  if (NOTHING.test(fact)) return { ...step, ...sure, effects: [] };
  const [, left, is, right] = COMPARED.exec(fact) ?? [];
  if (left !== undefined && right !== undefined) {
    const condition: Comparison = { left, is: is as Comparison['is'], right };
    return { ...step, effects: [...step.effects, { do: 'noted', condition }] };
  }
  const meaning = understandCell({ text: fact, annotations: [] }, lexicon);
  if (!meaning.complete || (meaning.effects.length === 0 && meaning.rule === null)) return null;
  return { ...step, ...sure, op: meaning.op, object: meaning.object, effects: meaning.effects };
}

/** A lock around all that the lanes do. */
function withLock(steps: readonly Step[], lanes: readonly string[], { lane, fact }: Answer): readonly Step[] | null {
  const isAll = /^(?:both|all|they|everybody|each)\b/i.test(lane ?? '');
  const holders = lanes.flatMap((name, index) => (isAll || name === lane ? [index] : []));
  const words = fact.replace(/\s*\bfor (?:reading|writing)\b.*$|^(?:the|a) |[.]$/gi, '').split(/\s+/);
  const lock = lockTerm(words.map((text) => ({ text })));
  if (holders.length === 0 || lock === '') return null;
  const mode = /\bfor reading\b|\bshared\b/i.test(fact) ? 'shared' : 'exclusive';
  const take: Effect = { do: 'acquire', lock, mode, lockKind: 'named' };
  const release: Effect = { do: 'release', lock, mode: 'any', lockKind: 'named' };
  const ends = new Map(
    holders.map((holder) => {
      const own = steps.filter((step) => step.lane === holder);
      return [holder, { first: own[0], last: own.at(-1) }];
    }),
  );
  return steps.map((step) => {
    const end = ends.get(step.lane);
    const before = step === end?.first ? [take] : [];
    const after = step === end?.last ? [release] : [];
    return before.length + after.length === 0 ? step : { ...step, effects: [...before, ...step.effects, ...after] };
  });
}
