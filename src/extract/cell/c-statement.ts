import type { SyntaxNode } from '@lezer/common';
import { lookUp } from '../lexicon/index.ts';
import type { Effect, Term } from '../types.ts';
import { evaluate, STRONG_OPS, truthOf, type Value } from './c-expression.ts';
import { type CTree, parseC, parts } from './c-tree.ts';
import { cleanTerm, isConstant, isName, negate } from './term.ts';
import { type Understanding, understanding } from './types.ts';

/**
 * Cells that are C: `p = dev->priv;`, `x++`, `if (READ_ONCE(x))`, `while (busy);`, `kfree(p)`, `return p->x`, `foo() -> kfree(p)`.
 * Null where the text is no statement that a drawing would hold; then it is English, or a note.
 */
export function understandC(text: string): Understanding | null {
  const opens = text.endsWith('{');
  const code = text
    .replace(/^\}? ?else (?=if\b)/, '')
    .replace(/\{$/, '')
    .replace(/(?:\.\.\.|…) ?(?:&&|\|\|) ?/g, '')
    .trim();
  if (code === '') return null;
  const tree = parseC(code);
  if (tree === null) return null;
  const statements = parts(tree.body).filter((node) => tree.textOf(node) !== ';' && tree.textOf(node) !== '');
  const first = statements[0];
  if (first === undefined || statements.length > 6) return null;
  const found = statements.map((node) => statement(tree, node));
  const head = found[0];
  if (!head) return null;
  // One that is no C spoils them all, unless what follows a complete call is a remark.
  if (found.some((one) => one === null))
    return head.rule?.startsWith('c/') && !head.isFrame ? null : withFrame({ ...head, understood: false }, opens);
  const effects = found.flatMap((one) => one?.effects ?? []);
  const main = found.find((one) => one && one.op !== 'note' && one.understood) ?? head;
  return withFrame({ ...main, effects, understood: found.every((one) => one?.understood) }, opens);
}

const withFrame = (one: Understanding, opens: boolean): Understanding =>
  opens && one.op === 'call' ? { ...one, isFrame: true } : one;

function statement(tree: CTree, node: SyntaxNode): Understanding | null {
  const all = parts(node);
  switch (node.name) {
    case 'ExpressionStatement':
      return all[0] && !hasLooseWords(tree, node, all) ? expression(tree, all[0], all) : null;
    case 'Declaration': {
      const init = node.getChild('InitDeclarator');
      if (init) return assignmentLike(tree, node, init);
      const prototype =
        node.getChild('FunctionDeclarator') ?? node.getChild('PointerDeclarator')?.getChild('FunctionDeclarator');
      return prototype ? frame(tree, prototype) : null;
    }
    case 'FunctionDefinition': {
      const prototype = node.getChild('FunctionDeclarator');
      return prototype ? frame(tree, prototype) : null;
    }
    case 'IfStatement':
    case 'WhileStatement':
      return condition(tree, node, all);
    case 'ForStatement': {
      const loop = all.find((child) => child.name === 'AssignmentExpression' || child.name === 'Declaration');
      const name = loop ? tree.textOf(loop).match(/\w+(?= ?=)/)?.[0] : undefined;
      return understanding('test', 'c/for', [], { object: name ?? null });
    }
    case 'ReturnStatement': {
      const value = all[1] ? evaluate(tree, all[1]) : null;
      const object = value && !isConstant(value.term) && value.term.length < 60 ? value.term : null;
      return understanding('return', 'c/return', value?.effects ?? [], { object, understood: value?.complete ?? true });
    }
    case 'ContinueStatement':
    case 'BreakStatement':
    case 'GotoStatement':
      return understanding('return', 'c/jump');
    case 'CaseStatement':
    case 'LabeledStatement':
      return /^(?:case\b|default ?:|\w+_\w+:|out:|again:|retry:|err:)/.test(tree.textOf(node))
        ? understanding('note', 'c/label')
        : null;
    default:
      return null;
  }
}

