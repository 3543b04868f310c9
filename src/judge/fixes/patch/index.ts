import type { Diagram, Patch, PatchLine, Step } from '../../../extract/types.ts';
import type { BuildContext } from '../../../scenario/index.ts';
import type { FixKind, FixResult, JudgeOptions, ScenarioVerdict } from '../../types.ts';
import { kindOfPatch } from '../kinds.ts';
import { align } from './align.ts';
import { bodyOf } from './body.ts';
import { type Changes, changesOf } from './changes.ts';
import { sitesIn } from './lockdep.ts';
import { callsIn, functionsOf } from './names.ts';
import { isAdded, type Placed, waysToPlace } from './places.ts';
import { tryPatched } from './try.ts';

/** What the patch is judged against: the drawing's verdict, what else the mail proposes, and how the drawing was built. */
export type ProposedFor = {
  readonly judged: ScenarioVerdict;
  readonly said: readonly FixResult[];
  readonly context: BuildContext;
};

/** That, with the patch. */
export type PatchedDrawing = ProposedFor & { readonly patch: Patch };

/**
 * The mail's patch as a fix of a drawing: its lines are matched to the drawn rows by function and neighboring calls, the drawing is
 * redrawn as the patched code would be, and everything is run again. What cannot be matched leaves it undetermined, with the line.
 */
export function judgePatch(whole: Patch, diagram: Diagram, drawing: ProposedFor, options: JudgeOptions): FixResult {
  const { judged, said } = drawing;
  const patch = aboutDrawing(whole, diagram);
  const own = kindOfPatch(patch);
  // of a patch that does not show what is drawn, the author's words tell more than its lines
  const kind =
    patch === whole ? withWords('other', said, own) : withWords(own === 'other' ? kindOfPatch(whole) : own, said);
  const [first, last] = whole.lines;
  const result = (verdict: FixResult['verdict'], reason: string, what = ''): FixResult => {
    return { source: 'patch', kind, text: `the patch on lines ${first} to ${last}${what}`, verdict, reason };
  };
  if (patch === whole) return result('undetermined', 'it changes none of the functions that the drawing names');
  if (judged.verdict !== 'reproduces')
    return result('undetermined', `the drawing is ${judged.verdict}, so there is nothing that it could mend`);
  const lanes = lanesPatched(patch, diagram);
  if ('why' in lanes) return result('undetermined', lanes.why);
  const { verdict, reason } = tryPatched(lanes, diagram, { ...drawing, patch: whole }, options);
  return result(verdict, reason, told(lanes.ways[0] ?? [], diagram));
}

/** The part of a patch that changes functions which are drawn, or calls of them; the whole where there is none. */
function aboutDrawing(patch: Patch, diagram: Diagram): Patch {
  const drawn = new Set(diagram.lanes.flatMap((_, lane) => [...functionsOf(diagram, lane), ...sitesIn(diagram, lane)]));
  const functions = new Set(
    patch.code.flatMap(({ sign, within, text }) =>
      within !== null && (drawn.has(within) || (sign !== ' ' && callsIn(text).some((each) => drawn.has(each))))
        ? [within]
        : [],
    ),
  );
  const code = patch.code.filter(({ within }) => within !== null && functions.has(within));
  return code.some(({ sign }) => sign !== ' ') ? { ...patch, code } : patch;
}

/** Kinds that lines of code show only weakly: any patch adds a test somewhere. The author's own words say it better. */
const WEAK: ReadonlySet<FixKind> = new Set(['recheck', 'other']);

function withWords(kind: FixKind, said: readonly FixResult[], otherwise = kind): FixKind {
  return (WEAK.has(kind) ? said.find((each) => each.kind !== 'other')?.kind : undefined) ?? otherwise;
}

export type LaneWays = readonly (readonly Placed[] | null)[];

/** The ways in which the lanes may look after the patch, and the functions of it that were matched to them. */
export type PatchedLanes = { readonly ways: readonly LaneWays[]; readonly functions: ReadonlySet<string> };

