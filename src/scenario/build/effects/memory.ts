import type { Comparison, Effect, Step } from '../../../extract/types.ts';
import { equals, name, namesInExpression, number, OPPOSITES, renameInExpression } from '../../expressions.ts';
import { verb } from '../../statements.ts';
import type { BinaryOperator, Expression, Statement } from '../../types.ts';
import { behind } from '../continuation.ts';
import { loadReached, storeReached } from '../dependencies.ts';
import type { Draft } from '../draft.ts';
import { dereferenced, normalTerm, placesIn } from '../terms.ts';
import { askedOfEntry } from './listed.ts';
import { newEntry } from './page-table.ts';
import { NOTHING, type Place, type Translators } from './types.ts';
import { taskState } from './waiting.ts';

/** Memory: loads, stores, read-modify-writes, conditions that are tested or noted. */
export const memory: Translators = {
  load: ({ into, from }, place, draft) => {
    const { lane, step } = place;
    if (into === '') return [uses(from, lane, draft)];
    const target = draft.cell(into, lane);
    const reached = loadReached(from, target, place, draft);
    if (reached !== null) return [[...uses(`${into} ${from}`, lane, draft), ...reached]];
    const object = draft.symbols.objectOf(into, lane);
    if (object === null || draft.symbols.objectOf(from, lane) === object) {
      return [[...uses(`${into} ${from}`, lane, draft), { is: 'assign', target, value: draft.value(from, lane) }]];
    }
    // fetched from a place that the drawing shows no more of: container_of(), a look-up, an argument
    draft.assume(`line ${step.line} fetches ${object.slice(1)}, while the object is alive`, step.line, 'assumed');
    const alive: Statement = { is: 'noted', condition: equals(name(`${draft.object(object)}.live`), number(1)) };
    return [[...uses(from, lane, draft), alive, { is: 'assign', target, value: name(object) }]];
  },
  store: ({ to, value }, place, draft) => {
    const { lane, step } = place;
    const change = taskState(to, value, step, draft) ?? newEntry(to, step, lane, draft);
    if (change) return change;
    const reached = storeReached(to, draft.storedValue(value, lane), place, draft);
    if (reached !== null) return [[...uses(`${to} ${value}`, lane, draft), ...reached]];
    const target = draft.cell(to, lane);
    const stored = draft.storedValue(value, lane);
    const modifies = namesInExpression(stored).includes(target) && splitsIncrements(draft);
    if (!modifies) return [[...uses(`${to} ${value}`, lane, draft), { is: 'assign', target, value: stored }]];
    const seen = readFirst(target, step, draft);
    return [
      [...uses(`${to} ${value}`, lane, draft), seen.load],
      [{ is: 'assign', target, value: renameInExpression(stored, target, seen.local) }],
    ];
  },
  add: ({ to, by, into, atomic }, { lane, step }, draft) => {
    const target = draft.cell(to, lane);
    const sum = (left: Expression): Expression => ({
      is: 'binary',
      operator: by < 0 ? '-' : '+',
      left,
      right: number(Math.abs(by)),
    });
    const copy: Statement[] =
      into === undefined || into === '' ? [] : [{ is: 'assign', target: draft.cell(into, lane), value: name(target) }];
    if (atomic || !splitsIncrements(draft)) {
      return [[...uses(to, lane, draft), { is: 'assign', target, value: sum(name(target)) }, ...copy]];
    }
    const seen = readFirst(target, step, draft);
    return [
      [...uses(to, lane, draft), seen.load],
      [{ is: 'assign', target, value: sum(name(seen.local)) }, ...copy],
    ];
  },
  exchange: ({ to, value, into }, { lane, step }, draft) => {
    const target = draft.cell(to, lane);
    const compared = /^(.+?)==(.+?)\?(.+?):/.exec(value.replace(/\s+/g, ''));
    if (compared) {
      // a cmpxchg: the steps after it show that it succeeded
      draft.assume(`the compare-and-exchange on line ${step.line} succeeds`, step.line, 'shown');
      const noted: Statement = {
        is: 'noted',
        condition: equals(name(target), draft.value(compared[2] as string, lane)),
      };
      return [
        [...uses(to, lane, draft), noted, { is: 'assign', target, value: draft.value(compared[3] as string, lane) }],
      ];
    }
    const old: Statement[] =
      into === null || into === '' ? [] : [{ is: 'assign', target: draft.cell(into, lane), value: name(target) }];
    return [
      [...uses(`${to} ${value}`, lane, draft), ...old, { is: 'assign', target, value: draft.value(value, lane) }],
    ];
  },
  test: (effect, place, draft) => {
    const { condition, holds } = effect;
    if (isOfCounter(condition, place, draft)) {
      draft.doubt(place.step, `"${place.step.text}" tests a counter that stands for its object`);
      return NOTHING;
    }
    if (holds === null && isSpin(place))
      return [
        uses(`${condition.left} ${condition.right}`, place.lane, draft),
        [{ is: 'await', condition: conditionOf(condition, false, place, draft) }],
      ];
    if (isAssertion(place.step, draft)) {
      const touched = uses(`${condition.left} ${condition.right}`, place.lane, draft);
      return [
        [...touched, { is: 'check', condition: conditionOf(condition, false, place, draft), failure: 'warning' }],
      ];
    }
    const truth = holds ?? place.continuation;
    const touched = uses(`${condition.left} ${condition.right}`, place.lane, draft);
    if (truth === null) {
      // `if (p && p->x)` as the last row: whether it held is not shown, but what comes after p is done only where p is not NULL
      if (!guardsMore(effect, place)) return [touched];
      return [
        [...touched, { is: 'if', condition: conditionOf(condition, false, place, draft), goto: behind(place.step.id) }],
      ];
    }
    // a body drawn below the test is a branch: where the test fails, the lane goes on behind it
    if (truth && holds === null && place.bodyEnd !== null) {
      return [
        [...touched, { is: 'if', condition: conditionOf(condition, false, place, draft), goto: behind(place.bodyEnd) }],
      ];
    }
    return [[...touched, { is: 'noted', condition: conditionOf(condition, truth, place, draft) }]];
  },
  noted: ({ condition }, place, draft) => [[{ is: 'noted', condition: conditionOf(condition, true, place, draft) }]],
  starts: ({ place: of, value }, place, draft) => {
    const cell = draft.declarations.get(draft.cell(of, place.step.lane));
    if (cell !== undefined && cell.values.length === 0) cell.values.push(draft.value(value, place.step.lane));
    return NOTHING;
  },
  // interleavings know no reordering: a barrier is there for the memory model
  barrier: ({ order }) => (order === 'dependency' ? NOTHING : [[verb('barrier', order)]]),
  nothing: () => NOTHING,
};

