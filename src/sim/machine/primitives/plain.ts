import { bitsOf, fail, not, STAY, set, slot, when, withBits, withoutBits } from '../actions/build.ts';
import type { Effect } from '../actions/types.ts';
import type { Operand, Primitive, Verb } from '../types.ts';
import { assignTo, ownOf, valueOperand } from './operands.ts';

/**
 * Variables that are accessed in plain C, where the compiler may do with an access what it likes; READ_ONCE() and WRITE_ONCE() mark one that it
 * must leave whole.
 *
 *     plain ready
 *     12:1 write 1 to ready              14:9 read ready into seen
 *     12:1 write-once 1 to ready         14:9 read-once ready into seen
 *
 * A plain access begins and ends; one that begins while another lane is in the middle of one is a data race if either writes. Marked accesses are
 * at once, and race only with plain ones (tools/memory-model/Documentation/access-marking.txt; KCSAN waits in the middle of an
 * access in the same way, Documentation/dev-tools/kcsan.rst).
 */
type Plain = {
  readonly value: number;
  /** A bit for each lane that is in the middle of a plain read, of a plain write. */
  readonly reading: number;
  readonly writing: number;
};

export const plain: Primitive = {
  kinds: {
    plain: {
      form: 'plain NAME [= VALUE]',
      declare: ({ name, values }, compiler) => {
        const own: Plain = {
          value: compiler.slot(name, [values[0] === undefined ? 0 : compiler.constant(values[0])], String),
          reading: compiler.slot(`${name} being read`, [0]),
          writing: compiler.slot(`${name} being written`, [0]),
        };
        return { kind: 'plain', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'read {plain} into {cell}',
      meaning: 'a plain read; a data-race where it meets a write',
      stays: true,
      compile: ([variable, result], lane) => {
        const own = ownOf<Plain>(variable);
        return { effects: inTheMiddle(own, own.reading, lane, readBy(own, result)) };
      },
    },
    {
      signature: 'write {value} to {plain}',
      meaning: 'a plain write; a data-race where it meets any other access',
      stays: true,
      compile: ([value, variable], lane) => {
        const own = ownOf<Plain>(variable);
        return { effects: inTheMiddle(own, own.writing, lane, [set(own.value, valueOperand(value).value)]) };
      },
    },
    marked(
      'read-once {plain} into {cell}',
      'a marked read (READ_ONCE); a data-race where it meets a plain write',
      ([variable, result]) => {
        const own = ownOf<Plain>(variable);
        return [...when(slot(own.writing), [fail('data-race')]), ...readBy(own, result)];
      },
    ),
    marked(
      'write-once {value} to {plain}',
      'a marked write (WRITE_ONCE); a data-race where it meets a plain access',
      ([value, variable]) => {
        const own = ownOf<Plain>(variable);
        return [
          ...when(withBits(slot(own.reading), slot(own.writing)), [fail('data-race')]),
          set(own.value, valueOperand(value).value),
        ];
      },
    ),
  ],
};

function readBy(own: Plain, result: Operand | undefined): readonly Effect[] {
  return assignTo(result)(slot(own.value));
}

function marked(
  signature: string,
  meaning: string,
  effects: (operands: readonly Operand[]) => readonly Effect[],
): Verb {
  return { signature, meaning, compile: (operands) => ({ effects: effects(operands) }) };
}

/** Begins the access, unless that is a race; ends it in the next round. `mine` holds the lanes that do the same. */
function inTheMiddle(own: Plain, mine: number, lane: number, access: readonly Effect[]): readonly Effect[] {
  const bit = 1 << lane;
  const conflicting = mine === own.writing ? withBits(slot(own.reading), slot(own.writing)) : slot(own.writing);
  return when(
    not(bitsOf(slot(mine), bit)),
    [...when(conflicting, [fail('data-race')]), set(mine, withBits(slot(mine), bit)), STAY],
    [set(mine, withoutBits(slot(mine), bit)), ...access],
  );
}
