import { isUnderstood, understandCell } from '../cell/index.ts';
import type { Lexicon } from '../lexicon/index.ts';
import type { Cell, Op, Step } from '../types.ts';
import { splitAnnotations } from './annotations.ts';
import { depthsOf, treeColumnsOf } from './call-tree.ts';
import { tasksOf } from './tasks.ts';

/** Gives each cell its op, object and effects, and its depth in its lane's call tree. */
export function stepsOf(cells: readonly Cell[], lexicon: Lexicon): Step[] {
  const columns = treeColumnsOf(cells);
  const depths = depthsOf(cells, columns);
  const { followed, opening } = neighboursOf(cells, columns);
  const steps = cells.map((cell, index): Omit<Step, 'task'> => {
    const { text, annotations } = splitAnnotations(cell.text);
    const all = [...annotations, ...cell.annotations];
    const meaning = understandCell({ text, annotations: all }, lexicon);
    const hasBody = (followed[index] ?? -1) > (columns[index] as number);
    // What is known to be a step by itself (`call_rcu()`) does not become a frame only because it opens its lane.
    const opens = opening.has(index) && (meaning.isFrame || !isUnderstood(meaning));
    const frame = !meaning.complete && (meaning.isFrame || isCall(text)) && (hasBody || opens);
    return {
      id: `${cell.line}:${cell.column}`,
      line: cell.line,
      column: cell.column,
      lines: [cell.line, cell.lastLine],
      lane: cell.lane,
      text,
      annotations: all,
      depth: depths[index] ?? 0,
      op:
        frame && (meaning.isFrame || !(STAYS.has(meaning.op) || LOOP.test(text) || MACHINE.test(text)))
          ? 'call'
          : meaning.op,
      object: meaning.object,
      understood: frame || isUnderstood(meaning),
      complete: frame || meaning.complete,
      rule: frame ? 'frame' : meaning.rule,
      effects: meaning.effects,
      failure: meaning.failure,
    };
  });
  const tasks = tasksOf(steps, columns);
  return steps.map((step, index) => ({ ...step, task: tasks[index] ?? null }));
}

/** A call that a table knows by its own name to do this stays that, though what it does inside is drawn: `krealloc()`. */
const STAYS: ReadonlySet<Op> = new Set<Op>(['lock', 'unlock', 'alloc', 'list-add']);

/** Its rows are the loop's, not the walk's. */
const LOOP = /^\w{0,60}for_each_/;

/** Few instructions, whose inside nobody draws. */
const MACHINE =
  /^(?:(?:raw_|arch_)?atomic(?:64|_long)?_\w|test_and_\w|(?:try_)?cmpxchg|xchg|_{0,2}(?:set|clear|test)_bit\b)/;

/** A function's name, with or without arguments: `foo`, `foo()`, `foo(a, b):`, `-> foo() {`. */
const CALL = /^(?:-+>\s*)?[a-zA-Z_][\w.>-]*\s*(?:\([^;]*\)?)?\s*(?:\{|:|->|;)?$/;
const isCall = (text: string) =>
  text.length < 200 && CALL.test(text) && !/^(?:if|while|for|do|return|goto|else)\b/.test(text);

const ELIDED = /^(?:\.{2,}|\u2026)$/;

/** For each cell the call-tree column of the next one in its lane (or none), and the cells that open their lane. */
function neighboursOf(
  cells: readonly Cell[],
  columns: readonly number[],
): { followed: (number | undefined)[]; opening: Set<number> } {
  const followed = new Array<number | undefined>(cells.length).fill(undefined);
  const opening = new Set<number>();
  const last = new Map<number, number>();
  cells.forEach((cell, index) => {
    const before = last.get(cell.lane);
    if (before === undefined) opening.add(index);
    else followed[before] = columns[index];
    // `foo`, `...`, `  bar`: what is left out between them was inside foo as well
    if (before === undefined || !ELIDED.test(cell.text) || columns[before] !== columns[index])
      last.set(cell.lane, index);
  });
  for (const index of [...opening]) if (followed[index] === undefined) opening.delete(index);
  return { followed, opening };
}
