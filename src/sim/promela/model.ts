import type { Failure } from '../../extract/types.ts';
import { printStatements } from '../../scenario/race/statements.ts';
import type { Lane } from '../../scenario/types.ts';
import { hasEffect } from '../machine/actions/footprint.ts';
import { endingsOf } from '../machine/actions/guard.ts';
import type { CompiledLane, CompiledStep, Program } from '../machine/program.ts';
import { lanesTouching } from '../machine/touching.ts';
import { commentText } from './comments.ts';
import { printTerm } from './expressions.ts';
import { Names } from './names.ts';
import { type Range, rangesOf } from './ranges.ts';
import { HOW, printStep, targetsOf } from './steps.ts';

/** What differs between the model for a reader and the one that is compared with threadjudge's own answers. */
export type ModelOptions = {
  /** In front of every global name, so that several models fit into one file. */
  readonly prefix?: string;
  /** Statements that a failing step ends with. */
  readonly onFailure: (failure: Failure, lane: number, step: CompiledStep) => readonly string[];
  /** Statements for a thing that is not as it must be at the end. */
  readonly onEnding?: (failure: Failure, name: string) => readonly string[];
  /**
   * A failure ends the execution of all lanes instead of the run, every slot that a lane touches is a global variable, and so is the place of each lane.
   * Where it is false, lanes have local variables, so that spin's own reduction finds something to reduce.
   */
  readonly tracked: boolean;
};

/** The parts of a model, to be put together. */
export type Model = {
  readonly globals: readonly string[];
  readonly processes: readonly string[];
  /** Statements that choose the initial values and start the lanes. */
  readonly start: readonly string[];
  /** Statements for when no lane can go on any more: what must hold then. */
  readonly finish: readonly string[];
  /** The variable that says that the execution is over without having come to an end, or null where that does not happen. */
  readonly over: string | null;
  /** The variable of each slot, null where it never changes; in a tracked model those of the program counters too. */
  readonly variables: readonly (string | null)[];
  /** Lanes of which Spin cannot say whether they miss something where they wait. */
  readonly unclear: readonly string[];
};

/** A condition that has to be printed is too large. */
export class TooLarge extends Error {
  readonly step: string;
  constructor(step: string) {
    super(`the condition of step ${step} is too large to be printed`);
    this.step = step;
  }
}

function mayLeave({ effects }: CompiledStep): boolean {
  return hasEffect(effects, (effect) => effect.do === 'leave');
}

type Slots = {
  readonly variables: readonly (string | null)[];
  readonly declarations: readonly string[];
  readonly locals: readonly (readonly string[])[];
  readonly choices: readonly string[];
};

/** Throws `TooLarge`. */
export function modelOf(program: Program, options: ModelOptions): Model {
  const names = new Names(['over', 'halted', 'end_done', HOW]);
  const prefix = options.prefix ?? '';
  const leaves = program.lanes.some((lane) => lane.steps.some(mayLeave));
  const over = options.tracked || leaves ? `${prefix}over` : null;
  const processes = program.lanes.map((lane) => prefix + names.ofProcess(lane.name));
  const slots = slotsOf(program, names, options);
  const unclear: string[] = [];
  const bodies = program.lanes.map((_, lane) => printLane(program, lane, { processes, slots, over, options, unclear }));
  return {
    globals: [
      ...slots.declarations,
      ...(over === null ? [] : [`bool ${over} = false;   /* the execution has left the drawing, or failed */`]),
    ],
    processes: bodies.map((lines) => lines.join('\n')),
    start: [...slots.choices, ...processes.map((name) => `run ${name}()`)],
    finish: options.tracked ? [] : finishOf(program, { variables: slots.variables, over, processes }, options),
    over,
    variables: slots.variables,
    unclear,
  };
}

/**
 * What must hold at the end is asked when nothing can move any more, and every lane has ended or waits for a call that never came. A lane
 * that is stuck elsewhere is an invalid end state.
 */
