import type { Relation } from '../../relations/space.ts';
import type { Frame } from '../../search/frame.ts';
import type { Named, Part, Violation } from '../types.ts';
import type { Ordering } from './axioms.ts';
import type { Derived } from './derive.ts';
import type { PlainOrder } from './plain.ts';

/** Fences and dependencies by the names that people know them by; the first that fits a pair of events names it. */
const INSIDE = ['mb', 'gp', 'poRel', 'acqPo', 'rmb', 'wmb', 'addr', 'data', 'ctrl'] as const;

/** The broken axiom about order, taken apart into steps that can be told. */
export function orderViolation(frame: Frame, derived: Derived, order: Exclude<Ordering, { fails: null }>): Violation {
  const { space, static: known, sets, ext, int } = frame;
  const within = (name: string, relation: Relation, within: Relation): Named => {
    const into = relation.slice();
    space.intersect(into, within);
    return { name, relation: into };
  };
  const kept = (name: string, relation: Relation): Named => ({ name, relation: relation.slice() });
  const toWrites = space.relation();
  space.uniteWithin(toWrites, null, known.ctrl, sets.write);
  const ppo = [
    ...INSIDE.map((name) => within(name, name === 'ctrl' ? toWrites : known[name], derived.ppo)),
    within('coi', derived.co, derived.ppo),
    within('fri', derived.fr, derived.ppo),
    kept('ppo', derived.ppo),
  ];
  const rfe = kept('rfe', derived.rfe);
  const inside = space.relation();
  inside.set(derived.prop);
  space.intersect(inside, int);
  space.removeIdentity(inside);
  const happens: Named[] = [rfe, ...ppo, { name: 'prop', relation: inside }].map(({ name, relation }) =>
    within(name, relation, derived.hb),
  );
  const strong = [
    ...(['mb', 'gp'] as const).map((name) => kept(name, known[name])),
    kept('strong-fence', derived.strong),
  ];
  const handover = derived.handover === null ? [] : [kept('handover', derived.handover)];
  const once = (relations: readonly Named[]): Part => ({ times: 'once', relations });
  const many = (relations: readonly Named[]): Part => ({ times: 'many', relations });
  const maybe = (relations: readonly Named[]): Part => ({ times: 'maybe', relations });
  const made: Record<string, readonly Part[]> = {
    prop: [
      maybe([within('co', derived.co, ext), within('fr', derived.fr, ext)]),
      many([kept('cumul-fence', derived.cumul)]),
      maybe([rfe]),
    ],
    'cumul-fence': [
      maybe([rfe]),
      once([
        ...strong,
        ...(['poRel', 'wmb', 'unlockLock'] as const).map((name) => kept(name, known[name])),
        ...handover,
      ]),
      ...(derived.rmwSequence === null ? [] : [maybe([kept('rmw-sequence', derived.rmwSequence)])]),
    ],
    pb: [once([kept('prop', derived.prop)]), once(strong), many(happens)],
  };
  if (order.fails === 'happens-before') return { axiom: order.fails, cycle: happens, made };
  const pb = kept('pb', order.pb);
  if (order.fails === 'propagation') return { axiom: order.fails, cycle: [pb], made };
  made['rcu-fence'] = [
    once([kept('po', known.po)]),
    once([kept('rcu-order', order.rcuOrder)]),
    maybe([kept('po', known.po)]),
  ];
  made.rb = [once([kept('prop', derived.prop)]), once([kept('rcu-fence', order.rcuFence)]), many(happens), many([pb])];
  return { axiom: order.fails, cycle: [kept('rb', order.rb)], made };
}

/** A plain access that is read or overwritten against the order that it is in. */
export function plainViolation({ space }: Frame, { rf, co, fr }: Derived, order: PlainOrder): Violation {
  const { preRace, wwVis, wrVis, rwXbstar } = order;
  const cycle: Named[] = [];
  for (const [name, relation, against, kind] of [
    ['rf', rf, rwXbstar, 'executes-before'],
    ['fr', fr, wrVis, 'is visible to'],
    ['co', co, wwVis, 'is visible to'],
  ] as const) {
    const inverse = space.relation();
    space.inverse(inverse, against);
    space.intersect(inverse, relation);
    space.intersect(inverse, preRace);
    if (space.isEmpty(inverse)) continue;
    const back = space.relation();
    space.inverse(back, inverse);
    cycle.push({ name, relation: inverse }, { name: kind, relation: back });
    break;
  }
  return { axiom: 'plain-coherence', cycle, made: {} };
}
