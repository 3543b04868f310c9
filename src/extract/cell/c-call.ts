import type { SyntaxNode } from '@lezer/common';
import { byNameOnly, type Match, otherName } from '../lexicon/index.ts';
import type { Comparison, Effect, Term } from '../types.ts';
import { guardOf, scopedGuard } from './c-guard.ts';
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
  let method: Match | null = null;
  if (callee.name === 'FieldExpression') {
    const target = inner(callee);
    const chained = callee.firstChild?.name === 'CallExpression';
    name = tree.textOf(callee.lastChild ?? callee);
    earlier.push(...target.calls.filter((one) => one.name !== name));
    if (!chained) {
      // p->ops->release(p): what stands behind the pointer is not said, but what its like does.
      before.push(...target.effects);
      method = tree.lexicon.find(`method_${name}`);
      name = '';
    }
  } else if (callee.name === 'CallExpression') {
    const guard = guardOf(cleanTerm(tree.textOf(callee)));
    // `list_empty(l) (is true)`: what C has no use for is a remark.
    if (guard === null) return { ...inner(callee), complete: false };
    name = guard;
  }
  if (UNEVALUATED.has(name)) return plain(text);
  // `foo(mode = true)` names a parameter; nothing is assigned.
  const values = args.map((arg) => (arg.name === 'AssignmentExpression' ? plain('') : inner(arg)));
  const terms = args.map((arg) => {
    const value = arg.name === 'AssignmentExpression' ? (parts(arg).at(-1) ?? arg) : arg;
    return cleanTerm(tree.textOf(value).replace(/\.{2,}$/, ''));
  });
  if (TRANSPARENT.has(name) && values[0]) return values[0];
  const scoped = scopedGuard(name, terms);
  if (scoped) {
    name = scoped.name;
    terms.splice(0, terms.length, ...scoped.terms);
  }
  before.push(...values.flatMap((one) => one.effects));
  const inside = values.flatMap((one) => one.calls);
  name = otherName(name, terms);
  const match = isName(name) ? tree.lexicon.find(name) : method && byNameOnly(method.row) ? method : null;
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
  const addressed = args.map((arg) => isAddress(tree.textOf(arg)));
  const { effects: taken, complete } = fillEffects(filled);
  const effects = taken.map((effect) => withAddress(effect, terms, addressed));
  const object = fillObject(match.row, filled);
  const truth = match.row.truth ? fillComparison(match.row.truth, filled) : null;
  const value = fillValue(match.row, filled);
  // a reference that CLASS takes is put at the end of its scope, which is not drawn
  const endsUndrawn = callee.name === 'CallExpression' && match.row.op !== 'lock';
  const waits = withConditions(effects, values);
  return plain(value ?? text, {
    effects: oneChange([...before, ...waits], before.length, inside),
    calls: [{ name, match, object }, ...earlier, ...inside],
    truth: truth ? [truth] : null,
    place: null,
    about: object,
    complete: complete && !endsUndrawn && values.every((one) => one.complete || one.calls.length === 0),
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

const isAddress = (text: string): boolean => /^\s*&\s*[A-Za-z_]\w*\s*$/.test(text);

/** `WRITE_ONCE(p, &b)` stores where b stands, not what it holds. */
function withAddress(effect: Effect, terms: readonly Term[], addressed: readonly boolean[]): Effect {
  if (effect.do !== 'store') return effect;
  const { value } = effect;
  return terms.some((term, at) => addressed[at] && term === value && term !== effect.to)
    ? { ...effect, value: `&${value}` }
    : effect;
}
