import { choose, constant, equal, fail, less, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Compiler, Entity, Operand, Primitive, Verb } from '../types.ts';
import {
  beginAdd,
  beginDelete,
  endAdd,
  endDelete,
  inRounds,
  isAmid,
  type Left,
  type List,
  splice,
} from './list-changes.ts';
import { addNode, type Kept, type Nodes, newNodes, onEntry, POISON } from './list-nodes.ts';
import { assignTo, ownOf, valueOperand } from './operands.ts';

/**
 * Doubly linked lists of objects (include/linux/list.h); an object is on one list at a time.
 *
 *     list pending holds (a) holds (b)
 *     12:1 add c to pending          list_add(&c->entry, &pending)
 *     14:1 del a                     list_del(&a->entry)
 *     20:9 first pending into p      p = list_first_entry_or_null(&pending, ...)
 *     22:9 next p of pending into p
 *
 * A change reads the neighbours, and then writes to them: two transitions, since only a lock keeps others out in between. The kernel's
 * list debugging (lib/list_debug.c) is on: what it would report is a list-corruption, and so is a write whose neighbours changed since they were
 * read. list_del() leaves poison behind, list_del_init() an entry that points to itself, list_del_rcu() the old next pointer, by
 * which readers get back to the list (Documentation/RCU/listRCU.rst).
 */
export const list: Primitive = {
  kinds: {
    list: {
      form: 'list NAME [holds (OBJECT)] …',
      declare: ({ name, options, at }, compiler) => {
        const nodes = (compiler.entities('list')[0]?.own as List | undefined)?.nodes ?? newNodes(compiler);
        const head = addNode(nodes, name, compiler);
        const held = options.map(({ value }) => (value === null ? 0 : compiler.constant(value)));
        for (const [index, node] of held.entries()) {
          if (node < 1 || node > nodes.lives.length) compiler.fail(at, 'a list holds objects');
          const isElsewhere = compiler.initialValue(nodes.next[node - 1] as number) !== node;
          if (isElsewhere || held.indexOf(node) !== index) compiler.fail(at, 'an object is on one list, once');
        }
        const circle = [head, ...held, head];
        for (const [index, node] of circle.slice(0, -1).entries()) {
          const next = circle[index + 1] as number;
          compiler.startWith(nodes.next[node - 1] as number, next);
          compiler.startWith(nodes.prev[next - 1] as number, node);
        }
        return { kind: 'list', name, access: null, own: { head, nodes } satisfies List };
      },
    },
  },
  verbs: [
    adding('add {value} to {list}', 'puts the object at the front; a list-corruption where it is on a list', 'front'),
    adding('add-tail {value} to {list}', 'puts it at the end', 'end'),
    deleting(
      'del {value}',
      'takes the object off its list; deleting it again is a list-corruption (list_del)',
      'poison',
    ),
    deleting('del-init {value}', 'takes it off; deleting it again does nothing (list_del_init)', 'itself'),
    deleting('del-rcu {value}', 'takes it off; who stands on it still gets to the next one (list_del_rcu)', 'next'),
    {
      signature: 'move {value} to {list}',
      meaning: 'takes the object off its list and puts it at the front of this one (list_move)',
      stays: true,
      compile: ([entry, target], lane) => {
        const { head, nodes } = ownOf<List>(target);
        const kept = nodes.kept[lane] as Kept;
        const pointer = valueOperand(entry).value;
        return inRounds(kept, [
          beginDelete(nodes, kept, pointer),
          [...endDelete(nodes, kept, pointer, 'next'), ...beginAdd(nodes, kept, pointer, head, 'front')],
          endAdd(nodes, kept, pointer),
        ]);
      },
    },
    {
      signature: 'splice {list} to {list}',
      meaning:
        'puts all that is on the first list at the front of the second one, and leaves the first one empty (list_splice_init)',
      stays: true,
      compile: ([source, target], lane, compiler) => {
        const [from, to] = [ownOf<List>(source), ownOf<List>(target)];
        if (from.head === to.head) compiler.fail(undefined, 'a list is not spliced into itself');
        return splice(from, to, lane);
      },
    },
    {
      signature: 'pick {list} into {cell}',
      meaning: 'takes the first object off, as del-init does, and gives it; gives NULL where there is none',
      stays: true,
      compile: ([source, result], lane) => {
        const { head, nodes } = ownOf<List>(source);
        const kept = nodes.kept[lane] as Kept;
        const assign = assignTo(result);
        const first = slot(nodes.next[head - 1] as number);
        const entry = slot(kept.entry);
        const [begin, end] = [
          [set(kept.entry, first), ...beginDelete(nodes, kept, first)],
          [...endDelete(nodes, kept, entry, 'itself'), ...assign(entry), set(kept.entry, 0)],
        ];
        const taken = inRounds(kept, [begin, end]).effects;
        return { effects: when(isAmid(kept), taken, when(equal(first, head), assign(constant(0)), taken)) };
      },
    },
    {
      signature: 'first {list} into {cell}',
      meaning: 'gives the first object, or NULL where there is none (list_first_entry_or_null)',
      compile: ([source, result]) => {
        const { head, nodes } = ownOf<List>(source);
        return { effects: found(slot(nodes.next[head - 1] as number), head, nodes, assignTo(result)) };
      },
    },
    {
      signature: 'next {value} of {list} into {cell}',
      meaning:
        'gives the object behind this one, or NULL at the end; a use-after-free where this one is gone, a list-corruption where it was deleted or is on another list',
      compile: ([entry, source, result]) => {
        const { head, nodes } = ownOf<List>(source);
        const step = (number: number) => found(slot(nodes.next[number - 1] as number), head, nodes, assignTo(result));
        return { effects: onEntry(nodes, valueOperand(entry).value, step) };
      },
    },
    {
      signature: 'list-empty {list} into {cell}',
      meaning: 'gives 1 where nothing is on it, else 0',
      compile: ([source, result]) => {
        const { head, nodes } = ownOf<List>(source);
        return { effects: assignTo(result)(equal(slot(nodes.next[head - 1] as number), head)) };
      },
    },
  ],
};

/** What a walk comes to: an object, its own head (the end), poison or another list's head (lost). */
function found(
  next: Term,
  head: number,
  { lives }: Nodes,
  assign: (value: Term) => readonly Effect[],
): readonly Effect[] {
  const isLost = when(less(lives.length, next), [fail('list-corruption')], assign(next));
  return choose(
    next,
    [
      [head, assign(constant(0))],
      [POISON, [fail('list-corruption')]],
    ],
    isLost,
  );
}

function adding(signature: string, meaning: string, where: 'front' | 'end'): Verb {
  return {
    signature,
    meaning,
    stays: true,
    compile: ([entry, target], lane) => {
      const { head, nodes } = ownOf<List>(target);
      const kept = nodes.kept[lane] as Kept;
      const pointer = valueOperand(entry).value;
      return inRounds(kept, [beginAdd(nodes, kept, pointer, head, where), endAdd(nodes, kept, pointer)]);
    },
  };
}

function deleting(signature: string, meaning: string, left: Left): Verb {
  return {
    signature,
    meaning,
    stays: true,
    compile: ([entry]: readonly Operand[], lane, compiler: Compiler) => {
      const any: Entity =
        compiler.entities('list')[0] ?? compiler.fail(undefined, 'nothing can be deleted where no list is declared');
      const { nodes } = any.own as List;
      const kept = nodes.kept[lane] as Kept;
      const pointer = valueOperand(entry).value;
      return inRounds(kept, [beginDelete(nodes, kept, pointer), endDelete(nodes, kept, pointer, left)]);
    },
  };
}
