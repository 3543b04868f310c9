import { namesInExpression } from '../../scenario/expressions.ts';
import type { Scenario, Statement } from '../../scenario/types.ts';
import { fail, or, set, slot, when } from './actions/build.ts';
import type { Effect } from './actions/types.ts';

/**
 * Lost updates of memory cells: a lane reads a shared cell, computes from what it read, and writes the cell back after another
 * lane wrote it. For each such lane and cell one ghost slot says whether what the lane read is outdated:
 *
 *     12:1  seen = counter            ghost = current
 *     14:9                            counter = 5        (another lane: ghost = outdated)
 *     16:1  counter = seen + 1        outdated: the other lane's write is lost
 */
export type Derivations = { forAssignment(statement: Statement & { is: 'assign' }, lane: number): Ghost };

/** What an assignment does to the ghosts. */
export type Ghost = { readonly before: readonly Effect[]; readonly after: readonly Effect[] };

type Assignment = { readonly statement: Statement & { is: 'assign' }; readonly lane: number };
/** `seen` was read from `counter` by lane 0. */
type Pair = {
  readonly lane: number;
  readonly cell: string;
  readonly slot: number;
  readonly locals: ReadonlySet<string>;
};

/** Finds the read-compute-write pairs of a scenario and gives each a ghost slot by `newSlot`. */
export function findDerivations(scenario: Scenario, newSlot: (name: string) => number): Derivations {
  const assignments: Assignment[] = scenario.lanes.flatMap((lane, index) =>
    lane.steps.flatMap((step) =>
      step.statements.flatMap((statement) => (statement.is === 'assign' ? [{ statement, lane: index }] : [])),
    ),
  );
  const writers = new Map<string, Set<number>>();
  for (const { statement, lane } of assignments) {
    writers.set(statement.target, (writers.get(statement.target) ?? new Set<number>()).add(lane));
  }
  const isWrittenByOthers = (cell: string, lane: number) =>
    [...(writers.get(cell) ?? [])].some((other) => other !== lane);
  const cells = new Set(scenario.declarations.filter(({ kind }) => kind === 'cell').map(({ name }) => name));

  const pairs: Pair[] = [];
  for (const lane of scenario.lanes.keys()) {
    const own = assignments.filter((each) => each.lane === lane).map((each) => each.statement);
    const loaded = new Set(
      own.flatMap(({ value, target }) => namesInExpression(value).filter((name) => name !== target && cells.has(name))),
    );
    for (const cell of loaded) {
      const locals = derivedFrom(cell, own);
      const writesBack = own.some(
        ({ target, value }) => target === cell && namesInExpression(value).some((name) => locals.has(name)),
      );
      if (writesBack && isWrittenByOthers(cell, lane)) {
        pairs.push({ lane, cell, locals, slot: newSlot(`${scenario.lanes[lane]?.name} read ${cell}`) });
      }
    }
  }
  return { forAssignment: (statement, lane) => ghostOf(statement, lane, pairs) };
}

function ghostOf(statement: Statement & { is: 'assign' }, lane: number, pairs: readonly Pair[]): Ghost {
  const names = namesInExpression(statement.value);
  const own = pairs.filter((pair) => pair.lane === lane);
  const loads = own.filter((pair) => names.includes(pair.cell) && statement.target !== pair.cell);
  const stores = own.filter((pair) => statement.target === pair.cell && names.some((name) => pair.locals.has(name)));
  const outdates = pairs.filter((pair) => pair.lane !== lane && pair.cell === statement.target);
  return {
    before: when(or(...stores.map((pair) => slot(pair.slot))), [fail('lost-update')]),
    after: [...loads.map((pair) => set(pair.slot, 0)), ...outdates.map((pair) => set(pair.slot, 1))],
  };
}

/** The names that hold something computed from `cell`: `seen = cell`, `next = seen + 1`. */
function derivedFrom(cell: string, assignments: readonly (Statement & { is: 'assign' })[]): Set<string> {
  const derived = new Set<string>();
  for (const { target, value } of assignments) {
    if (target !== cell && namesInExpression(value).some((name) => name === cell || derived.has(name)))
      derived.add(target);
  }
  return derived;
}
