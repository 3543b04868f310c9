import type { Diagram, Effect, Step, Term } from '../../../extract/types.ts';
import { isVerb } from '../../../scenario/statements.ts';
import type { Scenario, ScenarioStep, Statement } from '../../../scenario/types.ts';
import { withSteps } from '../../edit.ts';
import { ANY_LOCK, lastName } from './align.ts';
import { type Added, idOf } from './changes.ts';
import { isAdded, type Placed } from './places.ts';

/** The drawing as it would be drawn of the patched code: one list of rows a lane, null where the patch changes nothing in it. */
export function redrawn(diagram: Diagram, lanes: readonly (readonly Placed[] | null)[]): Diagram {
  const name = locksOf(diagram, lanes);
  const rows = lanes.map(
    (placed, lane) => placed?.map((each) => (isAdded(each) ? stepOf(each, placed, lane, name) : each)) ?? null,
  );
  const waiting = rows.map((each) => [...(each ?? [])]);
  // in drawn order, each new row just in front of the row that it stands in front of
  const steps = diagram.steps.flatMap((step): Step[] => {
    const own = waiting[step.lane] as Step[];
    if (rows[step.lane] === null) return [step];
    return own.includes(step) ? own.splice(0, own.indexOf(step) + 1) : [];
  });
  return { ...diagram, steps: [...steps, ...waiting.flat()] };
}

/** An added line as a row of its lane. A test that gives up says so on its line. */
function stepOf(added: Added, way: readonly Placed[], lane: number, name: (term: Term) => Term): Step {
  const { line } = added;
  const at = way.indexOf(added);
  const neighbor = (way.slice(at + 1).find((each) => !isAdded(each)) ??
    way.slice(0, at).findLast((each) => !isAdded(each))) as Step | undefined;
  const text = line.text.replace(/\s*\{\s*$/, '');
  const { op, object, understood, complete, rule, effects } = line.meaning ?? UNREAD;
  return {
    id: idOf(line),
    line: Math.floor(line.line),
    column: 1,
    lines: [Math.floor(line.line), Math.floor(line.line)],
    lane,
    text: added.leaves || added.over ? `${text} return` : text,
    annotations: [],
    depth: neighbor?.depth ?? 0,
    task: neighbor?.task ?? null,
    op,
    object,
    understood,
    complete: complete && line.meaning !== null,
    rule,
    effects: effects.map((effect) => named(effect, name)),
    failure: null,
  };
}
const UNREAD = { op: 'note', object: null, understood: false, complete: false, rule: null, effects: [] } as const;

const named = (effect: Effect, name: (term: Term) => Term): Effect =>
  effect.do === 'acquire' || effect.do === 'release' ? { ...effect, lock: name(effect.lock) } : effect;

/**
 * What a lock of the patch is called in the drawing: the drawn lock with that last name, or the patch's first. Locks that are named by
 * nothing but `->lock` are one if the patch writes them alike.
 */
function locksOf(diagram: Diagram, lanes: readonly (readonly Placed[] | null)[]): (term: Term) => Term {
  const drawn = diagram.steps.flatMap(({ effects }) => effects.flatMap(lockOf));
  const added = lanes.flatMap((placed) =>
    (placed ?? []).filter(isAdded).flatMap(({ line }) => (line.meaning?.effects ?? []).flatMap(lockOf)),
  );
  return (term) => {
    if (drawn.includes(term)) return term;
    const alike = [...drawn, ...added].filter(
      (each) => lastName(each) === lastName(term) && !ANY_LOCK.test(lastName(each)),
    );
    return alike[0] ?? term;
  };
}

const lockOf = (effect: Effect): Term[] => (effect.do === 'acquire' || effect.do === 'release' ? [effect.lock] : []);

/** Added locks that may be one or two: `a->lock` in one lane, `b->lock` in the other. */
export function doubtfulLocks(lanes: readonly (readonly Placed[] | null)[]): readonly [Term, Term] | null {
  const added = lanes.map((placed) =>
    (placed ?? []).filter(isAdded).flatMap(({ line }) => (line.meaning?.effects ?? []).flatMap(lockOf)),
  );
  for (const [lane, terms] of added.entries()) {
    for (const term of terms) {
      const other = added
        .slice(lane + 1)
        .flat()
        .find((each) => each !== term && ANY_LOCK.test(lastName(each)) && lastName(each) === lastName(term));
      if (other !== undefined) return [term, other];
    }
  }
  return null;
}

/**
 * Added tests become branches: one that gives up goes to what ends the lane's critical sections, another one behind the rows that it
 * governs. A drawing's test says which way the run went; a patch's may go either way.
 */
export function withBranches(scenario: Scenario, lanes: readonly (readonly Placed[] | null)[]): Scenario | null {
  let changed: Scenario | null = scenario;
  for (const [lane, placed] of lanes.entries()) {
    for (const added of (placed ?? []).filter(isAdded)) {
      if (changed === null || (!added.leaves && !added.over)) continue;
      changed = withBranch(changed, lane, added);
    }
  }
  return changed;
}

function withBranch(scenario: Scenario, lane: number, added: Added): Scenario | null {
  const steps = scenario.lanes[lane]?.steps ?? [];
  const id = idOf(added.line);
  const at = steps.findIndex((step) => step.id === id && step.statements.some(({ is }) => is === 'noted'));
  // a test of which nothing is known decides nothing that could be followed
  if (at < 0) return null;
  const goto = added.over === undefined ? closingOf(steps) : behindOf(added.over, steps);
  // read as a test that gave up nothing: its noted fact is that the branch was not taken
  const branched = steps.map((step): ScenarioStep => {
    if (step.id !== id) return step;
    const statements = step.statements.flatMap((each): Statement[] => {
      if (each.is !== 'noted') return [each];
      if (goto === null) return [];
      const taken = { is: 'unary', operator: '!', operand: each.condition } as const;
      return [{ is: 'if', condition: added.over === undefined ? taken : each.condition, goto }];
    });
    return { ...step, statements };
  });
  return withSteps(scenario, lane, branched);
}

/** Where a lane that gives up goes on: what only ends its critical sections, or its end. */
function closingOf(steps: readonly ScenarioStep[]): string {
  const last = steps.findLastIndex((step) => step.statements.some((each) => !isVerb(each, 'unlock', 'read-unlock')));
  return steps.slice(last + 1).find((step) => step.statements.length > 0)?.id ?? 'end';
}

/** The step behind the last row that the branch governs; null where none of them does anything. */
function behindOf(governed: readonly string[], steps: readonly ScenarioStep[]): string | null {
  const last = steps.findLastIndex(({ id, statements }) => governed.includes(id) && statements.length > 0);
  return last < 0 ? null : (steps[last + 1]?.id ?? 'end');
}
