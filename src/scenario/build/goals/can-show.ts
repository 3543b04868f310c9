import type { Failure } from '../../../extract/types.ts';
import { isVerb, targetOf } from '../../statements.ts';
import type { Declaration, ScenarioStep, Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';

/**
 * Failures that only a `check` statement shows, or one of these verbs, or what is declared of these kinds: without one the machine has
 * nothing to look for.
 */
const NEEDS_CHECK: ReadonlyMap<Failure, { readonly verbs: readonly string[]; readonly kinds: readonly string[] }> =
  new Map([
    ['stale-read', { verbs: ['read'], kinds: [] }],
    ['torn', { verbs: [], kinds: ['wide'] }],
    ['wrong-state', { verbs: [], kinds: [] }],
    // sleeping while atomic
    ['warning', { verbs: ['preempt-disable', 'bh-disable', 'irq-disable', 'irq-save'], kinds: ['spinlock'] }],
  ]);

/** Failures that show only on something declared for it. */
const NEEDS_DECLARATION: Readonly<Partial<Record<Failure, (declaration: Declaration) => boolean>>> = {
  leak: ({ options }) => options.some(({ word }) => word === 'must-free'),
  'data-race': ({ kind }) => kind === 'plain',
};

/** "Data race" is said of any race: where the steps could show something more definite, that is meant. */
export const isMeant = (failure: Failure, shapes: readonly Failure[]): boolean =>
  failure !== 'data-race' || !shapes.some((shape) => DEFINITE.has(shape));
const DEFINITE: ReadonlySet<Failure> = new Set([
  'use-after-free',
  'double-free',
  'null-deref',
  'list-corruption',
  'lost-update',
]);

/** Verbs at which a lane waits for what another one does. */
const WAITS = ['sleep', 'wait', 'wait-completion', 'flush', 'cancel-sync', 'wait-readers', 'rcu-barrier'];

/**
 * Whether some lane may have to wait for good: where every step is known and no lock is taken twice, nothing hangs, whatever the subject
 * says. Nor is there a deadlock by one lock alone that each lane takes once and gives back.
 */
export function canBlock({ lanes, unknown }: Draft): boolean {
  const ofLanes = lanes.map((steps) => steps.flatMap((step) => step.statements));
  const statements = ofLanes.flat();
  const locks = statements.flatMap((each) => (isVerb(each, 'lock') ? [targetOf(each)] : []));
  const waits = statements.some((each) => each.is === 'await' || isVerb(each, ...WAITS));
  const count = (own: readonly Statement[], verb: string) => own.filter((each) => isVerb(each, verb)).length;
  const isOneGivenBack =
    new Set(locks).size === 1 &&
    ofLanes.every((own) => count(own, 'lock') <= 1 && count(own, 'lock') === count(own, 'unlock'));
  return unknown.length > 0 || waits || (new Set(locks).size < locks.length && !isOneGivenBack);
}

/** Whether a run of these steps could show the failure at all; `declarations` are asked where they are given. */
export function canShow(
  failure: Failure,
  lanes: readonly (readonly ScenarioStep[])[],
  declarations: readonly Declaration[] | null = null,
): boolean {
  const isNeeded = NEEDS_DECLARATION[failure];
  if (declarations !== null && isNeeded && !declarations.some(isNeeded)) return false;
  const needed = NEEDS_CHECK.get(failure);
  if (needed === undefined || declarations?.some(({ kind }) => needed.kinds.includes(kind))) return true;
  const shows = (each: Statement) =>
    (each.is === 'check' && each.failure === failure) || isVerb(each, ...needed.verbs) || warnsItself(failure, each);
  return lanes.some((steps) => steps.some((step) => step.statements.some(shows)));
}

/** Two writers of a sequence counter at once are a warning, without a check. */
function warnsItself(failure: Failure, statement: Statement): boolean {
  return failure === 'warning' && statement.is === 'verb' && statement.verb === 'write-begin';
}
