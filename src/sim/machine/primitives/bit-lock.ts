import { await_, equal, fail, set, slot, when } from '../actions/build.ts';
import type { Obstacle, Operand, Primitive, State, Verb } from '../types.ts';
import { declareOwner, exclusiveVerbs, type Held, hasNoOwner, ownersIn, waitsFor } from './held.ts';
import { ownOf } from './operands.ts';

/**
 * Locks that are a bit of what they protect: of a page or folio (folio_lock), a buffer (lock_buffer), any word (wait_on_bit_lock).
 * Nobody owns one: who began the read locks the page, and the interrupt that ends it unlocks (mm/filemap.c, folio_end_read).
 *
 *     bit-lock page.lock         bit-lock bh.lock = CPU0        (CPU0 locked it before the drawing begins)
 *     12:1 lock page.lock        20:9 wait-unlocked page.lock         19:33 unlock page.lock
 */
export const bitLock: Primitive = {
  kinds: {
    'bit-lock': {
      form: 'bit-lock NAME [= LANE]',
      declare: (declaration, compiler) => {
        const own: Held = { owner: declareOwner(declaration, compiler), shared: [] };
        return { kind: 'bit-lock', name: declaration.name, access: null, own };
      },
    },
  },
  verbs: [
    ...exclusiveVerbs('bit-lock', {
      lock: 'sleeps until the bit is clear, and sets it (folio_lock, lock_buffer, wait_on_bit_lock)',
      unlock: 'clears the bit, whoever set it; a warning where it is not set (folio_unlock, unlock_buffer)',
    }).map(byAnybody),
    {
      signature: 'wait-unlocked {bit-lock}',
      meaning: 'sleeps until the bit is clear, and leaves it so (folio_wait_locked, wait_on_buffer, wait_on_bit)',
      sleeps: true,
      compile: ([operand]) => {
        const held = ownOf<Held>(operand);
        return {
          effects: await_(hasNoOwner(held)),
          obstacle: endedByUnlock(
            operand,
            waitsFor(operand, [held.owner], (state) => ownersIn(held, state)),
          ),
        };
      },
    },
  ],
};

/** Another lane than the one that locked may unlock, so whoever may still do so could end a wait; taking it ends none. */
function byAnybody(verb: Verb): Verb {
  const { signature, meaning } = verb;
  if (signature.startsWith('unlock')) {
    const compile: Verb['compile'] = ([operand]) => {
      const { owner } = ownOf<Held>(operand);
      return { effects: when(equal(slot(owner), 0), [fail('warning')], [set(owner, 0)]) };
    };
    return { signature, meaning, compile };
  }
  return {
    ...verb,
    compile: (operands, ...rest) => {
      const { obstacle, ...action } = verb.compile(operands, ...rest);
      return { ...action, ends: [], ...(obstacle && { obstacle: endedByUnlock(operands[0], obstacle) }) };
    },
  };
}

function endedByUnlock(operand: Operand | undefined, obstacle: (state: State) => Obstacle): (state: State) => Obstacle {
  const { owner } = ownOf<Held>(operand);
  return (state) => ({ ...obstacle(state), endedBy: [owner] });
}
