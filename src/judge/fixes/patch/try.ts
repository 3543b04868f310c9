import type { Diagram, Effect, Failure, Patch } from '../../../extract/types.ts';
import { buildScenario, countsToldOrder, TOLD_ORDER } from '../../../scenario/index.ts';
import { isVerb, targetOf } from '../../../scenario/statements.ts';
import type { Scenario, ScenarioStep } from '../../../scenario/types.ts';
import { looksFor } from '../../edit.ts';
import type { FixResult, JudgeOptions } from '../../types.ts';
import { isBesides } from '../besides.ts';
import { tryFix } from '../index.ts';
import { isSerial } from '../serial.ts';
import { lastName } from './align.ts';
import { isSilent } from './blocks.ts';
import { idOf } from './changes.ts';
import type { LaneWays, PatchedDrawing, PatchedLanes } from './index.ts';
import { isAdded } from './places.ts';
import { doubtfulLocks, redrawn, withBranches } from './redraw.ts';
import { askedTheSame } from './same-failure.ts';

type Found = Pick<FixResult, 'verdict' | 'reason'>;
const unclear = (reason: string): Found => ({ verdict: 'undetermined', reason });

/** Runs every way in which the patched drawing can be read; what they do not agree on cannot be told. */
export function tryPatched(
  { ways, functions }: PatchedLanes,
  diagram: Diagram,
  drawing: PatchedDrawing,
  options: JudgeOptions,
): Found {
  let first: Found | null = null;
  for (const way of ways) {
    const found = tryWay(way, diagram, drawing, options);
    if (found.verdict === 'undetermined') return found;
    const elsewhere = found.verdict === 'fails' ? changedElsewhere(drawing.patch, functions) : null;
    if (elsewhere !== null) return unclear(elsewhere);
    if (first !== null && first.verdict !== found.verdict)
      return unclear('it depends on where its lines stand among the drawn rows, which does not show');
    first ??= found;
  }
  return first ?? unclear('what it changes could not be matched to the drawn steps');
}

function tryWay(
  way: LaneWays,
  diagram: Diagram,
  { judged, context, patch }: PatchedDrawing,
  options: JudgeOptions,
): Found {
  const doubtful = doubtfulLocks(way);
  if (doubtful !== null) return unclear(`whether ${doubtful[0]} and ${doubtful[1]} are one lock cannot be told`);
  const added = way.flatMap((placed) => (placed ?? []).filter(isAdded));
  const base = judged.scenario;
  const branched = withBranches(buildScenario(redrawn(diagram, way), context), way);
  if (branched === null) return unclear('a condition that it adds is not understood');
  const changed = askedTheSame(branched, base);
  const drawn = new Set(
    way.flatMap((placed, lane) => placed?.flatMap((each) => (isAdded(each) ? [] : [each.id])) ?? idsOf(diagram, lane)),
  );
  const crossed = freesAnother(way, base);
  if (crossed !== null) return unclear(crossed);
  const untold = base.lanes
    .flatMap(({ steps }) => steps)
    .find((step) => step.statements.some(countsToldOrder) && !drawn.has(step.id));
  if (untold !== undefined)
    return unclear(`it takes away line ${Number.parseInt(untold.id, 10)}, by which the mail's order goes`);
  const { verdict, reason, reached, witness } = tryFix(
    changed,
    options,
    (each) => isBesides(each, diagram, base.goals) || isSerial(each.step, changed),
  );
  for (const { line } of added) {
    const unread = changed.unknown.find((each) => each.relevant && each.step === idOf(line));
    if (unread !== undefined) return unclear(`line ${Math.floor(line.line)}: ${unread.why}`);
  }
  if (verdict === 'fails') {
    if (base.lanes.some(({ steps }) => steps.some(isReachedOnly)))
      return unclear('the drawing does not say when what it marks is wrong');
    // drawn facts that no longer come about tell of another run than the drawn one
    if (witness === null && !looksFor(base, 'reordering')) return unclear(reason);
    const isNew = witness !== null && base.goals.every(({ failure }) => failure !== witness.failure);
    if (isNew && !GRAVE.has(witness.failure)) return unclear(reason);
    const strange = unknownBefore(base, changed);
    if (strange !== null) return unclear(`what ${strange} has to do with the drawing is not clear`);
    const open = lockTakenElsewhere(way, changed, patch);
    return open === null ? { verdict, reason } : unclear(open);
  }
  if (verdict === 'works') {
    const lost = base.drawn.find((id) => drawn.has(id) && !reached.has(id));
    if (lost !== undefined) return unclear(`with it line ${Number.parseInt(lost, 10)} can no longer be reached`);
  }
  return { verdict, reason };
}

