import { namesInExpression } from '../../scenario/expressions.ts';
import type { Scenario, Statement } from '../../scenario/types.ts';
import { fail, or, set, slot, when } from './actions/build.ts';
import type { Effect } from './actions/types.ts';
import type { Access } from './types.ts';

/**
 * Lost updates of memory cells: a lane reads a shared cell, computes from what it read, and writes the cell back after another
 * lane wrote it. For each such lane and cell one ghost slot says whether what the lane read is outdated:
 *
 *     12:1  seen = counter            ghost = current
 *     14:9                            counter = 5        (another lane: ghost = outdated)
 *     16:1  counter = seen + 1        outdated: the other lane's write is lost
 *
 * A verb that changes a cell at once (`inc counter`, `exchange counter with 0 into old`) loses nothing itself, but outdates what others
 * read; what it puts behind `into` was read then.
 */
export type Derivations = {
  forAssignment(statement: Statement & { is: 'assign' }, lane: number): Ghost;
  /** What a verb's reading of cells does to the ghosts, once it has run. */
  afterVerb(statement: Statement & { is: 'verb' }, lane: number): readonly Effect[];
  /** The access to a cell that a verb may write: wherever it does, the ghosts see it. */
  watched(name: string, access: Access, lane: number): Access;
};

/** What an assignment does to the ghosts. */
export type Ghost = { readonly before: readonly Effect[]; readonly after: readonly Effect[] };

/** `target` takes a value computed from `from`. A verb that changes a cell does it in one step, and so loses nothing itself. */
type Flow = { readonly target: string; readonly from: readonly string[]; readonly isPlain: boolean };
/** `seen` was read from `counter` by lane 0. */
type Pair = {
  readonly lane: number;
  readonly cell: string;
  readonly slot: number;
  readonly locals: ReadonlySet<string>;
};

/** Finds the read-compute-write pairs of a scenario and gives each a ghost slot by `newSlot`. */
export function findDerivations(scenario: Scenario, newSlot: (name: string) => number): Derivations {
  const cells = new Set(scenario.declarations.filter(({ kind }) => kind === 'cell').map(({ name }) => name));
  const flows = scenario.lanes.map((lane) =>
    lane.steps.flatMap((step) => step.statements.flatMap((statement) => flowsOf(statement))),
  );
  const writers = new Map<string, Set<number>>();
  for (const [lane, own] of flows.entries())
    for (const { target } of own) writers.set(target, (writers.get(target) ?? new Set<number>()).add(lane));
  const mayBeLost = (cell: string, lane: number) => {
    const lanes = writers.get(cell) ?? new Set<number>();
    return lanes.has(lane) && lanes.size > 1;
  };

  const pairs: Pair[] = [];
  for (const [lane, own] of flows.entries()) {
    const loaded = new Set(
      own.flatMap(({ from, target }) => from.filter((name) => name !== target && cells.has(name))),
    );
    for (const cell of loaded) {
      if (!mayBeLost(cell, lane)) continue;
      const locals = derivedFrom(cell, own);
      const writesBack = own.some(
        ({ target, from, isPlain }) => isPlain && target === cell && from.some((name) => locals.has(name)),
      );
      if (writesBack) pairs.push({ lane, cell, locals, slot: newSlot(`${scenario.lanes[lane]?.name} read ${cell}`) });
    }
  }
  const byCell = new Map<string, Pair[]>();
  for (const pair of pairs) byCell.set(pair.cell, [...(byCell.get(pair.cell) ?? []), pair]);
  const of = (cell: string) => byCell.get(cell) ?? [];
  const loads = (names: readonly string[], lane: number, target: string | null) =>
    [...new Set(names)]
      .filter((cell) => cell !== target)
      .flatMap((cell) => of(cell).filter((pair) => pair.lane === lane))
      .map((pair) => set(pair.slot, 0));
  const outdates = (cell: string, lane: number) =>
    of(cell)
      .filter((pair) => pair.lane !== lane)
      .map((pair) => set(pair.slot, 1));
  return {
    forAssignment: ({ target, value }, lane) => {
      const names = namesInExpression(value);
      const stores = of(target).filter((pair) => pair.lane === lane && names.some((name) => pair.locals.has(name)));
      return {
        before: when(or(...stores.map((pair) => slot(pair.slot))), [fail('lost-update')]),
        after: [...loads(names, lane, target), ...outdates(target, lane)],
      };
    },
    afterVerb: (statement, lane) =>
      flowsOf(statement).flatMap(({ target, from }) => (isResult(statement, target) ? loads(from, lane, target) : [])),
    watched: (name, access, lane) => {
      const { assign } = access;
      const ghosts = outdates(name, lane);
      return assign === null || ghosts.length === 0
        ? access
        : { ...access, assign: (value) => [...assign(value), ...ghosts] };
    },
  };
}

/** What a statement may write, and from what. Of a verb's names any may be written; what stands behind `into` takes what the others give. */
function flowsOf(statement: Statement): Flow[] {
  if (statement.is === 'assign')
    return [{ target: statement.target, from: namesInExpression(statement.value), isPlain: true }];
  if (statement.is !== 'verb') return [];
  const names = statement.operands.flatMap(namesInExpression);
  return statement.operands.flatMap((operand) =>
    operand.is !== 'name'
      ? []
      : [
          {
            target: operand.name,
            from: isResult(statement, operand.name) ? names.filter((name) => name !== operand.name) : [],
            isPlain: false,
          },
        ],
  );
}

/** `exchange x with 1 into old`: the verb gives its result to `old`. */
function isResult({ operands }: Statement & { is: 'verb' }, name: string): boolean {
  const [word, result] = operands.slice(-2);
  return word?.is === 'name' && word.name === 'into' && result?.is === 'name' && result.name === name;
}

/** The names that hold something computed from `cell`: `seen = cell`, `next = seen + 1`. */
function derivedFrom(cell: string, flows: readonly Flow[]): Set<string> {
  const derived = new Set<string>();
  for (const { target, from } of flows) {
    if (target !== cell && from.some((name) => name === cell || derived.has(name))) derived.add(target);
  }
  return derived;
}
