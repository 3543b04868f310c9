import type { Diagram, Failure, Step } from '../../../extract/types.ts';
import type { Goal } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { askedOutcome } from './asked.ts';
import { canBlock, canShow, isMeant } from './can-show.ts';
import { addCheck } from './checks.ts';
import { namedInMail } from './named.ts';
import { addOutdatedCheck, outdatedIn } from './outdated.ts';
import { shapeFailures } from './shapes.ts';

/**
 * What to look for: what a cell says, else what the prose says, else what the shape of the steps allows. Adds the checks that
 * the machine makes for it. What only the prose names and the steps cannot show gives way to the shape; what a cell
 * names stays, and the judge says that it cannot be looked for.
 */
export function settleGoals(diagram: Diagram, draft: Draft): Goal[] {
  const goals: Goal[] = [];
  const add = (failure: Failure, step: Step | null, line: number | null, basis: Goal['basis']) => {
    const asked = failure === 'reordering' ? askedOutcome(diagram, draft) : null;
    const goal: Goal = { failure, step: step?.id ?? null, line, basis, ...(asked && { when: asked.when }) };
    if (!goals.some((known) => known.failure === failure)) goals.push(goal);
    return goal;
  };
  const shapes = shapeFailures(draft);
  for (const step of diagram.steps) {
    const failure = step.failure === 'hang' && diagram.kind === 'deadlock' ? 'deadlock' : step.failure;
    if (failure && isMeant(failure, shapes))
      addCheck(add(failure, failingStep(diagram, step), step.line, 'shown'), diagram, draft);
  }
  if (diagram.kind === 'lockdep' || diagram.kind === 'deadlock') add('deadlock', null, stuckAt(diagram), 'shown');
  // a drawing about barriers asks what a reordering could bring
  if (goals.length === 0 && diagram.kind === 'ordering') add('reordering', null, null, 'shown');
  const nearestFirst = diagram.mentions
    .filter(({ from }) => from !== 'mail')
    .sort((a, b) => FROM.indexOf(a.from) - FROM.indexOf(b.from));
  if (goals.length === 0) {
    for (const { failure, line, from } of nearestFirst) {
      if (!isMeant(failure, shapes)) continue;
      addCheck({ failure, step: null, line, basis: 'shown' }, diagram, draft);
      const isBlocked = failure === 'deadlock' || failure === 'hang';
      if (canShow(failure, draft.lanes) && (!isBlocked || canBlock(draft)))
        add(failure, null, from === 'cell' ? line : null, 'shown');
    }
  }
  // a drawing that shows how nothing goes wrong is armed with all that its steps could show
  if (goals.length === 0 || diagram.kind === 'correct') {
    for (const failure of shapeFailures(draft)) {
      // that the locks of a claimed race do not deadlock says nothing about it
      if (diagram.kind === 'correct' || (failure !== 'deadlock' && failure !== 'reordering'))
        add(failure, null, null, 'assumed');
    }
  }
  // acting on what is no longer so is what is left, where nothing more definite can go wrong
  if (goals.length === 0 && diagram.kind === 'race') {
    const story = outdatedIn(diagram, draft);
    if (story !== null) {
      const named = diagram.mentions.find(({ failure, denied }) => !denied && BY_VALUES.has(failure));
      const failure = named?.failure ?? (story.writesBack ? 'lost-update' : 'wrong-state');
      addOutdatedCheck(story, failure, draft);
      add(failure, story.acts, story.acts.line, named === undefined ? 'assumed' : 'shown');
    }
  }
  // what is named and cannot be looked for is at least named, and so is that something goes wrong
  const named = nearestFirst.find(({ denied }) => !denied);
  if (goals.length === 0 && named) add(named.failure, null, named.from === 'cell' ? named.line : null, 'shown');
  const farther = namedInMail(diagram);
  if (goals.length === 0 && diagram.kind === 'race' && (diagram.harm !== undefined || farther !== null))
    add(farther ?? 'wrong-state', null, diagram.harm || null, 'assumed');
  return goals;
}
const FROM = ['cell', 'prose', 'subject'];

/** Failures that are the consequence of acting on what is no longer so. */
const BY_VALUES: ReadonlySet<Failure> = new Set(['lost-update', 'stale-read', 'wrong-state', 'warning']);

/** A mark on a row of its own means the step above it in its lane. */
function failingStep(diagram: Diagram, step: Step): Step {
  if (step.op !== 'fail' && step.op !== 'note') return step;
  const before = diagram.steps.filter(
    (each) => each.lane === step.lane && each.line < step.line && each.op !== 'note' && each.op !== 'fail',
  );
  return before.at(-1) ?? step;
}

/** Where a drawn deadlock is complete: at the last lock or wait. */
const stuckAt = ({ steps, lines }: Diagram): number =>
  steps.findLast(({ op }) => /^(?:lock|wait|cancel|fail)$/.test(op))?.line ?? lines[0];
