import { equals, name, number } from '../../expressions.ts';
import { verb } from '../../statements.ts';
import type { Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { NOTHING, type Place, type Translators } from './types.ts';

/** Locks and read-side critical sections. Disabling interrupts or preemption excludes nobody on another CPU. */
export const locking: Translators = {
  acquire: ({ lock, mode, lockKind, tries }, place, draft) => {
    const { lane, step } = place;
    if (lockKind === 'irq') {
      if (draft.placements.has(lane)) return switched(lock, 'disable', lane, draft);
      if (hasInterrupts(draft))
        draft.doubt(
          step,
          'whether the interrupt comes on this CPU decides here, and interrupts of one CPU are not modelled yet',
        );
      return NOTHING;
    }
    if (lockKind === 'seq' || /seqcount|seqlock/.test(lock)) {
      if (draft.diagram.kind === 'lockdep' && mode !== 'shared') return [[waitingForNobody(lock, place, draft)]];
      draft.doubt(step, 'a seqcount does not block; its retries are not modelled yet');
      return NOTHING;
    }
    const known = draft.lock(lock, lane);
    if (isAttempt(known, place, draft)) return NOTHING;
    if (holdsAlready(draft, lane, known) && !mayTakeTwice(draft)) {
      draft.doubt(step, `${known} is taken again by a lane that holds it`);
      return NOTHING;
    }
    if (tries) {
      const got = draft.declare('cell', `got@${step.id.replace(':', '_')}`, [number(0)]);
      if (!showsSuccess(known, place, draft)) return [[verb('trylock', known, 'into', got)]];
      draft.assume(`the trylock of ${known} succeeds, as the steps after it show`, step.line, 'shown');
      return [[verb('trylock', known, 'into', got), { is: 'noted', condition: equals(name(got), number(1)) }]];
    }
    const isClosing = lockKind === 'gate' && !isTakenShared(known, draft);
    if (isClosing) draft.assume(`${known} may be closed by several at once`, step.line, 'assumed');
    if (mode === 'shared' || isClosing) return [[verb('lock', known, 'shared')]];
    // a writer that waits keeps new readers out: where both are drawn, queueing is a step of its own
    return isTakenShared(known, draft) ? [[verb('want', known)], [verb('lock', known)]] : [[verb('lock', known)]];
  },
  release: ({ lock, lockKind }, { lane }, draft) => {
    if (lockKind === 'irq' && draft.placements.has(lane)) return switched(lock, 'enable', lane, draft);
    if (lockKind === 'irq' || lockKind === 'seq') return NOTHING;
    return [[verb('unlock', draft.lock(lock, lane))]];
  },
  'enter-reader': ({ domain }, _, draft) => [[verb('read-lock', draft.declare('readers', domain))]],
  'leave-reader': ({ domain }, _, draft) => [[verb('read-unlock', draft.declare('readers', domain))]],
  'wait-readers': ({ domain }, _, draft) => [[], [verb('wait-readers', draft.declare('readers', domain))]],
};

/** On a CPU that a handler shares, interrupts and bottom halves are switched; a hard interrupt runs with interrupts off anyway. */
function switched(
  what: string,
  how: 'disable' | 'enable',
  lane: number,
  { placements }: Draft,
): readonly (readonly Statement[])[] {
  if (what === 'preempt' || placements.get(lane)?.context === 'hardirq') return NOTHING;
  return [[verb(`${what}-${how}`)]];
}

/**
 * Lockdep prints who begins to write under a sequence count as who takes a lock, but writers of a seqcount wait for nobody: the lock
 * that they hold for it is printed besides (Documentation/locking/seqlock.rst).
 */
function waitingForNobody(lock: string, { lane, step }: Place, draft: Draft): Statement {
  const count = draft.lock(lock, lane);
  draft.assume(`${count} is a sequence count: who writes under it waits for nobody`, step.line, 'shown');
  return verb('trylock', count, 'into', draft.declare('cell', `got@${step.id.replace(':', '_')}`, [number(0)]));
}

/** A lane that is an interrupt or softirq handler, which may or may not run on this lane's CPU. */
function hasInterrupts({ diagram }: Draft): boolean {
  return diagram.lanes.some((name) => /irq|interrupt|\bbh\b|tasklet|softirq|timer|napi/i.test(name));
}

/** "blocks on L" in a row of its own, before the row in which the lane gets it or after the call that wants it: one attempt, not two. */
function isAttempt(lock: string, { step, lane, later }: Place, draft: Draft): boolean {
  if (step.op !== 'wait') return false;
  const taken = (effects: typeof step.effects) =>
    effects.some((effect) => effect.do === 'acquire' && draft.symbols.location(effect.lock, lane) === lock);
  return later.some((each) => taken(each.effects)) || holdsAlready(draft, lane, lock);
}

/** The lane gives the lock back later, draws what it does with it below the attempt, or nothing more. */
function showsSuccess(lock: string, { step, lane, later }: Place, draft: Draft): boolean {
  const next = later.find((each) => each.op !== 'note' && each.op !== 'elide');
  if (next === undefined || next.depth > step.depth) return true;
  return later.some(({ effects }) =>
    effects.some((effect) => effect.do === 'release' && draft.symbols.location(effect.lock, lane) === lock),
  );
}

function isTakenShared(lock: string, draft: Draft): boolean {
  return draft.diagram.steps.some((step) =>
    step.effects.some(
      (effect) =>
        effect.do === 'acquire' && effect.mode === 'shared' && draft.symbols.location(effect.lock, step.lane) === lock,
    ),
  );
}

/** Only a drawn deadlock has a lane take a lock that it holds; lockdep prints that in one column, and of two each lock once in a lane. */
const mayTakeTwice = ({ diagram: { kind, lanes } }: Draft): boolean =>
  kind === 'deadlock' || (kind === 'lockdep' && lanes.length === 1);

function holdsAlready(draft: Draft, lane: number, lock: string): boolean {
  const statements = (draft.lanes[lane] ?? []).flatMap((step) => step.statements);
  const last = statements.findLast(
    (each): each is Statement & { is: 'verb' } => each.is === 'verb' && isOn(each, lock),
  );
  return last !== undefined && last.verb === 'lock' && last.operands.length === 1;
}

function isOn(statement: Statement & { is: 'verb' }, lock: string): boolean {
  const first = statement.operands[0];
  return /^(?:lock|unlock)$/.test(statement.verb) && first?.is === 'name' && first.name === lock;
}
