import type { Diagram, Effect, Step } from '../../extract/types.ts';
import type { Lane, Placement, Scenario, ScenarioStep, Statement } from '../types.ts';
import { asksOrder, spellOutAccesses } from './accesses.ts';
import { addImpliedActors, SELF } from './actors.ts';
import { awaitAttributeCallbacks } from './attribute-callbacks.ts';
import { bodyEndOf, continuationOf, isSkipped, settleJumps } from './continuation.ts';
import { closeCriticalSections, laneNameOf } from './critical-sections.ts';
import { Draft, finished } from './draft.ts';
import { connectDrawnWaits } from './drawn-waits.ts';
import { translate } from './effects/index.ts';
import { endVmaWrites, type FaultLock, holdLockInFaults } from './fault-locks.ts';
import { settleGoals } from './goals/index.ts';
import { type AsTold, settleToldGoal } from './goals/told/index.ts';
import { settleInitialValues } from './initial-values.ts';
import { connectMarkedUse } from './marked-uses.ts';
import { connectNamedWaits } from './named-waits.ts';
import { doubtReorderingOnOneCpu } from './one-cpu.ts';
import { noteOrigins } from './origins.ts';
import { markRelevant, notKnown } from './relevance.ts';
import { doubtStrayFrees } from './stray-frees.ts';
import { findSymbols } from './symbols.ts';
import { placesIn } from './terms.ts';
import { dropUnconnectedWaits } from './unconnected.ts';
import { startWorkers } from './workers.ts';

/** What the message adds to its drawing, and which way is taken where the drawing leaves two. */
export type BuildContext = {
  readonly title: string;
  readonly messageId: string | null;
  /** The lock that page faults hold; mmap_lock where it is left out. */
  readonly faultLock?: FaultLock;
  /** Looks for the order alone in which the mail tells that it fails; left out, for what the steps show. */
  readonly asTold?: AsTold;
};

/**
 * Turns a drawing into a scenario that runs. Never fails: what cannot be translated stands in `unknown`, what had to be
 * inferred in `assumptions`.
 */
export function buildScenario(drawn: Diagram, context: BuildContext): Scenario {
  const { diagram, assumed } = asksOrder(drawn) ? spellOutAccesses(drawn) : { diagram: drawn, assumed: [] };
  const draft = new Draft(diagram, findSymbols(diagram));
  for (const { text, line } of assumed) draft.assume(text, line, 'assumed');
  for (const { text, line } of diagram.answers) draft.assume(`you said: ${text}`, line, 'assumed');
  for (const { why, basis } of draft.symbols.sameNames) draft.assume(why, null, basis);
  noteAssigned(draft);
  for (const lane of diagram.lanes.keys()) translateLane(lane, draft);
  assumeInterrupted(draft);
  startWorkers(diagram, draft);
  awaitAttributeCallbacks(diagram, draft);
  connectNamedWaits(diagram, draft);
  connectDrawnWaits(diagram, draft);
  dropUnconnectedWaits(diagram, draft);
  connectMarkedUse(diagram, draft);
  noteOrigins(diagram, draft);
  const goals = context.asTold ? settleToldGoal(diagram, draft, context.asTold) : settleGoals(diagram, draft);
  doubtReorderingOnOneCpu(diagram, goals, draft);
  endVmaWrites(draft);
  holdLockInFaults(diagram, draft, context.faultLock ?? 'mmap');
  closeCriticalSections(diagram, draft);
  addImpliedActors(diagram, draft);
  doubtStrayFrees(diagram, draft);
  settleInitialValues(draft);
  const isFlat = diagram.notation === 'flat';
  for (const { line, why } of diagram.doubts)
    draft.unknown.push({
      step: diagram.steps[0]?.id ?? '1:1',
      line,
      why,
      relevant: true,
      ...(isFlat && { unmodelled: true }),
    });
  const lanes: Lane[] = [
    ...draft.lanes.map(
      (steps, lane): Lane => ({
        name: laneNameOf(diagram, lane),
        title: titleOf(diagram, lane),
        implied: false,
        ...placed(draft.placements.get(lane)),
        steps: settleJumps(steps),
      }),
    ),
    ...draft.impliedLanes.map(
      ({ name, title, steps }, index): Lane => ({
        name: uniqueName(name, draft.impliedLanes, index),
        title,
        implied: true,
        steps: steps.map((step) => impliedStep(step, draft)),
      }),
    ),
  ];
  const scenario: Scenario = {
    title: context.title,
    from: context.messageId,
    declarations: finished(draft.declarations),
    lanes,
    drawn: diagram.steps
      .map((step) => step.id)
      .filter((id) => draft.lanes.some((steps) => steps.some((step) => step.id === id))),
    goals,
    assumptions: draft.assumptions,
    unknown: draft.unknown,
  };
  return markRelevant(scenario, diagram);
}

