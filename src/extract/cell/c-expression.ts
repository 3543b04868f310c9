import type { SyntaxNode } from '@lezer/common';
import { lookUp, type Match } from '../lexicon/index.ts';
import type { Comparison, Effect, Op, Term } from '../types.ts';
import { type CTree, children, parts } from './c-tree.ts';
import { fillComparison, fillEffects, fillObject, fillValue } from './fill.ts';
import { cleanTerm, isConstant, isName, negate } from './term.ts';

/** A call met while an expression was evaluated. */
export type SeenCall = { readonly name: string; readonly match: Match | null; readonly object: Term | null };

/** An expression's value and what evaluating it does, in order. */
export type Value = {
  readonly term: Term;
  readonly effects: readonly Effect[];
  /** What it means that the expression is true. Several: all of them hold. Null: not known. */
  readonly truth: readonly Comparison[] | null;
  /** The memory that it reads, where it is one place and nothing else. */
  readonly place: Term | null;
  /** The first place or name in it: what a test is about. */
  readonly about: Term | null;
  readonly calls: readonly SeenCall[];
  readonly complete: boolean;
};

const MAX_DEPTH = 24;
/** Wrappers that change nothing: the value is their argument's. */
const TRANSPARENT = new Set([
  'likely',
  'unlikely',
  'IS_ERR_OR_NULL',
  'IS_ERR',
  'PTR_ERR',
  'ERR_PTR',
  'READ',
  'unrcu_pointer',
]);
/** Their arguments are not evaluated. */
const UNEVALUATED = new Set(['sizeof', 'typeof', 'offsetof', '__typeof__', 'BUILD_BUG_ON']);
/** `guard(mutex)(&lock)`: the class and the function that takes the lock. */
const GUARDS: Readonly<Record<string, string>> = {
  mutex: 'mutex_lock', mutex_intr: 'mutex_lock', spinlock: 'spin_lock', spinlock_irq: 'spin_lock_irq', spinlock_irqsave: 'spin_lock_irqsave',
  spinlock_bh: 'spin_lock_bh', raw_spinlock: 'raw_spin_lock', raw_spinlock_irq: 'raw_spin_lock_irq', raw_spinlock_irqsave: 'raw_spin_lock_irqsave',
  rwsem_read: 'down_read', rwsem_write: 'down_write', read_lock: 'read_lock', write_lock: 'write_lock', rcu: 'rcu_read_lock', srcu: 'srcu_read_lock',
  preempt: 'preempt_disable', irq: 'local_irq_disable', irqsave: 'local_irq_save', rtnl: 'rtnl_lock', task_lock: 'task_lock', device: 'device_lock',
  cpus_read_lock: 'cpus_read_lock', percpu_read: 'percpu_down_read', percpu_write: 'percpu_down_write', rq_lock: 'rq_lock',
}; // biome-ignore format: pairs

const plain = (term: Term, more: Partial<Value> = {}): Value => ({
  term,
  effects: [],
  truth: null,
  place: null,
  about: null,
  calls: [],
  complete: true,
  ...more,
});