function finishOf(
  program: Program,
  { variables, over, processes }: Pick<Model, 'over' | 'variables'> & { readonly processes: readonly string[] },
  { onEnding }: ModelOptions,
): string[] {
  const atRest = program.lanes.map(({ steps }, lane) => {
    const labels = labelsOf(program, lane, []);
    const idle = steps.flatMap((step, index) => (waitingAt(step) === 'idle' ? (labels[index] ?? []) : []));
    const places = ['end_done', ...idle].map((label) => `${processes[lane]}@${label}`);
    return places.length === 1 ? places[0] : `(${places.join(' || ')})`;
  });
  const nameOf = (slot: number) => variables[slot] ?? String(program.initial[0]?.[slot] ?? 0);
  return program.endings.flatMap(({ failure, name, broken }) => {
    const stays = over === null ? '' : `${over} || `;
    const failing = onEnding?.(failure, name) ?? ['assert(false)'];
    const isOver = `${atRest.join(' && ')} && (${printTerm(broken, nameOf)})`;
    return ['if', `:: ${stays}!(${isOver}) -> skip`, `:: else -> ${failing.join('; ')}`, 'fi;'];
  });
}

const NO_LANE = -1;

function slotsOf(program: Program, names: Names, { prefix = '', tracked }: ModelOptions): Slots {
  const ranges = rangesOf(program);
  const touching = lanesTouching(program);
  // asked for at the end, from outside of every lane
  for (const { slots } of program.endings) for (const slot of slots) touching[slot]?.add(NO_LANE);
  const variables: (string | null)[] = [];
  const declarations: string[] = [];
  const locals: string[][] = program.lanes.map(() => []);
  const choices: string[] = [];
  for (const [slot, { name }] of program.slots.entries()) {
    const values = [...new Set(program.initial.map((state) => state[slot] as number))];
    const [first = 0, ...others] = values;
    const lanes = touching[slot] as Set<number>;
    const isCounter = slot < program.lanes.length;
    if (isCounter ? !tracked : lanes.size === 0 && others.length === 0) {
      variables.push(null);
      continue;
    }
    const [owner] = lanes;
    const isLocal = !tracked && lanes.size === 1 && owner !== undefined && owner !== NO_LANE && others.length === 0;
    const variable = `${isLocal ? '' : prefix}${names.of(isCounter ? `pc ${program.lanes[slot]?.name}` : name)}`;
    const range = isCounter ? { least: 0, most: program.lanes[slot]?.steps.length as number } : (ranges[slot] as Range);
    const comment = variable === name ? '' : `   /* ${commentText(name)} */`;
    const line = `${typeOf(range)} ${variable} = ${first};${comment}`;
    variables.push(variable);
    if (isLocal) (locals[owner] as string[]).push(line);
    else declarations.push(line);
    if (others.length > 0) choices.push(`if ${values.map((value) => `:: ${variable} = ${value}`).join(' ')} fi`);
  }
  return { variables, declarations, locals, choices };
}

/** The narrowest type of Promela that holds these values (spin's manual, "datatypes"). */
function typeOf({ least, most }: Range): string {
  if (least >= 0 && most <= 1) return 'bit';
  if (least >= 0 && most <= 255) return 'byte';
  return least >= -32_768 && most <= 32_767 ? 'short' : 'int';
}

type LaneContext = {
  readonly processes: readonly string[];
  readonly slots: Slots;
  readonly over: string | null;
  readonly options: ModelOptions;
  readonly unclear: string[];
};

