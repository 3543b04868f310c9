import type { Diagram, Failure, Step } from '../../../../extract/types.ts';
import { name, number } from '../../../expressions.ts';
import { TOLD_ORDER } from '../../../told.ts';
import type { Expression, Goal, Statement } from '../../../types.ts';
import type { Draft } from '../../draft.ts';
import { namedInMail } from '../named.ts';
import { mayEnd, mayExclude } from './doubts.ts';
import { comesByOrder, isEnough, isLeftToMachine, namedFailure } from './evidence.ts';
import { takeFactsAsDrawn } from './facts.ts';
import { drawnRuns, failingStep } from './order.ts';
import type { ToldOrder } from './types.ts';

/** What the order is asked for in place of. */
export type AsTold = {
  /** The failure that the steps have the shape of, though they do not show it. */
  readonly shaped: Failure | null;
};

/** Makes the machine look for the order in which the mail tells that it fails; no goal where it tells none that could be excluded. */
export function settleToldGoal(diagram: Diagram, draft: Draft, { shaped }: AsTold): Goal[] {
  if (mayExclude(diagram)) return [];
  const named = namedFailure(diagram);
  const told = orderOf(diagram);
  const fails = told?.runs.at(-1)?.[0];
  if (named === undefined || told === null || fails === undefined) return [];
  if (named !== null && (isLeftToMachine(named, fails, diagram) || mayEnd(named, diagram))) return [];
  if (!isEnough(told, fails, named, diagram)) return [];
  const failure = named ?? namedInMail(diagram) ?? shaped ?? 'wrong-state';
  if (named === null && !comesByOrder(failure)) return [];
  takeFactsAsDrawn(draft);
  lookFor(told, failure, draft);
  draft.assume(sentence(told, fails, diagram), fails.line, 'shown');
  return [{ failure, step: fails.id, line: fails.line, basis: named === null ? 'assumed' : 'shown', told: true }];
}

function orderOf(diagram: Diagram): ToldOrder | null {
  const fails = failingStep(diagram);
  const runs = fails === null ? null : drawnRuns(diagram, fails);
  return runs === null ? null : { runs };
}

/** Each run's first and last step count on where all before them are over; the last one fails where it finds all of them counted. */
function lookFor({ runs }: ToldOrder, failure: Failure, draft: Draft): void {
  const events = runs.flatMap((run) => [...new Set([run[0], run.at(-1)])].filter((step): step is Step => !!step));
  const fails = events.pop();
  if (fails === undefined) return;
  const reached = draft.declare('cell', TOLD_ORDER, [number(0)]);
  for (const [at, step] of events.entries()) draft.change(step, (statements) => [...statements, countOn(reached, at)]);
  const check: Statement = {
    is: 'check',
    condition: { is: 'binary', operator: '!=', left: name(reached), right: number(events.length) },
    failure,
  };
  draft.change(fails, (statements) => [...statements, check]);
}

/** `reached = reached + (reached == at)` */
function countOn(reached: string, at: number): Statement {
  const isNext: Expression = { is: 'binary', operator: '==', left: name(reached), right: number(at) };
  return { is: 'assign', target: reached, value: { is: 'binary', operator: '+', left: name(reached), right: isNext } };
}

function sentence({ runs }: ToldOrder, fails: Step, { steps }: Diagram): string {
  const first = runs.length > 2 ? (runs[0]?.[0] as Step) : null;
  const from = first === null ? -1 : steps.indexOf(first);
  const between = steps.slice(from + 1, steps.indexOf(fails)).filter(({ lane }) => lane !== fails.lane);
  const lines = [...new Set(between.map(({ line }) => line))];
  const come = lines.length === 1 ? `line ${lines[0]} comes` : `lines ${lines[0]} to ${lines.at(-1)} come`;
  const where = first === null ? `before line ${fails.line}` : `between line ${first.line} and line ${fails.line}`;
  return `that it fails where ${come} ${where} is the mail's word: no step shows a wrong value`;
}