function translateLane(lane: number, draft: Draft): void {
  const own = draft.diagram.steps.filter((step) => step.lane === lane);
  for (const [index, step] of own.entries()) {
    const [earlier, later] = [own.slice(0, index), own.slice(index + 1)];
    const out = draft.lanes[lane] as ScenarioStep[];
    if (isSkipped(step, earlier, later)) {
      draft.assume(`line ${step.line} is printed but not run: its branch is not taken`, step.line, 'shown');
      out.push({ id: step.id, statements: [], text: step.text });
      continue;
    }
    if (isTitle(step, earlier, later) || opensAnotherLane(step, draft.diagram))
      draft.assume(`line ${step.line} names what the lane does`, step.line, 'shown');
    else if (!step.complete || isBareCall(step, later))
      draft.unknown.push({ step: step.id, line: step.line, why: notKnown(step), relevant: true });
    const groups: Statement[][] = [[]];
    const place = {
      step,
      lane,
      earlier,
      later,
      continuation: continuationOf(step, later),
      bodyEnd: bodyEndOf(step, later),
    };
    for (const effect of oldValueFirst(step.effects)) {
      if (isDoneBelow(effect, step, later, draft)) {
        draft.assume(`what line ${step.line} does is drawn below it`, step.line, 'shown');
        continue;
      }
      const translated = translate(effect, place, draft);
      if (translated === null) {
        draft.doubt(step, `"${step.text}": the machine has no "${effect.do}" yet`);
        continue;
      }
      const [first = [], ...further] = translated;
      (groups.at(-1) as Statement[]).push(...first);
      groups.push(...further.map((group) => [...group]));
    }
    const distinct = groups
      .map(withoutRepeats)
      .filter((group, at) => group.length > 0 || (at === 0 && groups.every((each) => each.length === 0)));
    for (const statements of distinct) out.push({ id: step.id, statements, text: step.text });
  }
}

/** `if (!test_and_set_bit(F, p))` tests what was there before the exchange: the test comes first, in the same atomic step. */
function oldValueFirst(effects: readonly Effect[]): readonly Effect[] {
  const exchange = effects.findIndex((effect) => effect.do === 'exchange' && !effect.into);
  const test = effects.findIndex((effect, at) => effect.do === 'test' && at > exchange);
  if (exchange < 0 || test < 0) return effects;
  const tested = effects[test] as Effect;
  const rest = effects.filter((effect) => effect !== tested);
  return [...rest.slice(0, exchange), tested, ...rest.slice(exchange)];
}

/** Effects that a call and its drawn inner steps cannot both have. */
const ONCE: ReadonlySet<Effect['do']> = new Set([
  'free',
  'put',
  'get',
  'alloc',
  'acquire',
  'release',
  'wake',
  'complete',
  'queue-work',
  'link',
  'unlink',
  'page-copy',
  'page-commit',
]);

/**
 * The first row of a lane that names a system call in words, `UFFDIO_WRITEPROTECT, mode 0`, or the function that somebody else starts,
 * `hatch_close_workfn`: a heading, not a step.
 */
function isTitle(step: Step, earlier: readonly Step[], later: readonly Step[]): boolean {
  if (step.complete || later.length === 0) return false;
  if (earlier.every(({ op }) => op === 'note' || op === 'elide') && HANDLER.test(step.text)) return true;
  return earlier.length === 0 && !/[;={}]|\)\s*$|->/.test(step.text) && SYSTEM_CALL.test(step.text);
}

const HANDLER = /^\w+_(?:work_?(?:fn|func)?|worker|(?:call)?back|handler|tasklet|timer|thread(?:_?fn)?)(?:\(\))?:?$/;
const SYSTEM_CALL = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b(?:ioctl|syscall|system call)\b/;

