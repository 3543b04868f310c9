import { await_, constant, differ, equal, less, minus, plus, set, slot, when } from '../actions/build.ts';
import { footprintOf } from '../actions/footprint.ts';
import type { Effect } from '../actions/types.ts';
import type { Primitive } from '../types.ts';
import { assignTo, entityOf, ownOf } from './operands.ts';

/**
 * Completions: each `complete` lets one waiter go on, now or later; `complete-all` lets all go on until the completion is made
 * new (Documentation/scheduler/completion.rst).
 *
 *     completion done
 *     30:1 wait-completion done          41:9 complete done
 *     31:1 reinit done                   42:9 complete-all done
 */
const MOST_COMPLETIONS = 100;
const FOR_ALL = MOST_COMPLETIONS + 1;

export const completion: Primitive = {
  kinds: {
    completion: {
      form: 'completion NAME [= COUNT]',
      declare: ({ name, values }, compiler) => {
        const first = values[0];
        const count = compiler.slot(name, [first === undefined ? 0 : compiler.constant(first)], (value) =>
          value === 0 ? 'not done' : value >= FOR_ALL ? 'done for all' : 'done',
        );
        const done = { value: differ(slot(count), 0), assign: null };
        return {
          kind: 'completion',
          name,
          access: null,
          field: (field) => (field === 'done' ? done : null),
          own: count,
        };
      },
    },
  },
  verbs: [
    {
      signature: 'complete {completion}',
      meaning: 'lets one waiter go on, now or later',
      compile: ([operand]) => {
        const count = ownOf<number>(operand);
        return { effects: when(less(slot(count), MOST_COMPLETIONS), [set(count, plus(slot(count), 1))]) };
      },
    },
    {
      signature: 'complete-all {completion}',
      meaning: 'lets every waiter go on, now and later',
      compile: ([operand]) => ({ effects: [set(ownOf<number>(operand), FOR_ALL)] }),
    },
    {
      signature: 'wait-completion {completion}',
      meaning: 'sleeps until it is completed',
      sleeps: true,
      compile: ([operand]) => {
        const { name, own } = entityOf(operand);
        const count = own as number;
        return {
          effects: [...await_(slot(count)), ...take(count)],
          obstacle: () => ({ on: `completion ${name}`, holders: [], slots: [count], endedBy: [count] }),
          ends: [],
        };
      },
    },
    {
      signature: 'try-wait-completion {completion} into {cell}',
      meaning: 'sets the cell to 1 where it is completed, as one that waited for it, and else to 0',
      compile: ([operand, result]) => {
        const count = ownOf<number>(operand);
        const assign = assignTo(result);
        const effects = when(slot(count), [...take(count), ...assign(constant(1))], assign(constant(0)));
        return { effects, ends: footprintOf(assign(constant(1))).writes };
      },
    },
    {
      signature: 'reinit {completion}',
      meaning: 'makes it new: what was completed before is forgotten',
      compile: ([operand]) => ({ effects: [set(ownOf<number>(operand), 0)], ends: [] }),
    },
  ],
};

function take(count: number): readonly Effect[] {
  return when(equal(slot(count), FOR_ALL), [], [set(count, minus(slot(count), 1))]);
}
