import { namesInExpression } from '../../src/scenario/expressions.ts';
import type { Expression, Scenario, Statement } from '../../src/scenario/types.ts';
import { computedFrom, noteWrite, performOnCell, resultOf } from './naive/cells.ts';
import { type CpuWorld, performOnCpu, type Spinlock, startCpus } from './naive/cpu.ts';
import { type Deferred, deferred } from './naive/deferred.ts';
import { type Halves, halvesOf, performOnHalves, type Variable } from './naive/halves.ts';
import { type Amid, LIST_CHANGES, type Links, linksOf, performOnList } from './naive/lists.ts';
import { type KernelLock, newKernelLock, performOnLock, queuesFirst } from './naive/locks.ts';
import { nameOf } from './naive/operands.ts';
import { PAGE_TABLE_VERBS } from './naive/page-table.ts';
import type { Gate, Sleeper, Thread } from './naive/queues.ts';
import { VERBS } from './naive-verbs.ts';

/**
 * The machine a second time, as plainly as possible: a state is one nested object that is copied for each step, names are looked up
 * when they are met. It shares no code with src/sim/machine but `namesIn`.
 */
export type World = {
  pc: number[];
  cells: Record<string, number>;
  locks: Record<string, { owner: number | null; shared: number[]; queued: number[] }>;
  kernelLocks: Record<string, KernelLock>;
  objects: Record<string, { life: 'none' | 'live' | 'freed'; refs: number; stuck: boolean }>;
  links: Links;
  amid: Record<number, Amid>;
  wides: Record<string, Halves>;
  plains: Record<string, Variable>;
  begun: Record<number, number>;
  readers: Record<string, { inside: number[]; grace: Record<number, number[]> }>;
  queues: Record<string, Sleeper[]>;
  completions: Record<string, { count: number; all: boolean }>;
  threads: Record<string, Thread>;
  gates: Record<string, Gate>;
  works: Record<string, Deferred>;
  pages: Record<string, { freed: boolean; copy: 'none' | 'good' | 'outdated'; from: string; touched: boolean }>;
  ptes: Record<string, Entry>;
  tlbs: Record<string, { pte: string; entry: Entry | null }>;
  /** The ptes whose flush each lane has put off. */
  deferred: string[][];
  spinlocks: Record<string, Spinlock>;
  cpu: CpuWorld;
  /** Writes to a cell by others since the lane last read it: `lane/cell`. */
  unseen: Record<string, number>;
};
export type Entry = { page: string; write: boolean; present: boolean };

/** Whom a lane waits for: who holds something, and who may still bring one of the events; itself only if `self`. */
export type Wait = { holders: number[]; idle: boolean; events: readonly string[]; self: boolean };
type Brought = {
  readonly idle?: boolean;
  readonly event?: string;
  readonly events?: readonly string[];
  readonly self?: boolean;
};
/** What a step did: `on` the lane goes on, `again` the same step once more. */
export type Did =
  | { did: 'on' | 'again' | 'leave' }
  | { did: 'block'; wait: Wait }
  | { did: 'fail'; failure: string }
  | { did: 'jump'; to: number };
export const ON: Did = { did: 'on' };
export const blocked = (
  holders: number[] = [],
  { idle = false, event, events = event === undefined ? [] : [event], self = false }: Brought = {},
): Did => ({ did: 'block', wait: { holders, idle, events, self } });
export const failed = (failure: string): Did => ({ did: 'fail', failure });

export type Step = { id: string; statements: readonly Statement[] };

/** A step that may go round several times stands alone or first. */
export function stepsOf(scenario: Scenario): Step[][] {
  return scenario.lanes.map((lane) =>
    lane.steps.flatMap(({ id, statements }) => {
      const steps: Step[] = [];
      let part: Statement[] = [];
      for (const each of statements) {
        if (mayGoRound(each, scenario) && part.length > 0) {
          steps.push({ id, statements: part });
          part = [];
        }
        part.push(each);
      }
      return [...steps, { id, statements: part }];
    }),
  );
}

/** Verbs that may go round, and what calls the lane's function, which stands first, too. */
const STAND_FIRST = [
  ...['wait', 'wait-readers', 'flush', 'flush-queued', 'rcu-barrier', 'stop', 'park', 'parkme', 'kill', 'begin'],
];

