/** Word classes of the drawings' English: what a slot of a phrase may hold, and what it may not. */
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

export const DETERMINERS = words('the a an its this that our same old new some');

/** A thing does not begin with one of these. */
export const NO_THING = words(
  'no not to and or of if when then without is was be it with on in for from by at as so but will would can may now still already try get set take has have do does been are we i he she they there here held only once until while because again up down after before under over via during due',
);

/** Words that are no one who does something: what stands behind them was not done, or not now. */
export const NO_SUBJECT = words(
  'no not never without with under in on at for by via of if before after because doesn does should would could cannot need still already while when',
);

/** What is done to locks, in the base form, and forms that no rule makes. They never belong to a lock's name. */
const LOCK_VERBS =
  'take retake re-take acquire reacquire re-acquire grab obtain hold drop release lock unlock relock get put give need want try wait block contend own share sleep skip miss avoid call return keep leave enter exit go come';
const IRREGULAR =
  'took taken retook held got gotten gave given kept left went gone came slept trylock rlock wlock runlock wunlock locked unlocked';
/** Verbs whose base form also names things (`the reset lock`): only their other forms are no names. */
const OTHER_VERBS =
  'read write set clear free queue wake check test update change move copy flush use see find add remove delete insert run start stop fire schedule cancel load store fetch increment decrement allocate access modify commit map unmap protect race fail succeed pass spin';

const forms = (base: string): string[] => {
  const stem = base.replace(/e$/, '');
  const doubled = /[^aeiou][aeiou][bdgpt]$/.test(base) ? base + base.at(-1) : stem;
  const third = /(?:s|sh|ch|x|z)$/.test(base) ? `${base}es` : base.replace(/([^aeiou])y$/, '$1ie').concat('s');
  const past = base.replace(/([^aeiou])y$/, '$1i');
  return [third, `${doubled}ing`, past === base ? `${doubled}ed` : `${past}ed`];
};

/** Little words that tie a lock to something else: `under the lock`, `lock on page`. */
const TIES = 'under over before after into onto behind during via through inside outside between within against about';

export const NO_LOCK_NAME: ReadonlySet<string> = new Set([
  ...NO_THING,
  ...DETERMINERS,
  ...LOCK_VERBS.split(' ').flatMap((base) => [base, ...forms(base)]),
  ...OTHER_VERBS.split(' ').flatMap(forms),
  ...IRREGULAR.split(' '),
  ...TIES.split(' '),
  ...'must should could cannot never always also another other one both all any each every who which whose their his her just too yet'.split(
    ' ',
  ),
]);

/** Words for the kind of a lock, which stand behind its name or alone. */
export const LOCK_KINDS = words('lock mutex spinlock semaphore rwsem rwlock seqlock sem');
