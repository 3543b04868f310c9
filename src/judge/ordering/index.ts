import type { Scenario } from '../../scenario/types.ts';
import type { Outcome, Witness } from '../../sim/types.ts';
import { lineOf, linesText, looksFor } from '../edit.ts';
import type { Decided, JudgeOptions, Models, Why } from '../types.ts';
import { couldForbid } from './doubts.ts';
import { type Answer, type Asked, ask, askedOf, boundsFor, litmusOf } from './models.ts';
import { weakenedScenarios } from './weakened.ts';
import { weakWitness } from './witness.ts';

export type JudgedOrdering = {
  readonly decided: Decided;
  readonly models: Models;
  /** What the scenario's steps were taken for, so that a model could be asked. */
  readonly taken: readonly string[];
};

const MOST_REASONS = 4;

/**
 * What the memory model says where no interleaving shows what is looked for. `reproduces` only of a reordering, where the Linux-kernel
 * memory model allows it and everything between the accesses is understood; `refuted` only where it never does, and a barrier, a
 * dependency, a lock or a grace period less would let it. Of any other failure it may take a refutation back, since a drawing leaves
 * barriers out where it is not about them. Null where memory models have nothing to say.
 */
export function judgeOrdering(
  scenario: Scenario,
  outcome: Outcome,
  sequential: Decided,
  options: JudgeOptions,
): JudgedOrdering | null {
  const isReordering = looksFor(scenario, 'reordering');
  if (!isReordering && (sequential.verdict !== 'refuted' || askedOf(scenario).size < goalsOf(scenario))) return null;
  const undecided = (reason: string): JudgedOrdering => ({
    decided: { verdict: 'undetermined', reason, why: [], witness: null },
    models: { sc: sequential.verdict },
    taken: [],
  });
  const asked = litmusOf(scenario);
  if ('why' in asked) {
    if (!isReordering) return null;
    return undecided(`No interleaving shows ${nameOf(scenario)}, and no memory model can be asked: ${placed(asked)}.`);
  }
  const { taken } = asked;
  const bounds = boundsFor(options);
  const under = (model: 'sc' | 'tso' | 'lkmm') => ask(asked, { model, bounds });
  const [sc, tso, lkmm] = [under('sc'), under('tso'), under('lkmm')];
  if (typeof lkmm !== 'string') return undecided(`The Linux-kernel memory model could not tell: ${lkmm.unknown}.`);
  if (sc !== 'never' || !outcome.complete)
    return undecided(
      `No execution shows ${nameOf(scenario)}, but the steps of the drawing are taken for atomic, and taken apart they might.`,
    );
  // of what no model allows, what is not known was weighed where no interleaving showed it
  const isSettled = lkmm === 'never' && sequential.verdict === 'refuted';
  const doubt =
    lkmm === 'allowed'
      ? couldForbid(scenario)
      : scenario.unknown.find((each) => !isSettled && (each.relevant || each.unmodelled));
  const models: Models = { sc: 'refuted', tso: verdictOf(tso), lkmm: verdictOf(lkmm) };
  if (doubt)
    return {
      ...undecided(
        `No interleaving shows ${nameOf(scenario)}; a reordering might, but line ${doubt.line} could forbid it: ${doubt.why}.`,
      ),
      models: { sc: 'refuted' },
    };
  // what excludes it in every interleaving excludes it here too
  if (lkmm === 'never' && !isReordering) return { decided: sequential, models, taken: [] };
  if (lkmm === 'allowed') return { decided: allowed(scenario, asked, tso, bounds), models, taken };
  if (goalsOf(scenario) > 1 && !sequential.isUnexplained) return { decided: sequential, models, taken };
  const why = whatOrders(scenario, options);
  // no barrier orders accesses of one variable: it is the order of the code that does
  if (why.length === 0 && sequential.verdict === 'refuted') return { decided: sequential, models, taken };
  if (why.length > 0) {
    // each is needed: one half of a pair of barriers orders nothing
    const reason = `No memory model shows ${nameOf(scenario)}, since ${why.map(({ text }) => text).join(', and ')}.`;
    return { decided: { verdict: 'refuted', reason, why, witness: null }, models, taken };
  }
  const reason = `No memory model shows ${nameOf(scenario)}, but none would either if a barrier, a dependency or a lock were taken away: the drawing leaves out what makes it possible.`;
  return { decided: { verdict: 'undetermined', reason, why: [], witness: null }, models, taken };
}

