import {
  type Access,
  type Action,
  type Compiler,
  fails,
  OK,
  type Operand,
  type Primitive,
  type State,
} from '../types.ts';
import { entityOf, operandValue, setterOf } from './operands.ts';

/**
 * Objects with a lifetime. A pointer is a cell that holds an object's number, or 0 for NULL; an object's own name is its address.
 *
 *     object skb               object dev refs 2            object new unallocated
 *     31:9 use p               25:1 free p                  12:3 get p        40:1 put p
 */
type Objects = { readonly life: number; readonly refs: number };
const UNALLOCATED = 0;
const LIVE = 1;
const FREED = 2;
const LIFE = ['not allocated', 'live', 'freed'] as const;
const MOST_REFERENCES = 1000;

export const object: Primitive = {
  kinds: {
    object: {
      form: 'object NAME [refs N] [unallocated | freed]',
      declare: ({ name, options, at }, compiler) => {
        let life = LIVE;
        let refs = 1;
        for (const { word, value } of options) {
          if (word === 'refs' && value) refs = compiler.constant(value);
          else if (word === 'unallocated') life = UNALLOCATED;
          else if (word === 'freed') life = FREED;
          else compiler.fail(at, `an object has no option "${word}"; refs N, unallocated and freed are known`);
        }
        const number = compiler.entities('object').length + 1;
        const own: Objects = {
          life: compiler.slot(name, [life], (value) => LIFE[value] ?? String(value)),
          refs: compiler.slot(`${name} references`, [life === LIVE ? refs : 0], String),
        };
        const live: Access = { slots: [own.life], get: (state) => Number(state[own.life] === LIVE), set: null };
        const access: Access = { slots: [], get: () => number, set: null };
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
      compile: onObject((own, state) => {
        state[own.life] = FREED;
        state[own.refs] = 0;
        return OK;
      }, 'free'),
    },
    {
      signature: 'get {value}',
      meaning: 'takes a reference; a use-after-free where the object is gone, a warning where no reference is left',
      compile: onObject((own, state) => {
        const refs = state[own.refs] as number;
        if (refs === 0) return fails('warning');
        state[own.refs] = Math.min(refs + 1, MOST_REFERENCES);
        return OK;
      }),
    },
    {
      signature: 'get-unless-zero {value} into {cell}',
      meaning: 'takes a reference and sets the cell to 1, or sets it to 0 where no reference is left',
      compile: (operands, lane, compiler) => {
        const { set, slots } = setterOf(operands[1]);
        const counted = onObject((own, state) => {
          const refs = state[own.refs] as number;
          if (refs > 0) state[own.refs] = Math.min(refs + 1, MOST_REFERENCES);
          set(state, refs > 0 ? 1 : 0);
          return OK;
        })(operands, lane, compiler);
        const footprint = () => ({
          reads: counted.footprint().reads,
          writes: [...counted.footprint().writes, ...slots],
        });
        return { ...counted, footprint };
      },
    },
    {
      signature: 'put {value}',
      meaning:
        'drops a reference; the last one frees the object; a use-after-free where it is gone or no reference is left',
      compile: onObject((own, state) => {
        const refs = (state[own.refs] as number) - 1;
        if (refs < 0) return fails('use-after-free');
        state[own.refs] = refs;
        if (refs === 0) state[own.life] = FREED;
        return OK;
      }),
    },
    {
      signature: 'alloc {object} into {cell}',
      meaning:
        'allocates the object with one reference and stores its address in the cell; a wrong-state where it was allocated before',
      compile: (operands, _lane, compiler) => {
        const entity = entityOf(operands[0]);
        const own = entity.own as Objects;
        const { set, slots } = setterOf(operands[1]);
        const number = compiler.entities('object').indexOf(entity) + 1;
        return {
          run: (state) => {
            // a second allocation gives another object, which must be declared as one: else old pointers would be good again
            if (state[own.life] !== UNALLOCATED) return fails('wrong-state');
            state[own.life] = LIVE;
            state[own.refs] = 1;
            set(state, number);
            return OK;
          },
          footprint: () => ({ reads: [own.life], writes: [own.life, own.refs, ...slots] }),
        };
      },
    },
  ],
};

type Effect = (own: Objects, state: State) => number;

/**
 * Wraps an effect on the object that a pointer leads to with the checks that every access makes.
 * `null` is an access that changes nothing.
 */
function onObject(effect: Effect | null, mode: 'access' | 'free' = 'access') {
  return (operands: readonly Operand[], _lane: number, compiler: Compiler): Action => {
    const pointer = operandValue(operands[0]);
    // objects may be declared after this one is compiled, so they are asked for late
    let known: Objects[] | null = null;
    const objects = () => {
      known ??= compiler.entities('object').map((entity) => entity.own as Objects);
      return known;
    };
    return {
      run: (state) => {
        const number = pointer.get(state);
        if (number === 0) return mode === 'free' ? OK : fails('null-deref');
        const own = objects()[number - 1];
        if (own === undefined) return fails('wrong-state');
        if (state[own.life] === FREED) return fails(mode === 'free' ? 'double-free' : 'use-after-free');
        if (state[own.life] === UNALLOCATED) return fails('wrong-state');
        return effect === null ? OK : effect(own, state);
      },
      footprint: () => {
        const reachable =
          pointer.slots.length > 0 ? objects() : objects().filter((_, index) => index + 1 === pointer.get(NO_STATE));
        const slots = reachable.flatMap((own) => [own.life, own.refs]);
        return { reads: [...pointer.slots, ...slots], writes: effect === null ? [] : slots };
      },
    };
  };
}

/** For values that read no slot. */
const NO_STATE: State = new Int32Array(0);
