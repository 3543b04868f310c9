import { await_, constant, equal, slot, when } from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import { oneLess, oneMore, yesOrNo } from './counters.ts';
import { waiting } from './events.ts';
import { assignTo, ownOf } from './operands.ts';

/**
 * Gates that can be frozen: percpu_ref, a queue's q_usage_counter, a superblock's write counters.
 *
 *     gate q_usage_counter
 *     10:1 enter q_usage_counter       20:9 freeze q_usage_counter          (no new ones get in)
 *     12:1 exit q_usage_counter        21:9 wait-frozen q_usage_counter     (until nobody is inside)
 *                                      25:9 unfreeze q_usage_counter
 *
 * Who leaves need not be who entered: a request is completed elsewhere (lib/percpu-refcount.c; block/blk-mq.c,
 * blk_mq_freeze_queue; fs/super.c, freeze_super).
 */
type Gate = { readonly frozen: number; readonly inside: number };

export const gate: Primitive = {
  kinds: {
    gate: {
      form: 'gate NAME [frozen]',
      declare: ({ name, options }, compiler) => {
        const own: Gate = {
          frozen: compiler.slot(`${name} frozen`, [options.length > 0 ? 1 : 0], yesOrNo),
          inside: compiler.slot(`${name} inside`, [0], String),
        };
        return { kind: 'gate', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'enter {gate}',
      meaning: 'goes in; blocks while it is frozen (blk_queue_enter, sb_start_write)',
      sleeps: true,
      compile: waiting<Gate>((own) => ({
        effects: [...await_(equal(slot(own.frozen), 0)), ...oneMore(own.inside)],
        begins: [own.inside],
        waits: { on: 'to be unfrozen', endedBy: [own.frozen], byItself: true },
      })),
    },
    {
      signature: 'try-enter {gate} into {cell}',
      meaning: 'goes in and sets the cell to 1, or sets it to 0 where it is frozen (percpu_ref_tryget_live)',
      compile: ([operand, result]) => {
        const own = ownOf<Gate>(operand);
        const assign = assignTo(result);
        const goesIn = [...oneMore(own.inside), ...assign(constant(1))];
        return { effects: when(slot(own.frozen), assign(constant(0)), goesIn), begins: [own.inside] };
      },
    },
    {
      signature: 'exit {gate}',
      meaning: 'leaves; a warning where nobody is inside',
      compile: waiting<Gate>((own) => ({ effects: oneLess(own.inside) })),
    },
    {
      signature: 'freeze {gate}',
      meaning: 'from here on nobody new gets in; nests (blk_freeze_queue_start, percpu_ref_kill)',
      compile: waiting<Gate>((own) => ({ effects: oneMore(own.frozen), ends: [], begins: [own.frozen] })),
    },
    {
      signature: 'wait-frozen {gate}',
      meaning: 'waits until nobody is inside (blk_mq_freeze_queue_wait)',
      sleeps: true,
      compile: waiting<Gate>((own) => ({
        effects: await_(equal(slot(own.inside), 0)),
        waits: { on: 'to be left by all', endedBy: [own.inside], byItself: true },
      })),
    },
    {
      signature: 'unfreeze {gate}',
      meaning: 'takes one freeze back; a warning where it is not frozen',
      compile: waiting<Gate>((own) => ({ effects: oneLess(own.frozen) })),
    },
  ],
};