const goalsOf = ({ goals }: Scenario): number => new Set(goals.map(({ failure }) => failure)).size;
const nameOf = ({ goals }: Scenario): string => goals[0]?.failure ?? 'a failure';

function verdictOf(answer: Answer): 'reproduces' | 'refuted' | 'undetermined' {
  if (typeof answer !== 'string') return 'undetermined';
  return answer === 'allowed' ? 'reproduces' : 'refuted';
}

/** Which machines show it, by what x86-TSO says. */
const ON_X86 = { allowed: 'x86 reorders so too', never: 'not on x86, but on arm64 and machines like it' } as const;

/** The outcome with an execution of it, and on which machines it can be. */
function allowed(scenario: Scenario, asked: Asked, tso: Answer, bounds: ReturnType<typeof boundsFor>): Decided {
  const witness: Witness | null = weakWitness(scenario, asked, bounds);
  const where = typeof tso === 'string' ? ON_X86[tso] : 'whether on x86 is not known';
  if (witness === null)
    return {
      verdict: 'undetermined',
      reason: 'The memory model allows it, but no execution was found to show.',
      why: [],
      witness,
    };
  if (!looksFor(scenario, 'reordering'))
    return {
      verdict: 'undetermined',
      reason: `No interleaving shows ${nameOf(scenario)}, but by the Linux-kernel memory model a reordering may (${where}): barriers that are not drawn would decide it.`,
      why: [],
      witness: null,
    };
  const line = lineOf(witness.step ?? '');
  const reason = `The Linux-kernel memory model allows ${nameOf(scenario)}${line === null ? '' : `, on line ${line}`}: no interleaving shows it, but a reordering does (${where}).`;
  return { verdict: 'reproduces', reason, why: [], witness };
}

/** What keeps the accesses in order: with any of these taken away, the Linux-kernel memory model allows the outcome. */
function whatOrders(scenario: Scenario, options: JudgeOptions): Why[] {
  const found: Why[] = [];
  for (const { scenario: weaker, why } of weakenedScenarios(scenario)) {
    if (found.length >= MOST_REASONS) break;
    if (isAllowed(weaker, options)) found.push(why);
  }
  if (found.length > 0 || !isAllowed(scenario, options, true)) return found;
  const lines = [...new Set(scenario.drawn.flatMap((id) => lineOf(id) ?? []))];
  return [
    { kind: 'order', text: 'later accesses depend on what was read before', lines: lines.slice(0, MOST_REASONS) },
  ];
}

/** Whether the Linux-kernel memory model allows what a scenario looks for. */
export function isAllowed(scenario: Scenario, options: JudgeOptions, withoutDependencies = false): boolean {
  return answerFor(scenario, options, withoutDependencies) === 'allowed';
}

/** What the Linux-kernel memory model answers for a changed scenario. */
export function answerFor(scenario: Scenario, options: JudgeOptions, withoutDependencies = false): Answer {
  const asked = litmusOf(scenario);
  if ('why' in asked) return { unknown: placed(asked) };
  return ask(asked, { model: 'lkmm', bounds: boundsFor(options), withoutDependencies });
}

function placed({ why, step }: { readonly why: string; readonly step: string | null }): string {
  const line = lineOf(step ?? '');
  return line === null ? why : `${why} (${linesText([line])})`;
}