/** Words outside of the expression (`foo(x) and then y`) make the cell English. */
function hasLooseWords(tree: CTree, node: SyntaxNode, all: readonly SyntaxNode[]): boolean {
  const first = all[0];
  return (
    first !== undefined &&
    tree.textOf(node).slice(tree.textOf(first).length).replace(/[;\s]/g, '') !== '' &&
    all.length < 3
  );
}

/** `foo(struct x *p)`, `foo() {`: the head of a function that runs here. */
function frame(tree: CTree, prototype: SyntaxNode): Understanding | null {
  const name = prototype.firstChild;
  if (name === null || !isName(tree.textOf(name))) return null;
  const match = lookUp(tree.textOf(name));
  if (match?.row.frame) return understanding(match.row.op, match.rule, match.row.effects, { isFrame: true });
  return understanding('call', 'c/call', [], { understood: false, isFrame: true });
}

function expression(tree: CTree, node: SyntaxNode, all: readonly SyntaxNode[]): Understanding | null {
  switch (node.name) {
    case 'CallExpression':
      return callStatement(evaluate(tree, node));
    case 'AssignmentExpression':
      return assign(tree, node, '');
    case 'UpdateExpression': {
      const target = parts(node).find((child) => child.name !== 'UpdateOp');
      if (!target) return null;
      const value = evaluate(tree, target);
      const by = tree.textOf(node).includes('--') ? -1 : 1;
      return understanding('rmw', 'c/update', [...value.effects, { do: 'add', to: value.term, by, atomic: false }], {
        object: value.term,
      });
    }
    case 'PointerExpression': {
      // The grammar reads `*p = 1` as `*(p = 1)`.
      const inside = parts(node).at(-1);
      if (inside?.name === 'AssignmentExpression')
        return assign(tree, inside, tree.textOf(node).startsWith('*') ? '*' : '');
      return use(evaluate(tree, node));
    }
    case 'BinaryExpression': {
      const value = evaluate(tree, node);
      if (value.truth === null && !value.calls.some((one) => one.match)) return null;
      const call = value.calls.find((one) => one.match && STRONG_OPS.has(one.match.row.op));
      const noted = (value.truth ?? []).map((one): Effect => ({ do: 'noted', condition: one }));
      return understanding(
        call?.match?.row.op ?? 'test',
        call?.match?.rule ?? 'c/comparison',
        [...value.effects, ...noted],
        {
          object: call?.object ?? value.about,
          understood: value.truth !== null && value.complete,
        },
      );
    }
    case 'UnaryExpression': {
      if (!tree.textOf(node).startsWith('!')) return null;
      const value = evaluate(tree, node);
      return understanding('test', 'c/test', [...value.effects, ...tests(value)], {
        object: value.about,
        understood: value.complete,
      });
    }
    case 'FieldExpression':
    case 'SubscriptExpression': {
      const value = evaluate(tree, node);
      const last = value.calls.at(-1);
      if (last?.match)
        return understanding(last.match.row.op, last.match.rule, [], {
          understood: false,
          isFrame: last.match.row.family === true,
        });
      return all.length === 1 && value.calls.length === 0 ? use(value) : null;
    }
    default:
      return null;
  }
}

const use = (value: Value): Understanding =>
  understanding('use', 'c/use', value.effects, {
    object: value.place ?? value.about,
    understood: value.effects.length > 0,
  });

function callStatement(value: Value): Understanding {
  const call = value.calls[0];
  const row = call?.match?.row;
  if (!call || !row) return understanding('call', 'c/call', value.effects, { understood: false, isFrame: true });
  return understanding(row.op, call.match?.rule ?? null, value.effects, {
    object: row.op === 'call' && row.object === undefined ? null : call.object,
    understood: value.complete,
    failure: null,
    isFrame: row.frame === true || row.family === true,
  });
}