/** Every way in which the lanes may look after the patch; null for a lane that it does not change. */
function lanesPatched(patch: Patch, diagram: Diagram): PatchedLanes | { readonly why: string } {
  if (diagram.alternatives.length > 0) return { why: "the drawing's columns are lost" };
  const names = new Set(diagram.steps.flatMap(({ text }) => text.match(/\w+/g) ?? []));
  let ways: LaneWays[] = [[]];
  const functions = new Set<string>();
  for (const lane of diagram.lanes.keys()) {
    const rows = diagram.steps.filter((step) => step.lane === lane);
    const changes = changesInLane(patch, rows, names, sitesIn(diagram, lane));
    if ('why' in changes) return changes;
    const placed = changes.length === 0 ? [null] : waysToPlace(rows, changes);
    if ('why' in placed) return placed;
    for (const { name } of changes) functions.add(name);
    if (ways.length * placed.length > MOST_WAYS)
      return { why: 'where its lines stand among the drawn rows does not show' };
    ways = ways.flatMap((before) => placed.map((own): LaneWays => [...before, own]));
  }
  return functions.size > 0 ? { ways, functions } : { why: 'what it changes could not be matched to the drawn steps' };
}
const MOST_WAYS = 24;

type LaneChanges = Extract<Changes, { items: unknown }> & { readonly name: string };

/** What the patch does to one lane, function by function; empty where it does nothing to it. */
function changesInLane(
  patch: Patch,
  rows: readonly Step[],
  names: ReadonlySet<string>,
  sites: readonly string[],
): LaneChanges[] | { readonly why: string } {
  const found: LaneChanges[] = [];
  for (const { name, code, isNamed } of functionsOfLane(patch, rows, sites)) {
    const body = bodyOf(rows, name) ?? (isNamed ? null : { from: 0, to: rows.length });
    if (body === null) return { why: `what it changes inside ${name}() is not drawn` };
    const changes = changesOf(code, rows, body, names);
    if ('why' in changes) return changes;
    if (changes.items.some(({ is }) => is !== 'row')) found.push({ ...changes, name });
  }
  return found;
}

type Patched = { readonly name: string; readonly code: readonly PatchLine[]; readonly isNamed: boolean };

/**
 * The changed functions that a lane names, or that it is in: a function whose name is not drawn is the one if a row with a name of its
 * own is a line of it, and no other function has more of the rows.
 */
function functionsOfLane({ code }: Patch, rows: readonly Step[], sites: readonly string[]): Patched[] {
  const functions = new Map<string, PatchLine[]>();
  for (const line of code)
    if (line.within !== null) functions.set(line.within, [...(functions.get(line.within) ?? []), line]);
  const changed = [...functions].filter(([, lines]) => lines.some(({ sign }) => sign !== ' '));
  const candidates = changed.map(([name, lines]) => {
    const isNamed = rows.some(({ text }) => callsIn(text).includes(name));
    const shown = isNamed ? [] : [...align(lines, rows).values()];
    return {
      name,
      code: lines,
      isNamed,
      shown: sites.includes(name) || shown.some(({ text }) => callsIn(text).length > 0) ? shown : [],
    };
  });
  return candidates.filter(
    (each) =>
      each.isNamed ||
      (each.shown.length > 0 &&
        !candidates.some(
          (other) => other.shown.length > each.shown.length && each.shown.every((row) => other.shown.includes(row)),
        )),
  );
}

/** What was put in, taken out and moved, in few words. */
function told(lanes: LaneWays, diagram: Diagram): string {
  const said = lanes.flatMap((placed, lane) => {
    if (placed === null) return [];
    const name = diagram.lanes[lane] || `lane ${lane + 1}`;
    // the end of a guard is no line of its own
    const lines = placed.filter(isAdded).filter(({ line }) => Number.isInteger(line.line));
    const added = lines.map(({ line }) => `"${line.text.slice(0, 60)}" (line ${line.line})`);
    const gone = diagram.steps.filter((step) => step.lane === lane && !placed.includes(step)).map(({ line }) => line);
    return [
      ...(added.length > 0 ? [`${name} with ${added.slice(0, 4).join(', ')}${added.length > 4 ? ' …' : ''}`] : []),
      ...(gone.length > 0 ? [`${name} without line ${gone.slice(0, 4).join(', ')}`] : []),
      ...(added.length + gone.length === 0 ? [`${name} in another order`] : []),
    ];
  });
  return said.length === 0 ? '' : `: ${said.join('; ')}`;
}
