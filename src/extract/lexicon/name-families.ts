import type { Op } from '../types.ts';
import { told } from './told.ts';
import type { Row, Table } from './types.ts';

/**
 * Functions that no table knows, by how the kernel forms names: `noun_verb_noun`. They say which kind of step it is and nothing more, so
 * every row is a partial family. The verb that stands first counts: `frob_update_wake_mask` updates, `frob_wake_updater` wakes.
 */

/** Where in a name a word may stand: `first_*`, `*_inside_*`, `*_last`, or be all of it. */
type Places = readonly ('first' | 'inside' | 'last' | 'alone')[];
const ANYWHERE: Places = ['first', 'inside', 'last', 'alone'];
const LEADING: Places = ['first', 'inside'];
const AT_ENDS: Places = ['first', 'last'];

const FORMS = {
  first: (word: string) => `${word}_*`,
  inside: (word: string) => `*_${word}_*`,
  last: (word: string) => `*_${word}`,
  alone: (word: string) => word,
};

/** Their names say what they are about, where no argument does: `clear_frob_mask()`. */
const THING_NAMED: ReadonlySet<Op> = new Set<Op>(['write', 'flush', 'cancel']);

function family(rule: string, op: Op, ...words: readonly (readonly [Places, string])[]): Row {
  const names = words.flatMap(([places, list]) =>
    list.split(' ').flatMap((word) => places.map((place) => FORMS[place](word))),
  );
  return told(rule, op, names.join(' '), { family: true, object: THING_NAMED.has(op) ? ['$1', '$*'] : '$1' });
}

/** Names of things that contain a verb: what follows them is the verb's place. */
export const NOUNS: readonly string[] = [
  'ip_set_', 'nft_set_', 'nf_queue_', 'blk_queue_', 'queue_limits_', 'queue_flag_', 'wait_queue_', 'request_queue_', 'run_queue_',
  'read_ahead_', 'write_back_', 'check_point_', 'page_table_', 'free_space_', 'free_list_',
]; // biome-ignore format: a list of words

/** The last word says that the function is handed over to be called: whatever it does inside, what is drawn is that it runs. */
export const entryPoints: Table = {
  name: 'names',
  rows: [
    family('callback', 'call', [
      ['last'],
      'fn workfn threadfn func fun function callback cb handler isr worker kthread',
    ]),
    family('operation', 'call', [['last'], 'ioctl show store probe fops fop ops seq_show rwork']),
  ],
};

/** Verbs, by what they do to memory or to other tasks. */
export const nameFamilies: Table = {
  name: 'names',
  rows: [
    family(
      'asks',
      'test',
      [LEADING, 'is has can should need needs must'],
      [
        ['last'],
        'pending empty full valid enabled disabled active inactive allowed busy expired supported queued dying dead alive',
      ],
      [['last'], 'equal same match matches compatible permitted possible ready capable visible present exclusive'],
      [ANYWHERE, 'check verify validate compare cmp'],
      [AT_ENDS, 'test'],
    ),
    family('walks', 'list-walk', [ANYWHERE, 'lookup find search for_each foreach walk iterate']),
    family(
      'puts-in',
      'list-add',
      [ANYWHERE, 'enqueue insert add_to link_to'],
      [AT_ENDS, 'link'],
      [['last'], 'list_add add_tail add_head'],
    ),
    family(
      'takes-out',
      'list-del',
      [ANYWHERE, 'dequeue unlink erase unhash remove_from del_from delete_from'],
      [['last'], 'list_del list_remove'],
    ),
    family(
      'writes',
      'write',
      [ANYWHERE, 'set clear update reset assign'],
      [LEADING, 'zero replace'],
      [['first'], 'mark write store'],
      [['first', 'inside'], 'copy_from'],
    ),
    family(
      'reads',
      'read',
      [['inside'], 'to from TO FROM'],
      [['first'], 'read load fetch copy_to'],
      [AT_ENDS, 'peek'],
      [['last'], 'read load'],
    ),
    family(
      'counts',
      'rmw',
      [ANYWHERE, 'inc dec increment decrement test_and_set test_and_clear test_set test_clear cmpxchg xchg'],
      [['last'], 'add_return sub_return'],
      [['first'], 'atomic atomic64 atomic_long'],
    ),
    family('locks', 'lock', [['inside'], 'lock trylock'], [['first'], 'read_lock write_lock spin_lock mutex_lock']),
    family(
      'unlocks',
      'unlock',
      [['inside'], 'unlock'],
      [['first'], 'read_unlock write_unlock spin_unlock mutex_unlock'],
    ),
    family('allocates', 'alloc', [['inside'], 'alloc zalloc']),
    family('frees', 'free', [['inside'], 'free kfree']),
    family('gets', 'get', [['inside'], 'get_active try_get tryget get_ref'], [ANYWHERE, 'grab'], [['last'], 'iget']),
    family('puts', 'put', [['inside'], 'put unref']),
    family('wakes', 'wake', [ANYWHERE, 'wake wakeup']),
    family('waits', 'wait', [AT_ENDS, 'wait'], [['inside'], 'wait_for wait_on wait_until']),
    family('flushes', 'flush', [ANYWHERE, 'flush drain'], [AT_ENDS, 'sync synchronize']),
    family(
      'defers',
      'queue',
      [ANYWHERE, 'schedule reschedule defer kick requeue'],
      [AT_ENDS, 'resched'],
      [['first', 'alone'], 'queue raise arm rearm'],
      [ANYWHERE, 'queue_work queue_delayed_work queue_signal send_ipi arm_timer'],
    ),
    family('cancels', 'cancel', [ANYWHERE, 'cancel disarm']),
    family(
      'lifecycle',
      'call',
      [ANYWHERE, 'init setup create delete destroy remove register unregister attach detach bind unbind exit'],
      [ANYWHERE, 'enable disable start stop restart suspend resume shutdown activate deactivate online offline'],
      [ANYWHERE, 'add del reject discard reparent kill reap'],
      [ANYWHERE, 'open close release mount umount connect disconnect evict teardown cleanup'],
    ),
    family(
      'request',
      'call',
      [ANYWHERE, 'submit complete dispatch handle process prepare finish begin end commit abort retry xmit issue'],
      [
        ANYWHERE,
        'migrate switch move send recv receive push pull map unmap transfer throttle unthrottle prefetch trigger notify',
      ],
      [
        ['last'],
        'poll fsync write done readpage readpages writepage writepages readahead read_iter write_iter mkdir rmdir',
      ],
    ),
    family('reports', 'call', [ANYWHERE, 'print dump show report log trace debug warn']),
    family('entry', 'call', [['last'], 'work thread timer irq interrupt task todo']),
  ],
};
