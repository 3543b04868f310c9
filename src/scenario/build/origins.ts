import type { Diagram } from '../../extract/types.ts';
import { equals, name, number } from '../expressions.ts';
import { isVerb } from '../statements.ts';
import type { ScenarioStep, Statement } from '../types.ts';
import { laneNameOf } from './critical-sections.ts';
import type { Draft } from './draft.ts';

/**
 * Where a lane got a pointer that it uses and never loads. It got it while the object was alive: otherwise any drawing with a free and
 * a use would fail merely by running the free first. So the lane notes the object alive where it first mentions it; where the
 * use is the first mention, before the lane's first step, or inside its read-side section.
 *
 * If the use stands under a lock that the freeing side holds as well, the drawing does not say whether the pointer was fetched
 * before or under that lock, and that decides everything: a doubt that bars both verdicts.
 */
export function noteOrigins(diagram: Diagram, draft: Draft): void {
  for (const { name: object, pointers } of draft.symbols.objects) {
    // `dev->buf` is read where it stands: what it holds then, dangling or not, needs no origin
    if (draft.declarations.get(object)?.kind !== 'object' || /->|\[/.test(object)) continue;
    for (const lane of draft.lanes.keys()) noteOrigin(diagram, draft, object, pointers, lane);
  }
}

const ENDS = ['free', 'put'];
const FOLLOWS = ['use', 'get', 'put', 'free', 'get-unless-zero'];

function noteOrigin(diagram: Diagram, draft: Draft, object: string, pointers: readonly string[], lane: number): void {
  const steps = draft.lanes[lane] as ScenarioStep[];
  const used = steps.findIndex((step) => step.statements.some((each) => isOn(each, FOLLOWS, object)));
  const freedBy = draft.lanes.flatMap((other, index) =>
    index === lane
      ? []
      : other.flatMap((step, at) =>
          step.statements.some((each) => isOn(each, ENDS, object) || endsThroughCell(draft, each, object))
            ? [{ index, at }]
            : [],
        ),
  );
  if (
    used < 0 ||
    freedBy.length === 0 ||
    steps.some((step) => step.statements.some((each) => isOn(each, ['alloc'], object)))
  )
    return;

  // a row drawn behind what ends the object: the lane had its pointer before, and was held up
  const place = (id: string | undefined) => diagram.steps.findIndex((step) => step.id === id);
  const isLate = (row: ScenarioStep | undefined) =>
    freedBy.some(({ index, at }) => place(draft.lanes[index]?.[at]?.id) < place(row?.id));
  const mention = steps.findIndex((step, at) => at < used && mentions(step, pointers) && !isLate(step));
  if (mention >= 0) {
    const line = Number.parseInt((steps[mention] as ScenarioStep).id, 10);
    draft.assume(
      `${laneNameOf(diagram, lane)} has ${object.slice(1)} at line ${line}, so the object is alive there`,
      line,
      'assumed',
    );
    addGuard(steps, mention, object);
    return;
  }
  const section = sectionStart(steps, used);
  if (section >= 0) {
    draft.assume(
      `${laneNameOf(diagram, lane)} gets ${object.slice(1)} inside its read-side section, while the object is alive`,
      null,
      'assumed',
    );
    addGuard(steps, section, object);
    return;
  }
  const held = locksHeld(steps, used);
  const shared = freedBy
    .flatMap(({ index, at }) => locksHeld(draft.lanes[index] as ScenarioStep[], at))
    .find((lock) => held.includes(lock));
  if (shared !== undefined) {
    const step = diagram.steps.find(({ id }) => id === steps[used]?.id);
    if (step)
      draft.doubt(
        step,
        `the drawing does not show whether ${laneNameOf(diagram, lane)} got ${object.slice(1)} before or after it took ${shared}`,
      );
    return;
  }
  draft.assume(
    `${laneNameOf(diagram, lane)} has ${object.slice(1)} from before its first drawn step, while the object is alive`,
    null,
    'assumed',
  );
  if (isLate(steps[0]))
    steps.unshift({ id: draft.impliedId(), statements: [isAlive(object)], text: `has ${object.slice(1)}` });
  else addGuard(steps, 0, object);
}

function addGuard(steps: ScenarioStep[], at: number, object: string): void {
  const step = steps[at] as ScenarioStep;
  const alive = isAlive(object);
  // inside a read-side section the section begins first
  steps[at] = {
    ...step,
    statements: step.statements.some((each) => isVerb(each, 'read-lock'))
      ? [...step.statements, alive]
      : [alive, ...step.statements],
  };
}

function isAlive(object: string): Statement {
  return { is: 'noted', condition: equals(name(`${object}.live`), number(1)) };
}

/** The step that begins the read-side section around a step, or -1. */
function sectionStart(steps: readonly ScenarioStep[], before: number): number {
  let start = -1;
  for (const [at, step] of steps.slice(0, before + 1).entries()) {
    for (const statement of step.statements) {
      if (isVerb(statement, 'read-lock')) start = at;
      if (isVerb(statement, 'read-unlock')) start = -1;
    }
  }
  return start;
}

function locksHeld(steps: readonly ScenarioStep[], at: number): string[] {
  const held: string[] = [];
  for (const statement of steps.slice(0, at).flatMap((step) => step.statements)) {
    if (statement.is !== 'verb' || statement.operands[0]?.is !== 'name') continue;
    const lock = statement.operands[0].name;
    if (statement.verb === 'lock' || statement.verb === 'trylock') held.push(lock);
    if (statement.verb === 'unlock' && held.includes(lock)) held.splice(held.lastIndexOf(lock), 1);
  }
  return held;
}

function mentions(step: ScenarioStep, pointers: readonly string[]): boolean {
  return pointers.some((pointer) => {
    const at = step.text.indexOf(pointer.split('@')[0] as string);
    const plain = pointer.split('@')[0] as string;
    return at >= 0 && !/\w/.test(step.text[at - 1] ?? '') && !/\w/.test(step.text[at + plain.length] ?? '');
  });
}

/** A verb on the object's own address: the lane's pointer is never loaded. */
function isOn(statement: Statement, verbs: readonly string[], object: string): boolean {
  return (
    statement.is === 'verb' &&
    verbs.includes(statement.verb) &&
    statement.operands.some((operand) => operand.is === 'name' && operand.name === object)
  );
}

/** A verb through a pointer cell that leads to the object. */
function endsThroughCell(draft: Draft, statement: Statement, object: string): boolean {
  const pointers = draft.symbols.objects.find((each) => each.name === object)?.pointers ?? [];
  return (
    statement.is === 'verb' &&
    ENDS.includes(statement.verb) &&
    statement.operands.some((operand) => operand.is === 'name' && pointers.includes(operand.name))
  );
}
