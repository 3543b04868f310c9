import type { Primitive, Verb } from '../types.ts';
import { accessOf, assignTo, valueOperand } from './operands.ts';

/**
 * Barriers, and accesses by an address that was read before. The machine runs one step after another, so here they order nothing that
 * is not ordered anyway; the memory model is told of them (Documentation/memory-barriers.txt, tools/memory-model of the kernel).
 *
 *     12:1 barrier full                         smp_mb()
 *     13:1 barrier release; ready = 1           smp_store_release(&ready, 1), rcu_assign_pointer()
 *     14:1 seen = ready; barrier acquire        seen = smp_load_acquire(&ready)
 *     15:1 load data through p into copy        copy = READ_ONCE(p->data)
 */
export const ordering: Primitive = {
  kinds: {},
  verbs: [
    barrier('full', 'what stands before it is over before what stands behind it (smp_mb)'),
    barrier('read', 'the same of reads alone (smp_rmb)'),
    barrier('write', 'the same of writes alone (smp_wmb)'),
    barrier('acquire', 'what stands behind it does not come before the read of this step (smp_load_acquire)'),
    barrier('release', 'what stands before it does not come behind the write of this step (smp_store_release)'),
    {
      signature: 'load {cell} through {value} into {cell}',
      meaning: 'reads the first cell by an address that the value gives: not before the value itself was read',
      compile: ([from, , into]) => ({ effects: assignTo(into)(accessOf(from).value) }),
    },
    {
      signature: 'store {value} to {cell} through {value}',
      meaning: 'writes the first value to the cell by an address that the second one gives',
      compile: ([value, to]) => ({ effects: assignTo(to)(valueOperand(value).value) }),
    },
  ],
};

function barrier(order: string, meaning: string): Verb {
  return { signature: `barrier ${order}`, meaning, compile: () => ({ effects: [] }) };
}
