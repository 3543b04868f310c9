import { isUnderstood, understandCell } from '../cell/index.ts';
import type { Lexicon } from '../lexicon/index.ts';
import type { Cell, Step } from '../types.ts';
import { splitAnnotations } from './annotations.ts';

/** Gives each cell its op, object and effects, and its depth in its lane's call tree. */
export function stepsOf(cells: readonly Cell[], lexicon: Lexicon): Step[] {
  const depths = depthsOf(cells);
  const { followed, opening } = neighboursOf(cells);
  return cells.map((cell, index) => {
    const { text, annotations } = splitAnnotations(cell.text);
    const all = [...annotations, ...cell.annotations];
    const meaning = understandCell({ text, annotations: all }, lexicon);
    const hasBody = (followed[index] ?? -1) > cell.indent;
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
      op: frame ? 'call' : meaning.op,
      object: meaning.object,
      understood: frame || isUnderstood(meaning),
      complete: frame || meaning.complete,
      rule: frame ? 'frame' : meaning.rule,
      effects: meaning.effects,
      failure: meaning.failure,
    };
  });
}

/** A function's name, with or without arguments: `foo`, `foo()`, `foo(a, b):`, `-> foo() {`. */
const CALL = /^(?:-+>\s*)?[a-zA-Z_][\w.>-]*\s*(?:\([^;]*\)?)?\s*(?:\{|:|->|;)?$/;
const isCall = (text: string) =>
  text.length < 200 && CALL.test(text) && !/^(?:if|while|for|return|goto|else)\b/.test(text);

/** For each cell the indentation of the next one in its lane (or none), and the cells that open their lane. */
function neighboursOf(cells: readonly Cell[]): { followed: (number | undefined)[]; opening: Set<number> } {
  const followed = new Array<number | undefined>(cells.length).fill(undefined);
  const opening = new Set<number>();
  const last = new Map<number, number>();
  cells.forEach((cell, index) => {
    const before = last.get(cell.lane);
    if (before === undefined) opening.add(index);
    else followed[before] = cell.indent;
    last.set(cell.lane, index);
  });
  for (const index of [...opening]) if (followed[index] === undefined) opening.delete(index);
  return { followed, opening };
}

/** Call-tree depth from the indentation within the lane: deeper opens a level, back to an earlier column closes. */
function depthsOf(cells: readonly Cell[]): number[] {
  const levels = new Map<number, number[]>();
  return cells.map((cell) => {
    const stack = levels.get(cell.lane) ?? [];
    levels.set(cell.lane, stack);
    while (stack.length > 0 && (stack.at(-1) as number) > cell.indent) stack.pop();
    if (stack.at(-1) !== cell.indent) stack.push(cell.indent);
    return stack.length - 1;
  });
}
