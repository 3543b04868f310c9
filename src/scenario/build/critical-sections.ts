import type { Diagram, Step } from '../../extract/types.ts';
import { equals, name, number } from '../expressions.ts';
import { isVerb, targetOf, verb } from '../statements.ts';
import type { ScenarioStep, Statement } from '../types.ts';
import { behind } from './continuation.ts';
import type { Draft } from './draft.ts';

/**
 * Drawings show a window, not whole functions: a lock taken and never released is released after the lane's last step; one released
 * and never taken was held from the start. Read-side sections likewise.
 */
export function closeCriticalSections(diagram: Diagram, draft: Draft): void {
  for (const [lane, steps] of draft.lanes.entries()) {
    const laneName = diagram.lanes[lane] ?? '';
    for (const opened of openedBefore(steps, 'unlock', ['lock', 'trylock'])) {
      if (isReleasedByReader(opened, lane, draft)) {
        steps.unshift(implied(draft, verb('lock', opened, 'shared'), `holds ${opened} for reading`));
        draft.assume(
          `${laneName} holds ${opened} for reading from before its first drawn step`,
          firstLine(diagram, lane),
          'shown',
        );
        continue;
      }
      const declared = draft.declarations.get(opened);
      if (declared && declared.values.length > 0) {
        // somebody else held it from before as well: readers, or the drawing leaves out where it was taken
        const released = steps.find((step) =>
          step.statements.some((each) => isVerb(each, 'unlock') && targetOf(each) === opened),
        )?.id;
        const cell = diagram.steps.find((step) => step.id === released);
        if (cell) draft.doubt(cell, `${opened} is released by more than one lane that is not drawn taking it`);
        continue;
      }
      if (declared) declared.values.push(name(laneNameOf(diagram, lane)));
      draft.assume(`${laneName} holds ${opened} from before its first drawn step`, firstLine(diagram, lane), 'shown');
    }
    for (const domain of openedBefore(steps, 'read-unlock', ['read-lock'])) {
      draft.assume(
        `${laneName} is in its ${domain} read-side section from before its first drawn step`,
        firstLine(diagram, lane),
        'shown',
      );
      steps.unshift(implied(draft, verb('read-lock', domain), `is in its ${domain} read-side section`));
    }
    // a trylock stands with its outcome: whoever goes on has the lock
    const open = stillOpen(steps, ['lock', 'trylock'], ['unlock']);
    if (open.length > 0) {
      draft.assume(`${laneName} releases ${open.join(' and ')} after its last drawn step`, null, 'assumed');
    }
    for (const held of [...open].reverse()) steps.push(releases(held, attemptOf(steps, held), draft));
    for (const domain of stillOpen(steps, ['read-lock'], ['read-unlock']).reverse()) {
      steps.push(implied(draft, verb('read-unlock', domain), `leaves its ${domain} read-side section`));
    }
    for (const work of stillOpen(steps, ['begin'], ['end']))
      steps.push(implied(draft, verb('end', work), `${work} ends`));
  }
}

/** `up_read(&zoo->gate)` */
const isReleasedByReader = (lock: string, lane: number, { diagram, symbols }: Draft): boolean =>
  diagram.steps.some(
    (step) =>
      step.lane === lane &&
      step.effects.some(
        (each) => each.do === 'release' && each.mode === 'shared' && symbols.location(each.lock, lane) === lock,
      ),
  );

/** The cell with the outcome of a trylock that may have failed; null where the lane has the lock. */
function attemptOf(steps: readonly ScenarioStep[], lock: string): string | null {
  const step = steps.findLast(({ statements }) =>
    statements.some((each) => isVerb(each, 'lock', 'trylock') && targetOf(each) === lock),
  );
  const attempt = step?.statements.find((each) => isVerb(each, 'trylock') && targetOf(each) === lock);
  if (attempt === undefined || step?.statements.some((each) => each.is === 'noted')) return null;
  const into = attempt.is === 'verb' ? attempt.operands.at(-1) : undefined;
  return into?.is === 'name' ? into.name : null;
}

function releases(lock: string, got: string | null, draft: Draft): ScenarioStep {
  const step = implied(draft, verb('unlock', lock), `releases ${lock}`);
  if (got === null) return step;
  const failed: Statement = { is: 'if', condition: equals(name(got), number(0)), goto: behind(step.id) };
  return { ...step, statements: [failed, ...step.statements] };
}

function implied(draft: Draft, statement: Statement, text: string): ScenarioStep {
  return { id: draft.impliedId(), statements: [statement], text };
}

/** Operands of `opening` verbs that no later `closing` verb names, in order. */
function stillOpen(steps: readonly ScenarioStep[], opening: readonly string[], closing: readonly string[]): string[] {
  const open: string[] = [];
  for (const statement of steps.flatMap((step) => step.statements)) {
    if (statement.is !== 'verb') continue;
    const target = targetOf(statement);
    if (target === null) continue;
    if (opening.includes(statement.verb)) open.push(target);
    else if (closing.includes(statement.verb) && open.includes(target)) open.splice(open.lastIndexOf(target), 1);
  }
  return open;
}

function openedBefore(steps: readonly ScenarioStep[], closing: string, opening: readonly string[]): string[] {
  const open = new Map<string, number>();
  const before: string[] = [];
  for (const statement of steps.flatMap((step) => step.statements)) {
    if (statement.is !== 'verb') continue;
    const target = targetOf(statement);
    if (target === null) continue;
    const depth = open.get(target) ?? 0;
    if (opening.includes(statement.verb)) open.set(target, depth + 1);
    else if (statement.verb === closing && depth === 0) before.push(target);
    else if (statement.verb === closing) open.set(target, depth - 1);
  }
  return before;
}

function firstLine(diagram: Diagram, lane: number): number | null {
  return diagram.steps.find((step: Step) => step.lane === lane)?.line ?? null;
}

/** Lane names are unique in a scenario, also where the drawing prints none or the same twice. */
export function laneNameOf(diagram: Diagram, lane: number): string {
  const printed = diagram.lanes[lane] ?? '';
  if (printed === '') return `lane${lane}`;
  return diagram.lanes.indexOf(printed) === lane ? printed : `${printed} (${lane})`;
}