/** `WARN_ON(x)`, `BUG_ON(x)`: that x holds is the failure, unless the mail speaks of another one, which may come behind it. */
function isAssertion({ rule, complete }: Step, { diagram }: Draft): boolean {
  if (!complete || (rule !== 'lifetimes/warn' && rule !== 'lifetimes/bug')) return false;
  return diagram.mentions.every(({ failure, denied }) => denied || failure === 'warning');
}

/** Something is done in the same condition only where this part of it holds. */
function guardsMore(test: Effect, { step }: Place): boolean {
  return step.effects.slice(step.effects.indexOf(test) + 1).some((each) => each.do !== 'test');
}

/** `while (x) cpu_relax();`, `while (x);`: waits until the condition is false. */
function isSpin({ step, later }: Place): boolean {
  if (!/^\W*while\s*\(/.test(step.text)) return false;
  const end = later.findIndex((each) => each.depth <= step.depth);
  const body = end < 0 ? later : later.slice(0, end);
  return body.every((each) =>
    /^(?:cpu_relax|cond_resched|schedule|msleep|udelay|usleep_range|barrier|yield|;|\.\.\.)\W*/.test(each.text),
  );
}

/** `if (refcount_dec_and_test(&p->ref))`, read as dropping a reference on what `p->ref` counts: the count itself is not kept. */
function isOfCounter({ left }: Comparison, { step, lane }: Place, draft: Draft): boolean {
  return step.effects.some(
    (effect) =>
      (effect.do === 'put' || effect.do === 'get') &&
      draft.symbols.objectOf(effect.object, lane) !== null &&
      draft.symbols.location(effect.object, lane) === draft.symbols.location(left, lane),
  );
}

function conditionOf(comparison: Comparison, holds: boolean, { lane }: Place, draft: Draft): Expression {
  const onList = askedOfEntry(comparison, holds, lane, draft);
  if (onList !== null) return onList;
  const { left, is, right } = comparison;
  const operator: BinaryOperator = holds ? is : OPPOSITES[is];
  return { is: 'binary', operator, left: draft.value(left, lane), right: draft.value(right, lane) };
}

/** A `use` for every object that the places in a C fragment are reached through. */
export function uses(text: string, lane: number, draft: Draft): Statement[] {
  const seen = new Set<string>();
  return placesIn(text).flatMap((place) =>
    dereferenced(normalTerm(place)).flatMap((pointer) => {
      const object = draft.symbols.objectOf(pointer, lane);
      if (object === null) return [];
      const through = draft.place(pointer, lane);
      const key = JSON.stringify(through);
      if (seen.has(key)) return [];
      seen.add(key);
      return [verb('use', through)];
    }),
  );
}

/** The load of a plain read-modify-write: `x++` and `x |= F` are a load and a store, between which others may run. */
function readFirst(target: string, step: Step, draft: Draft): { local: string; load: Statement } {
  const local = draft.declare('cell', `seen@${step.id.replace(':', '_')}`);
  draft.assume('a plain read-modify-write is a load and a store, between which others may run', step.line, 'shown');
  return { local, load: { is: 'assign', target: local, value: name(target) } };
}

/** A drawing of page copies is about the page: a counter beside it stays one step, as its lock makes it. */
function splitsIncrements(draft: Draft): boolean {
  return !draft.diagram.steps.some((step) => step.effects.some((effect) => effect.do === 'page-copy'));
}