function printLane(program: Program, lane: number, context: LaneContext): string[] {
  const { slots, over, options, processes, unclear } = context;
  const compiled = program.lanes[lane] as CompiledLane;
  const source = program.scenario.lanes[lane] as Lane;
  const labels = labelsOf(program, lane, unclear);
  const place = (to: number) => labels[to] ?? 'end_done';
  const nameOf = (slot: number) => slots.variables[slot] as string;
  let halts = false;

  const lines: string[] = [];
  for (const [index, step] of compiled.steps.entries()) {
    const goesTo = (to: number) => (options.tracked && to !== index ? [`${nameOf(lane)} = ${to}`] : []);
    const label = labels[index];
    const printed = printStep(step.effects, {
      nameOf,
      labelled: label !== undefined,
      always: over === null ? null : `!${over}`,
      finish: (ending) => {
        if (ending === null) return { inside: goesTo(index + 1), behind: null };
        if (ending.do === 'jump') return { inside: goesTo(ending.to), behind: `goto ${place(ending.to)}` };
        if (ending.do === 'stay') return { inside: [], behind: `goto ${place(index)}` };
        halts ||= ending.do === 'leave' || options.tracked;
        if (ending.do === 'leave') return { inside: [`${over} = true`], behind: 'goto halted' };
        const inside = ending.do === 'fail' ? options.onFailure(ending.failure, lane, step) : [];
        return options.tracked
          ? { inside: [...inside, `${over} = true`], behind: 'goto halted' }
          : { inside, behind: 'goto end_done' };
      },
    });
    if (printed === null) throw new TooLarge(step.id);
    const isContinued = compiled.steps[index - 1]?.id === step.id;
    lines.push('', `  /* ${isContinued ? `${commentText(step.id)}, continued` : commentText(textOf(step, source))} */`);
    if (label !== undefined) lines.push(`${label}:`);
    lines.push(...printed.map((line) => `  ${line}`));
  }
  const title = [source.title, source.implied ? 'implied' : null].filter((part) => part !== null).join(', ');
  return [
    `proctype ${processes[lane]}() {${title === '' ? '' : `   /* ${commentText(title)} */`}`,
    ...(slots.locals[lane] as string[]).map((line) => `  ${line}`),
    ...(lines.some((line) => line.includes(`${HOW} == 0`)) ? [`  byte ${HOW} = 0;   /* how a step ends */`] : []),
    ...lines,
    '',
    'end_done:',
    '  false;',
    ...(halts ? ['halted:', `  ${over} -> goto halted`] : []),
    '}',
  ];
}

/** Everything that stands at the step's id in the `.race` text: it may be several steps of the machine. */
function textOf({ id, text }: CompiledStep, lane: Lane): string {
  const own = lane.steps.filter((step) => step.id === id).map((step) => printStatements(step.statements));
  return `${id}  ${own.join(' | ')}${text === '' ? '' : `   # ${text}`}`;
}

/** A label for each step that needs one: something jumps to it, or it is no fault to wait there for ever. */
function labelsOf(program: Program, lane: number, unclear: string[]): readonly (string | undefined)[] {
  const { steps, implied } = program.lanes[lane] as CompiledLane;
  const targets = targetsOf(steps);
  const names = new Names();
  return steps.map((step, index) => {
    const waiting = waitingAt(step);
    if (waiting === 'either' && !implied) unclear.push(step.id);
    const mayWait = waiting !== null && (implied || waiting === 'idle');
    if (!mayWait && !targets.has(index)) return undefined;
    return names.ofLabel(`${mayWait ? 'end_' : ''}at_${step.id}`);
  });
}

/**
 * Whether a lane that waits here misses something: `idle` where it does not (a work item's function that is not queued), `either`
 * where that depends on which of the step's statements blocks, or on the state. Null: it never blocks.
 */
function waitingAt(step: CompiledStep): 'idle' | 'missing' | 'either' | null {
  const blocking = step.actions.filter(({ effects }) => endingsOf(effects).some((ending) => ending?.do === 'block'));
  if (blocking.length === 0) return null;
  if (blocking.every(({ idle }) => idle === 'always')) return 'idle';
  return blocking.every(({ idle }) => idle === undefined) ? 'missing' : 'either';
}
