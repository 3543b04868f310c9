import type { Diagram, Step } from '../../../../extract/types.ts';

/** Steps that do something to others, or go by what others did: no notes, no locks, which are only what the order has to respect. */
export const isActing = ({ op }: Step): boolean => !SILENT.has(op);
const SILENT: ReadonlySet<Step['op']> = new Set([
  'note',
  'elide',
  'lock',
  'unlock',
  'barrier',
  'irq',
  'fail',
  'return',
]);

/**
 * The runs of steps by which the drawing comes to the step that fails: from what its lane did last before the others came between.
 * Where its lane did nothing before, what another lane has begun and goes on with behind it. Null where the lanes run one after the other.
 */
export function drawnRuns(diagram: Diagram, fails: Step): readonly (readonly Step[])[] | null {
  const isOfOrder = isAllLocks(diagram) ? () => true : isActing;
  const runs = runsOf(diagram.steps.filter((step) => isOfOrder(step) || step === fails));
  const at = runs.findIndex((run) => run.includes(fails));
  const own = runs.slice(0, at).findLastIndex(isOf(fails.lane));
  if (own >= 0) return [lastOf(runs[own]), ...runs.slice(own + 1, at), [fails]];
  const begun = runs[at - 1];
  if (begun?.[0] === undefined) return null;
  const goesOn = runs.slice(at + 1).findIndex(isOf(begun[0].lane));
  if (goesOn < 0) {
    const left = leftOut(diagram, begun[0].lane, fails);
    return left === undefined ? [begun, [fails]] : [lastOf(begun), upTo(runs[at] ?? [], fails), [left]];
  }
  const run = runs[at] ?? [];
  const between = runs.slice(at + 1, at + 1 + goesOn);
  return [lastOf(begun), upTo(run, fails), ...between, (runs[at + 1 + goesOn] ?? []).slice(0, 1)];
}

/** `if (queue->open) // false!!!` */
export const isEmphasised = ({ text, annotations }: Step): boolean =>
  [text, ...annotations].some((said) => /\w ?!!+$/.test(said.trim()));

const isOf =
  (lane: number) =>
  (run: readonly Step[]): boolean =>
    run[0]?.lane === lane;

/** Nothing is drawn but locks: what goes wrong is their order. */
const isAllLocks = ({ steps }: Diagram): boolean => steps.every(({ op }) => op === 'lock' || op === 'unlock');

/** `...` behind the step that fails: its lane goes on there. */
const leftOut = ({ steps }: Diagram, lane: number, fails: Step): Step | undefined =>
  steps.slice(steps.indexOf(fails)).find((step) => step.op === 'elide' && step.lane === lane);

const upTo = (run: readonly Step[], last: Step): readonly Step[] => run.slice(0, run.indexOf(last) + 1);

const lastOf = (run: readonly Step[] | undefined): Step[] => (run ?? []).slice(-1);

function runsOf(steps: readonly Step[]): Step[][] {
  const runs: Step[][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last?.[0]?.lane === step.lane) last.push(step);
    else runs.push([step]);
  }
  return runs;
}

/** The row behind a look that is told with emphasis: what the lane makes of it; the look where nothing follows. */
function actsOnLook(steps: readonly Step[]): Step | undefined {
  const look = steps.findLast(isEmphasised);
  return (
    look && (steps.slice(steps.indexOf(look) + 1).find((step) => step.lane === look.lane && isActing(step)) ?? look)
  );
}

const NOTES: ReadonlySet<Step['op']> = new Set(['note', 'fail']);

/** Between the mark and what its lane did last another lane acts: the mark stands for what the lane does then. */
const othersComeBefore = (marked: Step, steps: readonly Step[]): boolean =>
  steps.slice(0, steps.indexOf(marked)).findLast(isActing)?.lane !== marked.lane;

/** Where it fails: the last step that is marked, or the one next to the mark; the last of all where the drawing marks none. */
export function failingStep({ steps, harm }: Diagram): Step | null {
  const marked =
    steps.findLast(({ failure }) => failure !== null) ??
    steps.findLast(({ op }) => op === 'fail') ??
    actsOnLook(steps) ??
    steps.findLast(({ line, lines }) => harm !== undefined && line <= harm && harm <= lines[1]);
  if (marked === undefined) return steps.findLast(isActing) ?? steps.at(-1) ?? null;
  if (isActing(marked)) return marked;
  const own = steps.filter((step) => step.lane === marked.lane && (isActing(step) || step === marked));
  const at = own.indexOf(marked);
  const [above, below] = [own[at - 1], own[at + 1]];
  // `// use after free` right above what does it
  const isAbove = below?.line === marked.line + 1 && above?.line !== marked.line - 1;
  if (!isAbove && NOTES.has(marked.op) && othersComeBefore(marked, steps)) return marked;
  return (isAbove ? below : above) ?? null;
}
