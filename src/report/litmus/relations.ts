/**
 * What a step of a cycle means, by the name of its relation; {a} and {b} stand for its events. The names are those of the kernel's
 * model, explanation.txt has the whole story of each.
 */
export const RELATIONS: Readonly<Record<string, string>> = {
  rf: '{b} reads what {a} writes',
  rfe: '{b} reads what {a} writes',
  co: '{a} writes before {b} overwrites it',
  coi: '{a} writes before {b} overwrites it',
  fr: '{a} reads before {b} overwrites what it read',
  fri: '{a} reads before {b} overwrites what it read',
  po: '{a} stands before {b} in its program',
  'po-loc': '{a} stands before {b} in its program, on the same location',
  ppo: '{a} has to come before {b} in its thread',
  fence: 'a full barrier or a locked instruction keeps {a} before {b}',
  mb: 'a full barrier keeps {a} before {b}',
  gp: '{b} stands behind a grace period that {a} stands before',
  rmb: 'smp_rmb() keeps {a} before {b}',
  wmb: 'smp_wmb() keeps {a} before {b}',
  poRel: '{b} is a release: {a} comes before it',
  acqPo: '{a} is an acquire: {b} comes after it',
  addr: '{b} accesses where the value of {a} says',
  data: '{b} stores what is computed from {a}',
  ctrl: 'whether {b} happens hangs on {a}',
  unlockLock: 'an unlock and a lock stand between {a} and {b}',
  handover: 'a lock is handed on between {a} and {b}',
  'rcu-order': 'grace periods, and the readers that they wait for, come between {a} and {b}',
  'strong-fence': 'what is as strong as a full barrier keeps {a} before {b}',
  'rcu-fence': 'grace periods and the readers that they wait for keep {a} before {b}',
  rmw: '{a} and {b} are the halves of one atomic read-modify-write',
  'rmw-sequence': '{b} is what read-modify-writes made of {a}',
  'cumul-fence': '{a} reaches every other thread before {b} does',
  prop: '{a} reaches the thread of {b} before {b} executes',
  'executes-before': '{a} executes before {b} for certain',
  'is visible to': '{a} is visible to {b} for certain',
};

/** The names that the kernel's files write otherwise. */
const SPELLING: Readonly<Record<string, string>> = {
  poRel: 'po-rel',
  acqPo: 'acq-po',
  unlockLock: 'po-unlock-lock-po',
  handover: 'po-unlock-lock-po',
};

export const spelt = (relation: string): string => SPELLING[relation] ?? relation;

/** The axioms, as a sentence says what they ask for. */
export const AXIOMS: Readonly<Record<string, string>> = {
  coherence: 'all accesses of one location agree on the order of its writes (acyclic po-loc | rf | co | fr)',
  atomic: 'no write of another thread comes between the halves of a read-modify-write (empty rmw & (fre ; coe))',
  'happens-before': 'nothing happens before itself (acyclic hb)',
  propagation: 'nothing propagates before itself (acyclic pb)',
  rcu: 'a grace period waits for its readers (irreflexive rb)',
  'plain-coherence': 'plain accesses keep to the order that they are in for certain',
  'total-order': 'all accesses come in one order (acyclic po | rf | co | fr)',
  'total-store-order':
    'stores become visible to all at once, after the store buffer (acyclic ppo | fence | rfe | co | fr)',
};
