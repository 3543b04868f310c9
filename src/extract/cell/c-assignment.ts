import type { SyntaxNode } from '@lezer/common';
import type { Effect, Term } from '../types.ts';
import { evaluate } from './c-expression.ts';
import { assignedEffects, entryRead } from './c-pte.ts';
import { type CTree, parts } from './c-tree.ts';
import { isKnown, type SeenCall } from './c-value.ts';
import { fillEffects } from './fill.ts';
import { cleanTerm, isConstant, isName } from './term.ts';
import { type Understanding, understanding } from './types.ts';

/** What an unknown call is about: its first argument, if that is something in memory. */
export const argument = (call: SeenCall | undefined): Term | null =>
  call?.object && !isConstant(call.object) && /^[\w>.*[\]-]{1,80}$/.test(call.object) && !/^_+$/.test(call.object)
    ? call.object
    : null;

/** `struct foo *p = …`: the type must look like one, else the cell is English with an equals sign. */
export function assignmentLike(tree: CTree, declaration: SyntaxNode, init: SyntaxNode): Understanding | null {
  const type = tree.textOf(declaration.firstChild ?? declaration);
  const target = parts(init)[0];
  const source = parts(init).at(-1);
  if (!target || !source || target === source) return null;
  const pointed = target.name === 'PointerDeclarator';
  if (!pointed && declaration.firstChild?.name === 'TypeIdentifier' && !/(?:_t|^u\d+|^s\d+|^ktime|^gfp)$/.test(type))
    return null;
  return store(tree, cleanTerm(tree.textOf(target).replace(/^[*\s]+/, '')), [], false, source);
}

export function assign(tree: CTree, node: SyntaxNode, prefix: '' | '*'): Understanding | null {
  const all = parts(node).filter((child) => child.name !== 'UpdateOp');
  const [target, source] = [all[0], all.at(-1)];
  if (!target || !source || target === source) return null;
  const left = evaluate(tree, target);
  const to = prefix + left.term;
  // `per_cpu(lid, cpu) = 1`: what a call stands for is in memory.
  const shared = prefix === '*' || left.place !== null || target.name === 'CallExpression';
  const uses: Effect[] = prefix === '*' ? [...left.effects, { do: 'use', object: left.term }] : [...left.effects];
  const operator =
    tree
      .textOf(node)
      .slice(tree.textOf(target).length)
      .trim()
      .match(/^[^\s=\w]*=/)?.[0] ?? '=';
  if (operator === '=') return store(tree, to, uses, shared, source);
  const value = evaluate(tree, source);
  const by = Number(value.term);
  const additive = operator === '+=' || operator === '-=';
  const effect: Effect =
    additive && Number.isInteger(by)
      ? { do: 'add', to, by: operator === '-=' ? -by : by, atomic: false }
      : { do: 'store', to, value: `${to} ${operator.slice(0, -1)} ${value.term}` };
  return understanding(additive ? 'rmw' : 'write', 'c/compound-assignment', [...uses, ...value.effects, effect], {
    object: to,
    complete: value.complete,
  });
}

/** `to = source`: a load where a local takes what stands in memory, a store where memory takes a value. */
function store(
  tree: CTree,
  to: Term,
  uses: readonly Effect[],
  shared: boolean,
  source: SyntaxNode,
): Understanding | null {
  const value = evaluate(tree, source, to);
  const call = unwrapped(source).name === 'CallExpression' ? value.calls[0] : undefined;
  const entry = entryRead(to, value.place ?? value.calls[0]?.object ?? value.term);
  if (entry && (value.calls.length === 0 || value.calls[0]?.match?.row.op === 'read')) {
    const before = value.effects.filter((effect) => effect.do !== 'load' && effect.do !== 'pte-read');
    return understanding('read', 'c/load', [...uses, ...before, entry], { object: value.place ?? value.about });
  }
  const effects = [...uses, ...assignedEffects(to, value.effects)];
  if (call?.match && !(shared && (call.match.row.op === 'call' || !isKnown(call)))) {
    const object = !isKnown(call) ? argument(call) : call.match.row.op === 'call' ? null : call.object;
    // What only asks or reads gives the value that is stored: `box->policy = get_policy(lid)` writes.
    const stores = shared && (call.match.row.op === 'test' || call.match.row.op === 'read');
    return understanding(stores ? 'write' : call.match.row.op, call.match.rule, effects, {
      object: stores ? to : object,
      complete: value.complete && !stores,
      isFrame: call.match.row.family === true,
    });
  }
  if (call && !call.match && !shared)
    return understanding('call', 'c/call', effects, { object: argument(call), complete: false, isFrame: true });
  if (unwrapped(source).name === 'UpdateExpression')
    return understanding('rmw', 'c/update', [...effects, { do: 'load', into: to, from: value.term }], {
      object: value.term,
      complete: value.complete,
    });
  const named = shared ? null : namedSource(tree, value.term, to);
  if (named) return named;
  const address = tree.textOf(source).startsWith('&');
  if (!shared && !address && value.place !== null)
    return understanding('read', 'c/load', [...effects, { do: 'load', into: to, from: value.place }], {
      object: value.place,
      complete: value.complete,
    });
  if (!shared && !address && isName(value.term) && !isConstant(value.term))
    return understanding('read', 'c/copy', [...effects, { do: 'load', into: to, from: value.term }], {
      object: value.term,
      complete: value.complete,
    });
  const step = selfStep(to, value.term);
  const effect: Effect =
    step !== null
      ? { do: 'add', to, by: step, atomic: false }
      : { do: 'store', to, value: address ? `&${value.term}` : value.term };
  return understanding('write', 'c/assignment', [...effects, effect], {
    object: to,
    complete: value.complete && !RUNS_ON.test(tree.textOf(source)),
  });
}

/** `lid = 1 when open`, `lid = 0 && open = 1`: more is said behind the value. */
const RUNS_ON = /^[\w>.-]{1,80} [a-z]{2,20}\b|(?:&&|\|\|)[^=]*[^=!<>]=(?!=)/;

/** `p = kzalloc`: a function that is known for what it returns, written without its brackets. */
function namedSource(tree: CTree, name: Term, to: Term): Understanding | null {
  const match = isName(name) && name.length > 4 ? tree.lexicon.find(name) : null;
  if (!match || !['alloc', 'get', 'list-walk'].includes(match.row.op)) return null;
  const call = { match, arguments: [to], assigned: to };
  const { effects, complete } = fillEffects(call);
  const known = match.row.op === 'alloc';
  return understanding(match.row.op, match.rule, known ? effects : [], { object: to, complete: known && complete });
}

/** `x = x + 1` adds 1. */
function selfStep(to: Term, value: Term): number | null {
  if (!value.startsWith(to)) return null;
  const rest = value.slice(to.length).match(/^ ?([+-]) ?(\d{1,9})$/);
  return rest ? Number(`${rest[1]}${rest[2]}`) : null;
}

function unwrapped(node: SyntaxNode): SyntaxNode {
  let at = node;
  for (let i = 0; i < 8 && (at.name === 'ParenthesizedExpression' || at.name === 'CastExpression'); i++)
    at = parts(at).at(-1) ?? at;
  return at;
}
