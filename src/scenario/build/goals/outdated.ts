import type { Diagram, Failure, Step } from '../../../extract/types.ts';
import { name, namesInExpression } from '../../expressions.ts';
import { namesReadIn } from '../../statements.ts';
import type { Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';

/**
 * A lane looks at a place, another one changes it, and the first one goes on as if nothing had happened:
 *
 *     CPU0                         CPU1
 *     if (dev->state == READY)
 *                                  dev->state = GONE
 *     start(dev)                                           acts on what is no longer so
 *
 * What it has seen is kept, and compared where it acts.
 */
export type Outdated = {
  readonly place: string;
  /** The step that looks, the one that changes it, and the one that acts. */
  readonly looks: Step;
  readonly changes: Step;
  readonly acts: Step;
  /** It acts by writing to the place itself. */
  readonly writesBack: boolean;
};

/** A drawn step with what it does, in drawn order. */
type Drawn = { readonly step: Step; readonly statements: readonly Statement[] };

/** The last such story of the drawing that it tells to its end; null where there is none. */
export function outdatedIn(diagram: Diagram, draft: Draft): Outdated | null {
  const drawn = diagram.steps.map((step): Drawn => ({ step, statements: draft.statementsOf(step) }));
  const stories = sharedPlaces(drawn, draft).flatMap((place) => storiesOf(place, drawn));
  const marked = stories.filter(({ acts }) => acts.failure !== null || acts.op === 'fail');
  return (marked.length > 0 ? marked : stories).sort((a, b) => order(drawn, b) - order(drawn, a))[0] ?? null;
}

const order = (drawn: readonly Drawn[], { acts }: Outdated): number => drawn.findIndex(({ step }) => step === acts);

/** Makes the machine look for it: what was seen is kept in a cell of its own. */
export function addOutdatedCheck(story: Outdated, failure: Failure, draft: Draft): void {
  const { place, looks, changes, acts } = story;
  const seen = draft.declare('cell', `${place} as seen on line ${looks.line}`, [{ is: 'number', value: 0 }]);
  const keep: Statement = { is: 'assign', target: seen, value: name(place) };
  const check: Statement = {
    is: 'check',
    condition: { is: 'binary', operator: '==', left: name(place), right: name(seen) },
    failure,
  };
  draft.change(looks, (statements) => [keep, ...statements]);
  draft.change(acts, (statements) => [check, ...statements]);
  draft.assume(
    `the failure is that line ${acts.line} goes by ${place} as line ${looks.line} saw it, after line ${changes.line} has changed it`,
    acts.line,
    'shown',
  );
}

/** Cells that a lane reads and another one writes. */
function sharedPlaces(drawn: readonly Drawn[], draft: Draft): string[] {
  return [...draft.declarations]
    .filter(([place, { kind }]) => {
      if (kind !== 'cell') return false;
      const readers = new Set(drawn.filter((each) => looksAt(each, place)).map(({ step }) => step.lane));
      return drawn.some((each) => writesTo(each, place) && [...readers].some((lane) => lane !== each.step.lane));
    })
    .map(([place]) => place);
}

function storiesOf(place: string, drawn: readonly Drawn[]): Outdated[] {
  return drawn.flatMap((change, at): Outdated[] => {
    if (!writesTo(change, place)) return [];
    const lanes = new Set(drawn.map(({ step }) => step.lane).filter((lane) => lane !== change.step.lane));
    return [...lanes].flatMap((lane) => storyOf(place, drawn, at, lane) ?? []);
  });
}

/** What the lane looked at last before the change, and what it does next that is no look at it again. */
function storyOf(place: string, drawn: readonly Drawn[], at: number, lane: number): Outdated | null {
  const own = (each: Drawn): boolean => each.step.lane === lane;
  const before = drawn.slice(0, at).filter(own);
  const looks = before.findLast((each) => looksAt(each, place));
  if (looks === undefined || before.slice(before.indexOf(looks) + 1).some((each) => writesTo(each, place))) return null;
  // what it writes itself in the same step is an exchange, which nobody comes between
  if (writesTo(looks, place)) return null;
  const after = drawn.slice(at + 1).filter(own);
  const kept = keptFrom(looks, place);
  const acts = after.find((each) => isAction(each) && !onlyTests(each, kept));
  if (acts === undefined || (looksAt(acts, place) && !writesTo(acts, place))) return null;
  const skipped = after.slice(0, after.indexOf(acts));
  if (skipped.some((each) => looksAt(each, place))) return null;
  if (!isGoneBy(kept, [...skipped, acts])) return null;
  const changes = (drawn[at] as Drawn).step;
  return { place, looks: looks.step, changes, acts: acts.step, writesBack: writesTo(acts, place) };
}

/** The names in which a lane keeps what it saw: none where it tests the place itself. */
function keptFrom({ statements }: Drawn, place: string): readonly string[] {
  return statements.flatMap((each) =>
    each.is === 'assign' && namesInExpression(each.value).some((name) => isOrGoesBy(name, place)) ? [each.target] : [],
  );
}

/** `if (seen == READY)`: still no action, but what is done for it. */
function onlyTests({ step, statements }: Drawn, kept: readonly string[]): boolean {
  return step.failure === null && step.op === 'test' && statements.some((each) => reads(each, kept));
}

/** What was seen decides what is done: a test does, and so does a value that is used. A marked step says it itself. */
function isGoneBy(kept: readonly string[], until: readonly Drawn[]): boolean {
  const acts = until.at(-1);
  if (acts === undefined || acts.step.failure !== null || acts.step.op === 'fail') return true;
  return kept.length === 0 || until.some(({ statements }) => statements.some((each) => reads(each, kept)));
}

const reads = (statement: Statement, names: readonly string[]): boolean =>
  namesReadIn(statement).some((each) => names.includes(each));

/** Something that a lane does to others: no note, no mark of its own, nothing that only gives a lock back. */
function isAction({ step, statements }: Drawn): boolean {
  if (step.failure !== null || step.op === 'fail') return true;
  if (['note', 'elide', 'unlock', 'lock', 'barrier', 'irq'].includes(step.op)) return false;
  return statements.length > 0 || step.op === 'call' || step.op === 'return';
}

function looksAt({ statements }: Drawn, place: string): boolean {
  return statements.some((each) => each.is !== 'verb' && namesReadIn(each).some((name) => isOrGoesBy(name, place)));
}

/** `lengths[bell->mode]` is chosen by what `bell->mode` is. */
const isOrGoesBy = (name: string, place: string): boolean => name === place || name.includes(`[${place}]`);

/** An atomic operation of a drawing is an assignment too. */
function writesTo({ statements }: Drawn, place: string): boolean {
  return statements.some((each) => each.is === 'assign' && each.target === place);
}
