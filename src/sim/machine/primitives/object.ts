import { choose, constant, equal, fail, minus, plus, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Access, Action, Compiler, Operand, Primitive } from '../types.ts';
import { assignTo, entityOf, valueOperand } from './operands.ts';

/**
 * Objects with a lifetime. A pointer is a cell that holds an object's number, or 0 for NULL; an object's own name is its address.
 *
 *     object skb               object dev refs 2            object new unallocated must-free
 *     31:9 use p               25:1 free p                  12:3 get p        40:1 put p        41:1 put p into last
 *
 * References count as refcount_t and kref do (lib/refcount.c, Documentation/core-api/refcount-vs-atomic.rst): a get where none is left warns,
 * so does one too many; a count that was driven into saturation before stays there, and the object is never freed by a put.
 * An object that must be freed and is live when all lanes have ended is a leak, whoever still points to it.
 */
type Objects = { readonly life: number; readonly refs: number };
const UNALLOCATED = 0;
const LIVE = 1;
const FREED = 2;
const LIFE = ['not allocated', 'live', 'freed'] as const;
/** Stands for the largest count: one more saturates. */
const MOST_REFERENCES = 1000;
const SATURATED = -1;

export const object: Primitive = {
  kinds: {
    object: {
      form: 'object NAME [refs N | saturated] [unallocated | freed] [must-free]',
      declare: ({ name, options, at }, compiler) => {
        let life = LIVE;
        let refs = 1;
        for (const { word, value } of options) {
          if (word === 'refs' && value) refs = compiler.constant(value);
          else if (word === 'unallocated') life = UNALLOCATED;
          else if (word === 'freed') life = FREED;
          else if (word === 'saturated') refs = SATURATED;
          else if (word !== 'must-free') compiler.fail(at, `an object has no option "${word}"`);
        }
        const number = compiler.entities('object').length + 1;
        const own: Objects = {
          life: compiler.slot(name, [life], (value) => LIFE[value] ?? String(value)),
          refs: compiler.slot(`${name} references`, [life === LIVE ? refs : 0], (value) =>
            value === SATURATED ? 'saturated' : String(value),
          ),
        };
        if (options.some(({ word }) => word === 'must-free'))
          compiler.mustEnd({ failure: 'leak', name, broken: equal(slot(own.life), LIVE) });
        const live: Access = { value: equal(slot(own.life), LIVE), assign: null };
        const access: Access = { value: constant(number), assign: null };
        return { kind: 'object', name, access, field: (field) => (field === 'live' ? live : null), own };
      },
    },
  },
  verbs: [
    {
      signature: 'use {value}',
      meaning: 'dereferences the pointer: null-deref where it is NULL, use-after-free where the object is gone',
      compile: onObject(null),
    },
    {
      signature: 'free {value}',
      meaning:
        'frees the object, whatever references are left; freeing NULL does nothing, freeing twice is a double-free',
      compile: onObject((own) => [set(own.life, FREED), set(own.refs, 0)], 'free'),
    },
    {
      signature: 'get {value}',
      meaning:
        'takes a reference; a use-after-free where the object is gone, a warning where no reference is left or it is one too many',
      compile: onObject((own) => when(slot(own.refs), oneMore(own), [fail('warning')])),
    },
    {
      signature: 'get-unless-zero {value} into {cell}',
      meaning: 'takes a reference and sets the cell to 1, or sets it to 0 where no reference is left',
      compile: (operands, lane, compiler) => {
        const assign = assignTo(operands[1]);
        const effect: OnObject = (own) =>
          when(slot(own.refs), [...oneMore(own), ...assign(constant(1))], assign(constant(0)));
        return onObject(effect)(operands, lane, compiler);
      },
    },
    {
      signature: 'put {value}',
      meaning:
        'drops a reference; the last one frees the object; a use-after-free where it is gone or no reference is left',
      compile: onObject((own) => oneLess(own, [set(own.life, FREED)], [])),
    },
    {
      signature: 'put {value} into {cell}',
      meaning:
        'drops a reference; gives 1 where it was the last one, which frees nothing by itself, else 0 (refcount_dec_and_test)',
      compile: (operands, lane, compiler) => {
        const assign = assignTo(operands[1]);
        return onObject((own) => oneLess(own, assign(constant(1)), assign(constant(0))))(operands, lane, compiler);
      },
    },
    {
      signature: 'alloc {object} into {cell}',
      meaning:
        'allocates the object with one reference and stores its address in the cell; a wrong-state where it was allocated before',
      compile: ([operand, result], _lane, compiler) => {
        const entity = entityOf(operand);
        const own = entity.own as Objects;
        const number = compiler.entities('object').indexOf(entity) + 1;
        return {
          effects: [
            // a second allocation gives another object, which must be declared as one: else old pointers would be good again
            ...when(equal(slot(own.life), UNALLOCATED), [], [fail('wrong-state')]),
            set(own.life, LIVE),
            set(own.refs, 1),
            ...assignTo(result)(constant(number)),
          ],
        };
      },
    },
  ],
};

type OnObject = (own: Objects) => readonly Effect[];

function oneMore(own: Objects): readonly Effect[] {
  const refs = slot(own.refs);
  return choose(
    refs,
    [
      [SATURATED, []],
      [MOST_REFERENCES, [fail('warning')]],
    ],
    [set(own.refs, plus(refs, 1))],
  );
}

function oneLess(own: Objects, atLast: readonly Effect[], atOther: readonly Effect[]): readonly Effect[] {
  const refs = slot(own.refs);
  return choose(
    refs,
    [
      [0, [fail('use-after-free')]],
      [SATURATED, atOther],
      [1, [set(own.refs, 0), ...atLast]],
    ],
    [set(own.refs, minus(refs, 1)), ...atOther],
  );
}

/**
 * Wraps an effect on the object that a pointer leads to with the checks that every access makes.
 * `null` is an access that changes nothing.
 */
function onObject(effect: OnObject | null, mode: 'access' | 'free' = 'access') {
  return (operands: readonly Operand[], _lane: number, compiler: Compiler): Action => {
    const pointer: Term = valueOperand(operands[0]).value;
    const gone = fail(mode === 'free' ? 'double-free' : 'use-after-free');
    const branches = compiler.entities('object').map((entity, index) => {
      const own = entity.own as Objects;
      const alive = effect === null ? [] : effect(own);
      const life = choose(
        slot(own.life),
        [
          [FREED, [gone]],
          [UNALLOCATED, [fail('wrong-state')]],
        ],
        alive,
      );
      return [index + 1, life] as const;
    });
    const onNull = mode === 'free' ? [] : [fail('null-deref')];
    return { effects: choose(pointer, [[0, onNull], ...branches], [fail('wrong-state')]) };
  };
}