/** Effects of a value in a position where it is read as a condition. */
export const truthOf = (value: Value): readonly Comparison[] | null =>
  value.truth ??
  (value.calls.some((call) => call.match === null) || value.term === ''
    ? null
    : [{ left: value.term, is: '!=', right: '0' }]);

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
      const truth = truthOf(operand);
      return { ...operand, term, place: null, truth: truth?.length === 1 ? truth.map(negate) : null };
    }
    case 'BinaryExpression':
      return binary(tree, node, term, inner);
    case 'CallExpression':
      return call(tree, node, assigned, inner);
    case 'AssignmentExpression': {
      const [target, value] = [inner(all[0]), inner(all[all.length - 1], cleanTerm(tree.textOf(all[0] ?? node)))];
      return {
        ...value,
        term: target.term,
        effects: [...target.effects, ...value.effects, { do: 'store', to: target.term, value: value.term }],
        about: target.about,
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

/** `p->f` reads through p; `s.f` does not. `f() -> g` is a chain of frames. */
function field(tree: CTree, node: SyntaxNode, term: Term, base: Value): Value {
  const first = node.firstChild;
  const arrow = first !== null && tree.textOf(node).slice(tree.textOf(first).length).trimStart().startsWith('->');
  if (first?.name === 'CallExpression' && base.calls.length > 0 && arrow) {
    const name = tree.textOf(node.lastChild ?? node);
    const match = lookUp(name);
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
    return plain(term, { ...both, truth: a && b ? [...a, ...b] : null });
  }
  if (operator === '||') return plain(term, { ...both, truth: null, complete: false });
  if (operator in { '==': 0, '!=': 0, '<': 0, '>': 0, '<=': 0, '>=': 0 }) {
    const is = operator as Comparison['is'];
    // f(x) == true, f(x) == 0: the call's own meaning, where it has one.
    if (left.truth && /^(?:true|false|0)$/.test(right.term) && (is === '==' || is === '!=')) {
      const asserted = (right.term === 'true') === (is === '==');
      return plain(term, {
        ...both,
        truth: asserted ? left.truth : left.truth.length === 1 ? left.truth.map(negate) : null,
      });
    }
    const unknown = left.calls.some((one) => one.match === null) || right.calls.some((one) => one.match === null);
    return plain(term, { ...both, truth: unknown ? null : [{ left: left.term, is, right: right.term }] });
  }
  return plain(term, { ...both, truth: null });
}

/** A call: its arguments' dereferences first, then the row's effects. */
function call(
  tree: CTree,
  node: SyntaxNode,
  assigned: Term | null,
  inner: (child: SyntaxNode | undefined) => Value,
): Value {
  const callee = node.firstChild;
  const list = node.getChild('ArgumentList');
  const args = list ? parts(list) : [];
  const text = cleanTerm(tree.textOf(node));
  if (callee === null) return plain(text, { complete: false });
  let name = tree.textOf(callee);
  const before: Effect[] = [];
  const earlier: SeenCall[] = [];
  if (callee.name === 'FieldExpression') {
    const target = inner(callee);
    const chained = callee.firstChild?.name === 'CallExpression';
    name = tree.textOf(callee.lastChild ?? callee);
    earlier.push(...target.calls.filter((one) => one.name !== name));
    if (!chained) {
      // p->ops->release(p): what stands behind the pointer is not said.
      before.push(...target.effects);
      name = '';
    }
  } else if (callee.name === 'CallExpression') {
    const guard = cleanTerm(tree.textOf(callee)).match(/^(?:scoped_)?guard\(([a-z_]{1,40})\)$/);
    name = guard ? (GUARDS[guard[1] ?? ''] ?? '') : name;
  }
  if (UNEVALUATED.has(name)) return plain(text);
  // `foo(mode = true)` names a parameter; nothing is assigned.
  const values = args.map((arg) => (arg.name === 'AssignmentExpression' ? plain('') : inner(arg)));
  const terms = args.map((arg) => cleanTerm(tree.textOf(arg).replace(/\.{2,}$/, '')));
  if (TRANSPARENT.has(name) && values[0]) return values[0];
  if (name === 'scoped_guard' && terms[0] !== undefined) {
    name = GUARDS[terms[0]] ?? name;
    terms.shift();
  }
  before.push(...values.flatMap((one) => one.effects));
  const inside = values.flatMap((one) => one.calls);
  const match = isName(name) ? usable(lookUp(name), terms, assigned) : null;
  if (match === null)
    return plain(text, {
      effects: before,
      calls: [{ name: name || text, match: null, object: terms[0] ?? null }, ...earlier, ...inside],
      about: terms[0] ?? null,
      complete: false,
    });
  const filled = { match, arguments: terms, assigned };
  const { effects, complete } = fillEffects(filled);
  const object = fillObject(match.row, filled);
  const truth = match.row.truth ? fillComparison(match.row.truth, filled) : null;
  const value = fillValue(match.row, filled);
  const waits = withCondition(effects, values[1], terms.length);
  return plain(value ?? text, {
    effects: [...before, ...waits],
    calls: [{ name, match, object }, ...earlier, ...inside],
    truth: truth ? [truth] : null,
    place: null,
    about: object,
    complete: complete && values.every((one) => one.complete || one.calls.length === 0),
  });
}

/** A family knows only the form of a name: without an argument to act on, it says too little. */
function usable(match: Match | null, args: readonly Term[], assigned: Term | null): Match | null {
  if (!match?.row.family) return match;
  if (match.row.op === 'lock' || match.row.op === 'unlock') return match;
  const shown = args.some((arg) => /^[A-Za-z_*(]/.test(arg)) || (assigned !== null && match.row.op === 'alloc');
  return shown ? match : null;
}

/** wait_event(queue, condition) waits until its second argument holds. */
function withCondition(effects: readonly Effect[], second: Value | undefined, count: number): readonly Effect[] {
  const truth = second && count >= 2 ? truthOf(second) : null;
  if (!truth?.[0]) return effects;
  return effects.map((effect) =>
    effect.do === 'wait-until' && effect.condition === null ? { ...effect, condition: truth[0] ?? null } : effect,
  );
}

/** Ops that say more than "test" when their call stands in a condition. */
export const STRONG_OPS: ReadonlySet<Op> = new Set([
  'lock',
  'unlock',
  'rmw',
  'get',
  'put',
  'free',
  'alloc',
  'wait',
  'wake',
  'queue',
  'cancel',
  'flush',
  'list-del',
  'list-add',
]);