/** `struct foo *p = …`: the type must look like one, else the cell is English with an equals sign. */
function assignmentLike(tree: CTree, declaration: SyntaxNode, init: SyntaxNode): Understanding | null {
  const type = tree.textOf(declaration.firstChild ?? declaration);
  const target = parts(init)[0];
  const source = parts(init).at(-1);
  if (!target || !source || target === source) return null;
  const pointed = target.name === 'PointerDeclarator';
  if (!pointed && declaration.firstChild?.name === 'TypeIdentifier' && !/(?:_t|^u\d+|^s\d+|^ktime|^gfp)$/.test(type))
    return null;
  return store(tree, cleanTerm(tree.textOf(target).replace(/^[*\s]+/, '')), [], false, source);
}

function assign(tree: CTree, node: SyntaxNode, prefix: '' | '*'): Understanding | null {
  const all = parts(node).filter((child) => child.name !== 'UpdateOp');
  const [target, source] = [all[0], all.at(-1)];
  if (!target || !source || target === source) return null;
  const left = evaluate(tree, target);
  const to = prefix + left.term;
  const shared = prefix === '*' || left.place !== null;
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
    understood: value.complete,
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
  const effects = [...uses, ...value.effects];
  if (call?.match && !(shared && call.match.row.op === 'call')) {
    const object = call.match.row.op === 'call' ? null : call.object;
    return understanding(call.match.row.op, call.match.rule, effects, {
      object,
      understood: value.complete,
      isFrame: call.match.row.family === true,
    });
  }
  if (call && !call.match && !shared)
    return understanding('call', 'c/call', effects, { understood: false, isFrame: true });
  const address = tree.textOf(source).startsWith('&');
  if (!shared && !address && value.place !== null)
    return understanding('read', 'c/load', [...effects, { do: 'load', into: to, from: value.place }], {
      object: value.place,
      understood: value.complete,
    });
  if (!shared && !address && isName(value.term) && !isConstant(value.term))
    return understanding('read', 'c/copy', [...effects, { do: 'load', into: to, from: value.term }], {
      object: value.term,
    });
  const step = selfStep(to, value.term);
  const effect: Effect =
    step !== null
      ? { do: 'add', to, by: step, atomic: false }
      : { do: 'store', to, value: address ? `&${value.term}` : value.term };
  return understanding('write', 'c/assignment', [...effects, effect], { object: to, understood: value.complete });
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

const tests = (value: Value): Effect[] => {
  const truth = truthOf(value);
  return truth ? truth.map((one): Effect => ({ do: 'test', condition: one, holds: null })) : [];
};

/** `if (c) …`, `while (c) …`; `while (c);` waits until c is false. */
function condition(tree: CTree, node: SyntaxNode, all: readonly SyntaxNode[]): Understanding | null {
  const clause = node.getChild('ConditionClause') ?? all.find((child) => child.name === 'ParenthesizedExpression');
  if (!clause) return null;
  const value = evaluate(tree, clause);
  const spins = node.name === 'WhileStatement' && /\) ?;$/.test(tree.textOf(node));
  if (spins) {
    const truth = truthOf(value);
    const until = truth?.length === 1 && truth[0] ? negate(truth[0]) : null;
    return understanding('wait', 'c/spin', [...value.effects, { do: 'wait-until', queue: '', condition: until }], {
      object: value.about,
      understood: value.complete && until !== null,
    });
  }
  const strong = value.calls.find((one) => one.match && STRONG_OPS.has(one.match.row.op));
  const known = tests(value);
  const body = all.find(
    (child) =>
      child.from >= clause.to &&
      child.name.endsWith('Statement') &&
      child.name !== 'CompoundStatement' &&
      tree.textOf(child) !== ';' &&
      tree.textOf(child) !== '',
  );
  const then = body ? statement(tree, body) : null;
  return understanding(
    strong?.match?.row.op ?? 'test',
    strong?.match?.rule ?? (node.name === 'IfStatement' ? 'c/if' : 'c/while'),
    [...value.effects, ...known, ...(then?.effects ?? [])],
    {
      object: strong?.object ?? value.about,
      understood: value.complete && known.length > 0 && (then?.understood ?? true),
    },
  );
}
