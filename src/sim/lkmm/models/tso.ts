import { TAG } from '../paths/types.ts';
import type { Relation } from '../relations/space.ts';
import type { Frame } from '../search/frame.ts';
import { communicator } from './communication.ts';
import { frameRcu } from './grace-periods.ts';
import type { Model, Named } from './types.ts';

/**
 * What x86 keeps of program order: all but a write before a read; and that too where a fence or a locked instruction stands between or
 * is one of them. smp_mb() is a fence, every atomic read-modify-write (failed ones and relaxed ones too) and taking a spinlock is a
 * locked instruction, a grace period is as strong as a fence; smp_rmb(), smp_wmb(), acquire and release are nothing but program order.
 */
function preserved(frame: Frame): { readonly ppo: Relation; readonly fenced: Relation } {
  const { space, events, static: known } = frame;
  const ppo = space.relation();
  const fenced = space.relation();
  space.unite(fenced, known.mb);
  space.unite(fenced, known.gp);
  const isLocked = (tags: number): boolean => (tags & (TAG.rmw | TAG.lkr | TAG.lkw | TAG.lf)) !== 0;
  for (const [first, { isWrite, tags }] of events.entries()) {
    for (const [second, { isRead, tags: otherTags }] of events.entries()) {
      if (!space.has(known.po, first, second)) continue;
      if (isLocked(tags) || isLocked(otherTags)) space.add(fenced, first, second);
      else if (!(isWrite && isRead)) space.add(ppo, first, second);
    }
  }
  for (const [locked, { tags }] of events.entries()) {
    if (!isLocked(tags)) continue;
    for (let first = 0; first < locked; first++) {
      if (!space.has(known.po, first, locked)) continue;
      for (let second = locked + 1; second < events.length; second++) {
        if (space.has(known.po, locked, second)) space.add(fenced, first, second);
      }
    }
  }
  return { ppo, fenced };
}

/**
 * x86-TSO (Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: "x86-TSO", CACM 2010), as an axiom: acyclic ppo | fence | rfe | co | fr.
 * Plain accesses are taken for instructions as they stand: what a compiler may do to them is not modelled.
 */
export const tso: Model = {
  name: 'tso',
  title: 'x86-TSO',
  prepare: (frame) => {
    const { space } = frame;
    const { ppo, fenced } = preserved(frame);
    const rcu = frameRcu(frame);
    const communicate = communicator(frame);
    const isAcyclic = (rfe: Relation, overwrite: Relation): boolean => {
      const order = space.kept('total');
      order.set(ppo);
      for (const relation of [fenced, rfe, overwrite]) space.unite(order, relation);
      return space.isAcyclic(order);
    };
    return {
      allows: (execution) => {
        const { rfe, overwrite } = communicate(execution);
        return isAcyclic(rfe, overwrite) && (rcu === null || rcu.allows(execution));
      },
      flags: () => {},
      explain: (execution) => {
        const { rfe, co, fr, overwrite } = communicate(execution);
        if (isAcyclic(rfe, overwrite)) return rcu?.explain(execution) ?? null;
        const cycle: Named[] = [
          { name: 'ppo', relation: ppo },
          { name: 'fence', relation: fenced },
          { name: 'rfe', relation: rfe },
          { name: 'co', relation: co },
          { name: 'fr', relation: fr },
        ];
        return { axiom: 'total-store-order', cycle, made: {} };
      },
    };
  },
};
