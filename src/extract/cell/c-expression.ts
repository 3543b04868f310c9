import type { SyntaxNode } from '@lezer/common';
import type { Comparison, Term } from '../types.ts';
import { evaluateCall } from './c-call.ts';
import { asksCompare, compareNegated } from './c-pte.ts';
import { type CTree, children, parts } from './c-tree.ts';
import { isKnown, oldCompared, plain, truthOf, type Value } from './c-value.ts';
import { cleanTerm, isConstant, negate } from './term.ts';

const MAX_DEPTH = 24;
/** Evaluates an expression. `assigned` is the variable that takes the result of an outermost call. */
export function evaluate(tree: CTree, node: SyntaxNode, assigned: Term | null = null, depth = 0): Value {
  const term = cleanTerm(tree.textOf(node));
  if (depth > MAX_DEPTH) return plain(term, { complete: false });
  const inner = (child: SyntaxNode | undefined, to: Term | null = null): Value =>
    child === undefined ? plain('', { complete: false }) : evaluate(tree, child, to, depth + 1);
  const all = parts(node);
  switch (node.name) {
    case 'Identifier':
      return plain(term, { about: isConstant(term) ? null : term });
    case 'ParenthesizedExpression':
    case 'ConditionClause':
      return inner(all[0], assigned);
    case 'CastExpression':
      return inner(all[all.length - 1], assigned);
    case 'FieldExpression':
      return field(tree, node, term, inner(all[0]));
    case 'SubscriptExpression': {
      const effects = all.flatMap((child) => inner(child).effects);
      return plain(term, { effects, place: term, about: term });
    }
    case 'PointerExpression':
      return pointer(tree, node, term, inner);
    case 'UnaryExpression': {
      const operand = inner(all[all.length - 1]);
      if (!tree.textOf(node).startsWith('!')) return { ...operand, term, place: null, truth: null };
      return negated(operand, term);
    }
    case 'BinaryExpression':
      return binary(tree, node, term, inner);
    case 'CallExpression':
      return evaluateCall(tree, node, assigned, inner);
    case 'AssignmentExpression': {
      const [target, value] = [inner(all[0]), inner(all[all.length - 1], cleanTerm(tree.textOf(all[0] ?? node)))];
      return {
        ...value,
        term: target.term,
        effects: [...target.effects, ...value.effects, { do: 'store', to: target.term, value: value.term }],
        about: value.place ?? target.about,
      };
    }
    case 'UpdateExpression': {
      // `--p->users == 0` asks for what is there afterwards; what `p->users--` gives is not modelled.
      const target = inner(all.find((child) => child.name !== 'UpdateOp'));
      const by = tree.textOf(node).includes('--') ? -1 : 1;
      const before = /^(?:--|\+\+)/.test(tree.textOf(node));
      const add = { do: 'add', to: target.term, by, atomic: false } as const;
      return {
        ...target,
        term: target.term,
        place: null,
        effects: [...target.effects, add],
        complete: before && target.complete,
      };
    }
    case 'ConditionalExpression': {
      const branches = all.map((child) => inner(child));
      return plain(term, {
        effects: branches.flatMap((one) => one.effects),
        about: branches[0]?.about ?? null,
        calls: branches.flatMap((one) => one.calls),
      });
    }
    default:
      return plain(term);
  }
}

/** `a || b`: which of the two it was is not said. What the first finds to be NULL the second does not follow: `!p || p->x`. */
function either(term: Term, left: Value, right: Value, both: Partial<Value>): Value {
  const checked = new Set((truthOf(left) ?? []).map((one) => one.left));
  const further = right.effects.filter((one) => one.do !== 'use' || !checked.has(one.object));
  const truth: Comparison[] = left.calls.length + right.calls.length > 0 ? [] : [{ left: term, is: '!=', right: '0' }];
  return plain(term, { ...both, effects: [...left.effects, ...further], truth, complete: false });
}

function negated(operand: Value, term: Term): Value {
  const truth = truthOf(operand);
  const { conjuncts: _, ...rest } = operand;
  if (asksCompare(operand.effects))
    return { ...rest, term, place: null, truth: [], effects: compareNegated(operand.effects) };
  if (operand.conjuncts) return { ...rest, term, place: null, truth: [], complete: false };
  return { ...rest, term, place: null, truth: truth?.length === 1 ? truth.map(negate) : null };
}

/** `p->f` reads through p; `s.f` does not. `f() -> g` is a chain of frames. */
function field(tree: CTree, node: SyntaxNode, term: Term, base: Value): Value {
  const first = node.firstChild;
  const arrow = first !== null && tree.textOf(node).slice(tree.textOf(first).length).trimStart().startsWith('->');
  if (first?.name === 'CallExpression' && base.calls.length > 0 && arrow) {
    const name = tree.textOf(node.lastChild ?? node);
    const match = tree.lexicon.find(name);
    if (match) return plain(name, { calls: [...base.calls, { name, match, object: null }], complete: false });
  }
  const effects = arrow ? [...base.effects, { do: 'use', object: base.term } as const] : base.effects;
  return plain(term, { effects, place: term, about: term, calls: base.calls, complete: base.complete });
}

function pointer(tree: CTree, node: SyntaxNode, term: Term, inner: (child: SyntaxNode | undefined) => Value): Value {
  const operand = inner(parts(node).at(-1));
  if (tree.textOf(node).startsWith('&')) return { ...operand, term: operand.term, place: null };
  return {
    ...operand,
    term,
    place: term,
    about: term,
    truth: null,
    effects: [...operand.effects, { do: 'use', object: operand.term }],
  };
}

function binary(tree: CTree, node: SyntaxNode, term: Term, inner: (child: SyntaxNode | undefined) => Value): Value {
  const [leftNode, , rightNode] = children(node).filter((child) => !child.type.isError);
  const [left, right] = [inner(leftNode), inner(rightNode)];
  const operator = tree.textOf(children(node)[1] ?? node);
  const both = {
    effects: [...left.effects, ...right.effects],
    calls: [...left.calls, ...right.calls],
    complete: left.complete && right.complete,
    about: left.about ?? right.about,
  };
  if (operator === '&&') {
    const [a, b] = [truthOf(left), truthOf(right)];
    return plain(term, { ...both, truth: a && b ? [...a, ...b] : null, conjuncts: [left, right] });
  }
  if (operator === '||') return either(term, left, right, both);
  if (operator in { '==': 0, '!=': 0, '<': 0, '>': 0, '<=': 0, '>=': 0 }) {
    const is = operator as Comparison['is'];
    const flat = /^(?:true|false|[01])$/.test(right.term) && (is === '==' || is === '!=');
    if (flat && asksCompare(left.effects)) {
      const asserted = /^(?:true|1)$/.test(right.term) === (is === '==');
      return plain(term, { ...both, effects: asserted ? both.effects : compareNegated(both.effects), truth: [] });
    }
    // f(x) == true, f(x) == 0: the call's own meaning, where it has one.
    if (left.truth && /^(?:true|false|0)$/.test(right.term) && (is === '==' || is === '!=')) {
      const asserted = (right.term === 'true') === (is === '==');
      return plain(term, {
        ...both,
        truth: asserted ? left.truth : left.truth.length === 1 ? left.truth.map(negate) : null,
      });
    }
    const old = oldCompared(left, is, right.term);
    if (old) return plain(term, { ...both, truth: old, complete: both.complete && old.length > 0 });
    const unknown = !both.calls.every(isKnown);
    return plain(term, { ...both, truth: unknown ? null : [{ left: left.term, is, right: right.term }] });
  }
  return plain(term, { ...both, truth: null });
}