/** A function that is the frame of another lane is one here too, wherever it stands: both sides run it. */
function opensAnotherLane(step: Step, diagram: Diagram): boolean {
  const name = (text: string) => /^(\w+)\s*\(/.exec(text)?.[1];
  const own = step.complete ? undefined : name(step.text);
  if (own === undefined) return false;
  return diagram.steps.some((each) => each.lane !== step.lane && each.rule === 'frame' && name(each.text) === own);
}

/** `foo_destroy(ctl);` with nothing drawn inside it: a statement that does something, although it stands where frames stand. */
function isBareCall(step: Step, later: readonly Step[]): boolean {
  const isFrame = step.rule === 'frame' && /\)\s*;$/.test(step.text);
  return isFrame && !(later[0] !== undefined && later[0].depth > step.depth);
}

/** A call whose inner steps are drawn does what they do: `foo_free(p)` with its `kfree(p)` below frees once. */
function isDoneBelow(effect: Effect, step: Step, later: readonly Step[], draft: Draft): boolean {
  const end = later.findIndex((each) => each.depth <= step.depth);
  if (!ONCE.has(effect.do)) return false;
  const inner = (end < 0 ? later : later.slice(0, end)).flatMap((each) => each.effects);
  return inner.some((each) => {
    if (each.do !== effect.do) return false;
    if (effect.do === 'acquire' || effect.do === 'release')
      return (each as typeof effect).lock === effect.lock || step.rule?.includes('*') === true;
    const [own, below] = [targetOf(effect), targetOf(each)];
    return (
      own === null ||
      below === null ||
      draft.symbols.location(own, step.lane) === draft.symbols.location(below, step.lane)
    );
  });
}

function targetOf(effect: Effect): string | null {
  return 'object' in effect ? effect.object : 'work' in effect ? effect.work : 'to' in effect ? effect.to : null;
}

function withoutRepeats(statements: readonly Statement[]): Statement[] {
  const seen = new Set<string>();
  return statements.filter((statement) => {
    const key = JSON.stringify(statement);
    if (seen.has(key) && statement.is === 'verb' && statement.verb === 'use') return false;
    seen.add(key);
    return true;
  });
}

function impliedStep(
  { statements, text }: { statements: readonly Statement[]; text: string },
  draft: Draft,
): ScenarioStep {
  const id = draft.impliedId();
  return {
    id,
    text,
    statements: statements.map((each) => (each.is === 'if' && each.goto === SELF ? { ...each, goto: id } : each)),
  };
}

const placed = (on: Placement | undefined) => on && { on };

function assumeInterrupted(draft: Draft): void {
  const { lanes, steps } = draft.diagram;
  const handler = [...draft.placements].find(([, { context }]) => context !== 'task')?.[0];
  if (handler === undefined) return;
  const line = steps.find(({ lane }) => lane === handler)?.line ?? null;
  draft.assume(
    `"${lanes[handler]}" interrupts the other lane on its CPU, between whose rows it is drawn`,
    line,
    'shown',
  );
}

/** Two RCU callbacks are `rcu_callback` and `rcu_callback_2`. */
function uniqueName(name: string, lanes: readonly { readonly name: string }[], index: number): string {
  const before = lanes.slice(0, index).filter((lane) => lane.name === name).length;
  return before === 0 ? name : `${name}_${before + 1}`;
}

/** The frame that the lane runs: its outermost call, if it draws one. */
function titleOf(diagram: Diagram, lane: number): string | null {
  const first = diagram.steps.find((step: Step) => step.lane === lane && step.op !== 'note');
  return first?.op === 'call' ? first.text : null;
}

function noteAssigned(draft: Draft): void {
  for (const { effects, lane } of draft.diagram.steps) {
    for (const effect of effects) {
      if (effect.do === 'store' || effect.do === 'add' || effect.do === 'exchange')
        draft.assigned.add(draft.symbols.location(effect.to, lane));
      if (effect.do === 'load') draft.read.add(draft.symbols.location(effect.from, lane));
      if ('condition' in effect && effect.condition) {
        for (const side of [effect.condition.left, effect.condition.right]) {
          for (const place of placesIn(side)) draft.read.add(draft.symbols.location(place, lane));
        }
      }
      if ('into' in effect && effect.into) draft.assigned.add(draft.symbols.location(effect.into, lane));
      if (effect.do === 'alloc') draft.assigned.add(draft.symbols.location(effect.object, lane));
    }
  }
}