/** Failures that a patch may bring instead of the one that it mends; others may come of what is not drawn. */
const GRAVE: ReadonlySet<Failure> = new Set(['use-after-free', 'double-free', 'null-deref', 'deadlock', 'hang']);

const idsOf = ({ steps }: Diagram, lane: number): string[] =>
  steps.filter((step) => step.lane === lane).map(({ id }) => id);

/** A mark that is taken to be wrong whenever it is reached, which the patched run may reach for a good reason. */
const isReachedOnly = ({ statements }: ScenarioStep): boolean =>
  statements.some((each) => each.is === 'check' && each.condition.is === 'number');

/** A free that changes places with the store of the pointer that it frees would free something else, or nothing. */
function freesAnother(way: LaneWays, base: Scenario): string | null {
  for (const [lane, placed] of way.entries()) {
    const order = (placed ?? []).filter((each) => !isAdded(each)).map((each) => (isAdded(each) ? '' : each.id));
    const steps = base.lanes[lane]?.steps.filter(({ id }) => order.includes(id)) ?? [];
    for (const [at, first] of steps.entries()) {
      for (const second of steps.slice(at + 1)) {
        if (order.indexOf(first.id) < order.indexOf(second.id) || first.id === second.id) continue;
        if (setsFreed(first, second) || setsFreed(second, first))
          return `what line ${Number.parseInt(first.id, 10)} frees is another thing behind line ${Number.parseInt(second.id, 10)}`;
      }
    }
  }
  return null;
}

const setsFreed = (frees: ScenarioStep, sets: ScenarioStep): boolean =>
  frees.statements.some(
    (each) =>
      isVerb(each, 'free', 'put') &&
      sets.statements.some((other) => other.is === 'assign' && other.target === targetOf(each)),
  );

/** A place or a thing that only the added lines speak of: it may be one of the drawing's under another name. */
function unknownBefore(base: Scenario, changed: Scenario): string | null {
  const known = new Set(base.declarations.map(({ name }) => name));
  const strange = changed.declarations.find(
    ({ kind, name }) =>
      !known.has(name) &&
      !['lock', 'readers', 'constant'].includes(kind) &&
      name !== TOLD_ORDER &&
      !/^(?:got|seen)@|^freeing\(| as seen on line \d+$/.test(name),
  );
  return strange?.name ?? null;
}

/**
 * A lock that the code has, and now takes in one lane more: that another lane is not drawn with it does not say that it is not held there,
 * for the drawing was made where it did not matter.
 */
function lockTakenElsewhere(way: LaneWays, changed: Scenario, { code }: Patch): string | null {
  const locks = (effects: readonly Effect[]) =>
    effects.flatMap((each) => (each.do === 'acquire' && each.lockKind !== 'irq' ? [each.lock] : []));
  const isOf = (lock: string) => (each: string) => lastName(each) === lastName(lock);
  const had = code.flatMap(({ sign, meaning }) => (sign === '+' ? [] : locks(meaning?.effects ?? [])));
  const added = way.flatMap((placed) =>
    (placed ?? []).filter(isAdded).flatMap(({ line }) => locks(line.meaning?.effects ?? [])),
  );
  const lock = added.find((each) => had.some(isOf(each)));
  if (lock === undefined) return null;
  const takes = ({ statements }: ScenarioStep) =>
    statements.some((each) => isVerb(each, 'lock') && isOf(lock)(targetOf(each) ?? ''));
  const without = changed.lanes.find(({ implied, steps }) => !implied && !steps.some(takes));
  return without === undefined ? null : `whether ${without.name} holds ${lock} is not drawn`;
}

/** What the patch does where nothing is drawn: it may be what makes it work. */
function changedElsewhere({ code }: Patch, functions: ReadonlySet<string>): string | null {
  const line = code.find(
    ({ sign, within, meaning, ...rest }) =>
      sign === '+' && within !== null && !functions.has(within) && !isSilent({ sign, within, meaning, ...rest }),
  );
  return line === undefined ? null : `what it changes in ${line.within}() is not drawn`;
}
