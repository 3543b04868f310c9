import type { Diagram, Effect, PatchLine, Step, Term } from '../../../extract/types.ts';
import { faultOfEitherLock } from '../../../scenario/index.ts';
import type { FixResult, JudgeOptions, ScenarioVerdict } from '../../types.ts';
import { lastName } from './align.ts';
import { endOfTree } from './body.ts';
import type { LaneWays } from './index.ts';
import type { Placed } from './places.ts';
import { tryPatched } from './try.ts';

/**
 * Changes of drawn rows that sentences propose, tried as a patch that makes them would be:
 *
 *     Fix it by moving free_crate() to after drain_crate().        the row of one behind the row of the other
 *     Take tray->lock before crate_lift().                         a lock in front of a row, to the lane's end
 *     Remove the call of crate_reset().                            the row and what is drawn inside it
 */
type Found = Pick<FixResult, 'verdict' | 'reason'>;
type Tried = Found | null;

/** Null where the phrases name no rows of one lane. */
export function tryMove(
  { what, where, anchor }: { readonly what: string; readonly where: 'before' | 'after'; readonly anchor: string },
  diagram: Diagram,
  judged: ScenarioVerdict,
  options: JudgeOptions,
): Tried {
  const anchors = rowsNamed(anchor, diagram);
  const moved = rowsNamed(what, diagram);
  const lanes = [...diagram.lanes.keys()].filter((lane) => anchors.some((row) => row.lane === lane));
  const both = lanes.filter((lane) => moved.some((row) => row.lane === lane));
  const isLock = both.length === 0 || moved.every(({ op }) => op === 'lock' || op === 'unlock');
  const lock = isLock ? lockIn(what, diagram) : null;
  const [lane] = both.length > 0 || lock === null ? both : lanes;
  if (lane === undefined || (both.length === 0 && lanes.length > 1) || both.length > 1) return null;
  const rows = diagram.steps.filter((step) => step.lane === lane);
  const before = rows.slice(
    0,
    rows.findIndex((row) => anchors.includes(row)),
  );
  if (lock !== null && isHeldBehind(before, lock)) return null;
  const trees = treesOf(
    lock === null
      ? moved.filter((row) => row.lane === lane)
      : rows.filter((row) => takes(row, lock) && !before.includes(row)),
    rows,
  );
  const rest: Placed[] = rows.filter((row) => !trees.includes(row));
  const own = anchors.filter((row) => row.lane === lane && rest.includes(row));
  const at =
    where === 'before'
      ? rest.indexOf(own[0] as Placed)
      : rest.indexOf(treesOf(own, rows).findLast((row) => rest.includes(row)) as Placed) + 1;
  if (own.length === 0 || at < 0) return null;
  const put: readonly Placed[] = lock === null || trees.length > 0 ? trees : [{ line: lockLine(lock) }];
  return tried(lane, [...rest.slice(0, at), ...put, ...rest.slice(at)], diagram, judged, options);
}

/** Null where the phrase names no row, or rows of several lanes. */
export function tryRemoval(phrase: string, diagram: Diagram, judged: ScenarioVerdict, options: JudgeOptions): Tried {
  const named = rowsNamed(phrase, diagram);
  const lane = named[0]?.lane;
  if (lane === undefined || named.some((row) => row.lane !== lane)) return null;
  const rows = diagram.steps.filter((step) => step.lane === lane);
  const gone = treesOf(named, rows);
  const left = rows.filter((row) => !gone.includes(row));
  return left.length === 0 ? null : tried(lane, left, diagram, judged, options);
}

function tried(
  lane: number,
  placed: readonly Placed[],
  diagram: Diagram,
  judged: ScenarioVerdict,
  options: JudgeOptions,
): Tried {
  if (diagram.alternatives.length > 0 || faultOfEitherLock(diagram) !== undefined) return null;
  const way: LaneWays = diagram.lanes.map((_, index) => (index === lane ? placed : null));
  const patch = { lines: [0, 0], quoted: 0, code: [] } as const;
  const context = { title: judged.scenario.title, messageId: judged.scenario.from };
  return tryPatched({ ways: [way], functions: new Set() }, diagram, { judged, said: [], context, patch }, options);
}

/** Rows that call a function of the phrase, in the order of the drawing. */
function rowsNamed(phrase: string, { steps }: Diagram): Step[] {
  const names = [...phrase.matchAll(/\b([a-z]\w*)(\(\))?/gi)].flatMap(([, name = '', brackets]) =>
    name.includes('_') || brackets !== undefined ? [name] : [],
  );
  for (const name of names) {
    const called = new RegExp(`\\b${name}\\b(?!\\s*[=.>-])`);
    const rows = steps.filter(({ op, text }) => op !== 'note' && op !== 'elide' && op !== 'fail' && called.test(text));
    if (rows.length > 0) return rows;
  }
  return [];
}

function treesOf(roots: readonly Step[], rows: readonly Step[]): Step[] {
  const inside = new Set(
    roots.flatMap((row) => {
      const at = rows.indexOf(row);
      return row.op === 'call' || row.rule === 'frame' ? rows.slice(at, endOfTree(rows, at)) : [row];
    }),
  );
  return rows.filter((row) => inside.has(row));
}

/** The drawn lock that a phrase names: "config_lock" for `nbd->config_lock`. */
function lockIn(phrase: string, { steps }: Diagram): Term | null {
  const locks = new Set(steps.flatMap(({ effects }) => effects.flatMap(lockOf)));
  const words: readonly string[] = phrase.match(/\w+/g) ?? [];
  const named = [...locks].filter((lock) => words.includes(lastName(lock)) && lastName(lock).length > 3);
  return named.length === 1 ? (named[0] as Term) : null;
}

const lockOf = (effect: Effect): Term[] => (effect.do === 'acquire' && effect.lockKind !== 'irq' ? [effect.lock] : []);
const takes = ({ effects }: Step, lock: Term): boolean => effects.some((effect) => lockOf(effect).includes(lock));

const isHeldBehind = (rows: readonly Step[], lock: Term): boolean =>
  rows.findLast((row) => takes(row, lock) || gives(row, lock))?.op === 'lock';
const gives = ({ effects }: Step, lock: Term): boolean =>
  effects.some((effect) => effect.do === 'release' && effect.lock === lock);

/** A lock as a line of a patch would take it; it is held to the lane's end. */
function lockLine(lock: Term): PatchLine {
  const effect: Effect = { do: 'acquire', lock, mode: 'exclusive', lockKind: 'named' };
  const meaning = {
    op: 'lock',
    object: lock,
    understood: true,
    complete: true,
    rule: null,
    effects: [effect],
  } as const;
  return { sign: '+', text: `lock ${lock}`, line: 0, within: null, hunk: 0, indent: 8, meaning };
}
