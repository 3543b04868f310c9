import { namesInExpression } from '../../src/scenario/expressions.ts';
import type { Expression, Scenario, Statement } from '../../src/scenario/types.ts';
import { type Deferred, deferred } from './naive/deferred.ts';
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
  objects: Record<string, { life: 'none' | 'live' | 'freed'; refs: number }>;
  readers: Record<string, { inside: number[]; grace: Record<number, number[]> }>;
  queues: Record<string, Sleeper[]>;
  completions: Record<string, { count: number; all: boolean }>;
  threads: Record<string, Thread>;
  gates: Record<string, Gate>;
  works: Record<string, Deferred>;
  pages: Record<string, { freed: boolean; copy: 'none' | 'good' | 'outdated'; from: string }>;
  ptes: Record<string, Entry>;
  tlbs: Record<string, { pte: string; entry: Entry | null }>;
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

const GO_ROUND = ['wait', 'wait-readers', 'flush', 'flush-queued', 'rcu-barrier', 'stop', 'park', 'parkme', 'kill'];

export function mayGoRound(statement: Statement, { declarations }: Scenario): boolean {
  if (statement.is !== 'verb' || !GO_ROUND.includes(statement.verb)) return false;
  const [target] = statement.operands;
  // a flush of a page table goes through at once
  return !declarations.some(({ kind, name }) => kind === 'pte' && target?.is === 'name' && target.name === name);
}

export function startsOf(scenario: Scenario): World[] {
  const world: World = {
    pc: scenario.lanes.map(() => 0),
    cells: {}, locks: {}, objects: {}, readers: {}, queues: {}, completions: {}, threads: {}, gates: {}, works: {}, pages: {}, ptes: {}, tlbs: {}, unseen: {},
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
      if (kind === 'lock') {
        const [owner] = values;
        const lane = scenario.lanes.findIndex((other) => owner?.is === 'name' && other.name === owner.name);
        each.locks[name] = { owner: lane < 0 ? null : lane, shared: [], queued: [] };
      }
      if (kind === 'object') {
        const life = has('unallocated') ? 'none' : has('freed') ? 'freed' : 'live';
        each.objects[name] = { life, refs: life === 'live' ? (refs?.is === 'number' ? refs.value : 1) : 0 };
      }
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
      if (kind === 'page') each.pages[name] = { freed: false, copy: 'none', from: '' };
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
      return VERBS[statement.verb]?.(world, lane, statement.operands, scenario) ?? failed(`no verb ${statement.verb}`);
  }
}

function assign(world: World, lane: number, { target, value }: Statement & { is: 'assign' }, scenario: Scenario): Did {
  const names = namesInExpression(value);
  const all = scenario.lanes.map((each) =>
    each.steps.flatMap((step) => step.statements.flatMap((other) => (other.is === 'assign' ? [other] : []))),
  );
  // `seen = x ... x = seen + 1`: the write loses what others wrote to x in between
  const derived = new Set<string>();
  for (const other of all[lane] ?? []) {
    const from = namesInExpression(other.value);
    if (other.target !== target && from.some((name) => name === target || derived.has(name))) derived.add(other.target);
  }
  const othersWrite = all.some((own, other) => other !== lane && own.some((each) => each.target === target));
  if (names.some((name) => derived.has(name)) && othersWrite && (world.unseen[`${lane}/${target}`] ?? 0) > 0) {
    return failed('lost-update');
  }
  const result = evaluate(world, value);
  if (target.includes('.')) {
    const [pte = '', flag = ''] = target.split('.');
    (world.ptes[pte] as Entry)[flag as 'write' | 'present'] = result !== 0;
  } else world.cells[target] = result;
  for (const name of names) if (name !== target) world.unseen[`${lane}/${name}`] = 0;
  for (const other of scenario.lanes.keys()) if (other !== lane) world.unseen[`${other}/${target}`] = 1;
  return ON;
}
