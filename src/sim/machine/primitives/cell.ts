import { constant, set, slot } from '../actions/build.ts';
import type { Access, Primitive } from '../types.ts';

/**
 * Memory cells: one word that is read and written at once. A domain lists the values that it may start with.
 *
 *     cell counter = 0     cell state in 0, 1     cell p = null     constant RUNNING = 3
 */
export const cell: Primitive = {
  kinds: {
    cell: {
      form: 'cell NAME [= VALUE | in VALUE, VALUE …]',
      declare: ({ name, values }, compiler) => {
        const initial = values.length === 0 ? [0] : values.map((value) => compiler.constant(value));
        const objects = () => compiler.entities('object');
        const isPointer = values.some(
          (value) => value.is === 'name' && compiler.entity(value.name)?.kind !== 'constant',
        );
        const show = (value: number) => (isPointer ? showPointer(value, objects()) : String(value));
        return { kind: 'cell', name, access: slotAccess(compiler.slot(name, initial, show)), own: null };
      },
    },
    constant: {
      form: 'constant NAME = VALUE',
      declare: ({ name, values, at }, compiler) => {
        const value =
          values[0] === undefined ? compiler.fail(at, 'a constant needs a value') : compiler.constant(values[0]);
        return { kind: 'constant', name, access: { value: constant(value), assign: null }, own: null };
      },
    },
  },
  verbs: [],
};

export function slotAccess(number: number): Access {
  return { value: slot(number), assign: (value) => [set(number, value)] };
}

function showPointer(value: number, objects: readonly { readonly name: string }[]): string {
  return value === 0 ? 'NULL' : (objects[value - 1]?.name ?? String(value));
}
