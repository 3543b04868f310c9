import { conditionOf, type Ending, endingsOf, guardOf, keyOf } from '../machine/actions/guard.ts';
import type { Effect, Term } from '../machine/actions/types.ts';
import { printTerm } from './expressions.ts';

/**
 * One atomic step as Promela: for each way in which it may end one alternative, which can run where the effects end so.
 *
 *     if
 *     :: d_step { L_ == 0 -> L_ = 1; T0 = 1 }
 *     :: d_step { L_ != 0 -> T0 = 0 }; goto at_12_9
 *     fi;
 */
export type Surroundings = {
  readonly nameOf: (slot: number) => string;
  /** Statements that end the alternative, inside its `d_step`, and what stands behind it (`goto …`) where it does not just go on. */
  readonly finish: (ending: Ending) => { readonly inside: readonly string[]; readonly behind: string | null };
  /** A condition for every step of the model, or null. */
  readonly always: string | null;
  /** A label stands before it: no jump may lead straight into a `d_step`. */
  readonly labelled: boolean;
};

const WIDEST = 110;
/** Characters of a step beyond which what its ways have in common is not printed for each of them. */
const LONGEST = 8000;

/** The lines of a step, or null where the condition under which it can run would be too large. */
export function printStep(effects: readonly Effect[], surroundings: Surroundings): string[] | null {
  const alternatives: string[][] = [];
  for (const ending of endingsOf(effects)) {
    if (ending?.do === 'block') continue;
    const condition = conditionOf(effects, (each) => keyOf(each) === keyOf(ending));
    if (condition === null) return decidedInside(effects, surroundings);
    alternatives.push(printAlternative(condition, effects, ending, surroundings));
  }
  if (alternatives.flat().join('').length > LONGEST) return decidedInside(effects, surroundings);
  if (alternatives.length === 0) return ['false;'];
  const [only] = alternatives as [string[]];
  const isBare = !surroundings.labelled || !only[0]?.startsWith('d_step');
  if (alternatives.length === 1 && isBare) return withLast(only, ';');
  return ['if', ...alternatives.flatMap(([first, ...more]) => [`:: ${first}`, ...more.map(indented)]), 'fi;'];
}

/** The variable, local to its lane, in which a step notes how it ends while it runs; 0 between steps. */
export const HOW = 'how';

/**
 * A step whose conditions would be too large: it runs as it is written, and what is behind an ending is left out by what `how` says.
 * Only the condition under which it does not block has to be known before.
 *
 *     atomic {
 *       d_step { guard -> if :: x == 0 -> how = 1 :: else -> skip fi; if :: how == 0 -> x = 0 :: else -> skip fi }
 *       if :: how == 0 -> skip :: how == 1 -> how = 0; goto at_12_9 fi
 *     }
 */
function decidedInside(
  effects: readonly Effect[],
  { nameOf, finish, always, labelled }: Surroundings,
): string[] | null {
  const condition = guardOf(effects);
  if (condition === null) return null;
  const endings = endingsOf(effects).filter((ending) => ending?.do !== 'block');
  const numberOf = (ending: Ending) => {
    const key = keyOf(ending);
    return 1 + endings.filter((each) => each !== null).findIndex((each) => keyOf(each) === key);
  };
  const body = (part: readonly Effect[]): string[] => {
    const [first, ...rest] = part;
    if (first === undefined || first.do === 'block') return [];
    if (first.do === 'set') return [`${nameOf(first.slot)} = ${printTerm(first.value, nameOf)}`, ...body(rest)];
    if (first.do !== 'when') return [`${HOW} = ${numberOf(first)}`];
    const choice = printChoice(printTerm(first.condition, nameOf), body(first.then), body(first.otherwise));
    const mayStop = endingsOf([first]).some((ending) => ending !== null && ending.do !== 'block');
    return [...choice, ...(mayStop ? printChoice(`${HOW} == 0`, body(rest), []) : body(rest))];
  };
  const ways = endings.map((ending) => {
    const { inside, behind } = finish(ending);
    const reset = ending === null ? [] : [`${HOW} = 0`];
    const then = [...reset, ...inside, ...(behind === null ? [] : [behind])];
    return `:: ${HOW} == ${ending === null ? 0 : numberOf(ending)} -> ${then.join('; ') || 'skip'}`;
  });
  const guard = printGuard(condition, always, nameOf);
  const all = body(effects);
  // Spin takes some 2,000 statements in a d_step; atomic does the same, more slowly
  const isLong = all.join('').length > LONGEST;
  const run = withLast(isLong ? [...(guard === null ? [] : [`${guard};`]), ...inLines(all)] : atomic(guard, all), ';');
  const lines = ['atomic {', ...[...run, 'if', ...ways, 'fi'].map(indented), '}'];
  return labelled ? ['if', ...withFirst(':: ', lines), 'fi;'] : withLast(lines, ';');
}

