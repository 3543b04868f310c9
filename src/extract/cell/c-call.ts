import type { SyntaxNode } from '@lezer/common';
import { otherName } from '../lexicon/index.ts';
import type { Comparison, Effect, Term } from '../types.ts';
import { oneChange } from './c-pte.ts';
import { type CTree, parts } from './c-tree.ts';
import { plain, type SeenCall, truthOf, type Value } from './c-value.ts';
import { fillComparison, fillEffects, fillObject, fillValue } from './fill.ts';
import { cleanTerm, isConstant, isName } from './term.ts';

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

/** A call: its arguments' dereferences first, then the row's effects. */
export function evaluateCall(
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
  const terms = args.map((arg) => {
    const value = arg.name === 'AssignmentExpression' ? (parts(arg).at(-1) ?? arg) : arg;
    return cleanTerm(tree.textOf(value).replace(/\.{2,}$/, ''));
  });
  if (TRANSPARENT.has(name) && values[0]) return values[0];
  if (name === 'scoped_guard' && terms[0] !== undefined) {
    name = GUARDS[terms[0]] ?? name;
    terms.shift();
  }
  before.push(...values.flatMap((one) => one.effects));
  const inside = values.flatMap((one) => one.calls);
  name = otherName(name, terms);
  const match = isName(name) ? tree.lexicon.find(name) : null;
  if (match === null)
    return plain(text, {
      effects: before,
      calls: [{ name: name || text, match: null, object: terms[0] ?? null }, ...earlier, ...inside],
      about: terms[0] ?? null,
      complete: false,
    });
  // `t = get_task(PID)`: what is got is what comes back.
  if (match.row.op === 'get' && assigned && isConstant(terms[0] ?? 'NULL')) terms[0] = assigned;
  const filled = { match, arguments: terms, assigned };
  const { effects, complete } = fillEffects(filled);
  const object = fillObject(match.row, filled);
  const truth = match.row.truth ? fillComparison(match.row.truth, filled) : null;
  const value = fillValue(match.row, filled);
  const waits = withConditions(effects, values);
  return plain(value ?? text, {
    effects: oneChange([...before, ...waits], before.length, inside),
    calls: [{ name, match, object }, ...earlier, ...inside],
    truth: truth ? [truth] : null,
    place: null,
    about: object,
    complete: complete && values.every((one) => one.complete || one.calls.length === 0),
  });
}

/** wait_event(queue, condition) waits until its second argument holds; WARN_ON(condition) tests its first. */
function withConditions(effects: readonly Effect[], values: readonly Value[]): readonly Effect[] {
  return effects.map((effect) => {
    const asked =
      effect.do === 'wait-until' && effect.condition === null
        ? values[1]
        : effect.do === 'test'
          ? values[0]
          : undefined;
    const condition = asked ? oneCondition(asked) : undefined;
    return condition ? ({ ...effect, condition } as Effect) : effect;
  });
}

/** The value as one comparison: `a && b` is not only a. */
function oneCondition(value: Value): Comparison | undefined {
  const truth = truthOf(value);
  return truth === null || truth.length === 1 ? truth?.[0] : { left: value.term, is: '!=', right: '0' };
}
