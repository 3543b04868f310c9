import type { Primitive } from '../types.ts';
import { declareOwner, exclusiveVerbs, type Held } from './held.ts';

/**
 * Mutexes: one owner, who alone may release it and must not take it again (Documentation/locking/mutex-design.rst, "Semantics").
 *
 *     mutex dev->mutex          mutex rtnl = CPU0        (held by CPU0 at the start)
 *     12:1 lock dev->mutex      14:1 trylock rtnl into got      19:1 unlock dev->mutex
 */
export const mutex: Primitive = {
  kinds: {
    mutex: {
      form: 'mutex NAME [= LANE]',
      declare: (declaration, compiler) => {
        const own: Held = { owner: declareOwner(declaration, compiler), shared: [] };
        return { kind: 'mutex', name: declaration.name, access: null, own };
      },
    },
  },
  verbs: exclusiveVerbs('mutex', {
    lock: 'sleeps until nobody holds it, and takes it; for ever where this lane holds it itself (mutex_lock)',
    unlock: 'releases it; a warning where this lane does not hold it: only the owner may (mutex_unlock)',
  }),
};