function printAlternative(
  condition: Term,
  effects: readonly Effect[],
  ending: Ending,
  { nameOf, finish, always }: Surroundings,
): string[] {
  const { inside, behind } = finish(ending);
  const guard = printGuard(condition, always, nameOf);
  const body = [...bodyOf([], effects, ending, nameOf), ...inside];
  return withLast(atomic(guard, body), behind === null ? '' : `; ${behind}`);
}

function printGuard(condition: Term, always: string | null, nameOf: (slot: number) => string): string | null {
  if (condition.is === 'constant') return condition.value === 0 ? 'false' : always;
  const text = printTerm(condition, nameOf);
  if (always === null) return text;
  return condition.is === 'binary' && condition.operator === '||' ? `${always} && (${text})` : `${always} && ${text}`;
}

function atomic(guard: string | null, body: readonly string[]): string[] {
  if (body.length === 0) return [guard ?? 'skip'];
  if (guard === null && body.length === 1 && !body[0]?.startsWith('if')) return [...body];
  const line = `d_step { ${guard === null ? '' : `${guard} -> `}${body.join('; ')} }`;
  if (line.length <= WIDEST && !line.includes('\n')) return [line];
  return [`d_step {${guard === null ? '' : ` ${guard} ->`}`, ...inLines(body).map(indented), '}'];
}

/**
 * What is set on the way to this ending after what was `done`, one statement each; branches that lead elsewhere are left out, for
 * the guard excludes them.
 */
function bodyOf(
  done: readonly Effect[],
  effects: readonly Effect[],
  ending: Ending,
  nameOf: (slot: number) => string,
): string[] {
  const [first, ...rest] = effects;
  if (first === undefined) return [];
  if (first.do === 'set') {
    const assignment = `${nameOf(first.slot)} = ${printTerm(first.value, nameOf)}`;
    return [assignment, ...bodyOf([...done, first], rest, ending, nameOf)];
  }
  if (first.do !== 'when') return [];
  const branches = [first.then, first.otherwise];
  const [only, other] = branches.filter((branch) => canEnd([...branch, ...rest], ending, done));
  if (only === undefined) return [];
  if (other === undefined) return bodyOf(done, [...only, ...rest], ending, nameOf);
  const endsInside = ending !== null && branches.some((branch) => mayEnd(branch, ending));
  const [then, otherwise] = branches.map((branch) =>
    endsInside ? bodyOf(done, [...branch, ...rest], ending, nameOf) : bodyOf(done, branch, null, nameOf),
  ) as [string[], string[]];
  const choice = printChoice(printTerm(first.condition, nameOf), then, otherwise);
  return endsInside ? choice : [...choice, ...bodyOf([...done, first], rest, ending, nameOf)];
}

function printChoice(condition: string, then: readonly string[], otherwise: readonly string[]): string[] {
  if (then.length === 0 && otherwise.length === 0) return [];
  const options = [option(condition, then), option('else', otherwise)];
  const line = `if ${options.join(' ')} fi`;
  return line.length <= WIDEST && !line.includes('\n') ? [line] : [['if', ...options, 'fi'].join('\n')];
}

function option(condition: string, body: readonly string[]): string {
  const line = `:: ${condition} -> ${body.length === 0 ? 'skip' : body.join('; ')}`;
  if (line.length <= WIDEST && !line.includes('\n')) return line;
  return [`:: ${condition} ->`, ...inLines(body).map(indented)].join('\n');
}

/** Statements that may have several lines, a line each. */
function inLines(body: readonly string[]): string[] {
  return body.flatMap((each, index) => withLast(each.split('\n'), index < body.length - 1 ? ';' : ''));
}

/** Whether the effects can end like this after what was `done`; a condition that is too large to be known may be true. */
function canEnd(effects: readonly Effect[], ending: Ending, done: readonly Effect[]): boolean {
  if (!mayEnd(effects, ending)) return false;
  const key = keyOf(ending);
  const condition = conditionOf([...done, ...effects], (each) => keyOf(each) === key);
  return condition?.is !== 'constant' || condition.value !== 0;
}

function mayEnd(effects: readonly Effect[], ending: Ending): boolean {
  const key = keyOf(ending);
  return endingsOf(effects).some((each) => keyOf(each) === key);
}

function withFirst(head: string, [first, ...more]: readonly string[]): string[] {
  return [`${head}${first}`, ...more.map(indented)];
}

function withLast(lines: readonly string[], tail: string): string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? line + tail : line));
}

function indented(line: string): string {
  return `  ${line}`;
}

/** The steps to which some step jumps or at which it stays, by index. */
export function targetsOf(steps: readonly { readonly effects: readonly Effect[] }[]): ReadonlySet<number> {
  const targets = new Set<number>();
  for (const [index, { effects }] of steps.entries()) {
    for (const ending of endingsOf(effects)) {
      if (ending?.do === 'stay') targets.add(index);
      if (ending?.do === 'jump') targets.add(ending.to);
    }
  }
  return targets;
}