export function mayGoRound(statement: Statement, scenario: Scenario): boolean {
  if (statement.is !== 'verb') return false;
  const kind = scenario.declarations.find(({ name }) => name === nameOf(statement.operands[0]))?.kind;
  if (statement.verb === 'lock') return kind === 'spinlock' || queuesFirst(statement, scenario);
  if (takesRounds(statement, scenario)) return true;
  // a flush of a page table goes through at once
  return STAND_FIRST.includes(statement.verb) && kind !== 'pte' && kind !== 'tlb';
}

function takesRounds({ verb, operands }: Statement & { is: 'verb' }, { declarations }: Scenario): boolean {
  const isA = (kind: string, at: number) =>
    declarations.some((each) => each.kind === kind && each.name === nameOf(operands.at(at)));
  return (
    LIST_CHANGES.includes(verb) ||
    (['copy', 'load'].includes(verb) && isA('wide', 0)) ||
    (verb === 'store' && isA('wide', -1)) ||
    (verb === 'read' && isA('plain', 0)) ||
    (verb === 'write' && isA('plain', -1))
  );
}

export function startsOf(scenario: Scenario): World[] {
  const world: World = {
    pc: scenario.lanes.map(() => 0),
    cells: {}, locks: {}, kernelLocks: {}, objects: {}, readers: {}, queues: {}, completions: {}, threads: {}, gates: {}, works: {}, pages: {}, ptes: {}, tlbs: {}, unseen: {},
    spinlocks: {}, cpu: startCpus(scenario), deferred: scenario.lanes.map(() => []), links: linksOf(scenario), amid: {}, ...halvesOf(scenario), begun: {},
  }; // biome-ignore format: nothing in it yet
  let worlds = [world];
  const objects = scenario.declarations.filter(({ kind }) => kind === 'object').map(({ name }) => name);
  const initial = (value: Expression): number =>
    value.is === 'number'
      ? value.value
      : value.is === 'name' && value.name !== 'null'
        ? objects.indexOf(value.name) + 1
        : 0;
  for (const { kind, name, values, options } of scenario.declarations) {
    const has = (word: string) => options.some((option) => option.word === word);
    const refs = options.find((option) => option.word === 'refs')?.value;
    if (kind === 'cell') {
      const choices = values.length === 0 ? [0] : values.map(initial);
      worlds = worlds.flatMap((each) => choices.map((value) => ({ ...each, cells: { ...each.cells, [name]: value } })));
    }
    for (const each of worlds) {
      const [owner] = values;
      const lane = scenario.lanes.findIndex((other) => owner?.is === 'name' && other.name === owner.name);
      if (kind === 'lock') each.locks[name] = { owner: lane < 0 ? null : lane, shared: [], queued: [] };
      const kernelLock = newKernelLock(kind, lane < 0 ? null : lane);
      if (kernelLock !== null) each.kernelLocks[name] = kernelLock;
      if (kind === 'object') {
        const life = has('unallocated') ? 'none' : has('freed') ? 'freed' : 'live';
        each.objects[name] = {
          life,
          refs: life === 'live' ? (refs?.is === 'number' ? refs.value : 1) : 0,
          stuck: has('saturated'),
        };
      }
      if (kind === 'spinlock') each.spinlocks[name] = { owner: null, undo: 'nothing' };
      if (kind === 'readers') each.readers[name] = { inside: scenario.lanes.map(() => 0), grace: {} };
      if (kind === 'queue') each.queues[name] = [];
      if (kind === 'completion')
        each.completions[name] = { count: values[0]?.is === 'number' ? values[0].value : 0, all: false };
      if (kind === 'task' || kind === 'kthread')
        each.threads[name] = { sleeping: false, should_stop: false, should_park: false, parked: false, exited: false };
      if (kind === 'gate') each.gates[name] = { frozen: has('frozen') ? 1 : 0, inside: 0 };
      if (['work', 'delayed-work', 'timer', 'tasklet', 'callback'].includes(kind)) {
        const domain = values[0]?.is === 'name' ? values[0].name : '';
        each.works[name] = deferred(kind, has('pending'), has('disabled'), domain);
      }
      if (kind === 'page') each.pages[name] = { freed: false, copy: 'none', from: '', touched: false };
      if (kind === 'pte') {
        const page = values[0]?.is === 'name' ? values[0].name : '';
        each.ptes[name] = { page, write: has('write'), present: has('present') };
      }
      if (kind === 'tlb') {
        const pte = values[0]?.is === 'name' ? values[0].name : '';
        each.tlbs[name] = { pte, entry: { ...(each.ptes[pte] as Entry) } };
      }
    }
  }
  return worlds.map((each) => structuredClone(each));
}

const OPERATORS: Record<string, (a: number, b: number) => number | boolean> = {
  '==': (a, b) => a === b, '!=': (a, b) => a !== b, '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b,
  '>=': (a, b) => a >= b, '&&': (a, b) => a && b, '||': (a, b) => a || b, '+': (a, b) => a + b, '-': (a, b) => a - b,
  '&': (a, b) => a & b, '|': (a, b) => a | b,
}; // biome-ignore format: a table

export function evaluate(world: World, expression: Expression): number {
  switch (expression.is) {
    case 'number':
      return expression.value;
    case 'unary': {
      const value = evaluate(world, expression.operand);
      return expression.operator === '-' ? -value : Number(value === 0);
    }
    case 'binary': {
      const [left, right] = [evaluate(world, expression.left), evaluate(world, expression.right)];
      const isLogic = expression.operator === '&&' || expression.operator === '||';
      const value = OPERATORS[expression.operator]?.(left, right) ?? 0;
      return isLogic ? Number(Boolean(value)) : Number(value);
    }
    case 'name': {
      const { name } = expression;
      if (name === 'null') return 0;
      if (name in world.cells) return world.cells[name] as number;
      if (name in world.objects) return Object.keys(world.objects).indexOf(name) + 1;
      if (name in world.pages) return Object.keys(world.pages).indexOf(name) + 1;
      if (world.cpu.names.includes(name)) return world.cpu.names.indexOf(name) + 1;
      const [pte = '', flag = ''] = name.split('.');
      const thread = world.threads[pte];
      if (thread) return Number(thread[flag as 'should_stop' | 'should_park']);
      return Number(world.ptes[pte]?.[flag as 'write' | 'present'] ?? 0);
    }
  }
}

/** Runs one statement of `lane` in place. */
export function perform(world: World, lane: number, statement: Statement, scenario: Scenario): Did {
  switch (statement.is) {
    case 'noted':
      return evaluate(world, statement.condition) ? ON : { did: 'leave' };
    case 'await':
      return evaluate(world, statement.condition)
        ? ON
        : blocked([], { events: namesInExpression(statement.condition).map((name) => `cell ${name}`) });
    case 'check':
      return evaluate(world, statement.condition) ? ON : failed(statement.failure);
    case 'if': {
      if (!evaluate(world, statement.condition)) return ON;
      const steps = stepsOf(scenario)[lane] as Step[];
      return {
        did: 'jump',
        to: statement.goto === 'end' ? steps.length : steps.findIndex(({ id }) => id === statement.goto),
      };
    }
    case 'assign':
      return assign(world, lane, statement, scenario);
    case 'verb':
      return performVerb(world, lane, statement, scenario);
  }
}

function performVerb(world: World, lane: number, statement: Statement & { is: 'verb' }, scenario: Scenario): Did {
  const did =
    performOnCpu(world, lane, statement, scenario) ??
    performOnLock(world, lane, statement) ??
    performOnCell(world, lane, statement, scenario) ??
    performOnList(world, lane, statement) ??
    performOnHalves(world, lane, statement) ??
    PAGE_TABLE_VERBS[statement.verb]?.(world, lane, statement.operands) ??
    VERBS[statement.verb]?.(world, lane, statement.operands, scenario) ??
    failed(`no verb ${statement.verb}`);
  const result = resultOf(statement);
  if (did.did === 'on' && result) {
    noteWrite(world, lane, result.cell, scenario);
    for (const name of result.from) world.unseen[`${lane}/${name}`] = 0;
  }
  return did;
}

function assign(world: World, lane: number, { target, value }: Statement & { is: 'assign' }, scenario: Scenario): Did {
  const names = namesInExpression(value);
  // `seen = x ... x = seen + 1`: the write loses what others wrote to x in between
  const computed = computedFrom(target, lane, scenario);
  if (names.some((name) => computed.has(name)) && (world.unseen[`${lane}/${target}`] ?? 0) > 0)
    return failed('lost-update');
  const result = evaluate(world, value);
  if (target.includes('.')) {
    const [pte = '', flag = ''] = target.split('.');
    (world.ptes[pte] as Entry)[flag as 'write' | 'present'] = result !== 0;
  } else world.cells[target] = result;
  for (const name of names) if (name !== target) world.unseen[`${lane}/${name}`] = 0;
  noteWrite(world, lane, target, scenario);
  return ON;
}
