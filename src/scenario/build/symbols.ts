import type { Diagram, Effect, Step, Term } from '../../extract/types.ts';
import { type OneName, oneName } from './same-names.ts';
import { dereferenced, isConstantName, isPlain, normalTerm, placesIn, splitField } from './terms.ts';

/**
 * Which names mean the same: pointers that lead to one object (`p = dev->priv` makes `p` and `dev->priv` one), locals of one
 * lane against what lanes share. One answer for the whole drawing, found before any step is translated.
 */
export type Symbols = {
  /** The location that a term means in a lane: `q->len` becomes `p->len` where q and p lead to one object. */
  location(term: Term, lane: number): Term;
  /** The object that a pointer term leads to, or null where its lifetime plays no part. */
  objectOf(term: Term, lane: number): string | null;
  readonly objects: readonly ObjectClass[];
  /** Names that were taken for one by the lexicon's table. */
  readonly sameNames: OneName['used'];
};

/** Pointers that lead to one object. */
export type ObjectClass = {
  /** `*p` after its plainest pointer. */
  readonly name: string;
  /** Locations of its pointers. */
  readonly pointers: readonly Term[];
};

/** A use of a term as a pointer to an object whose lifetime matters. */
const LIFETIME: ReadonlySet<Effect['do']> = new Set(['free', 'put', 'get', 'alloc', 'link', 'unlink', 'find']);

/** Rounds of following copies of copies: as long as the longest chain that is drawn against its order, and no longer than this. */
const MOST_ROUNDS = 16;

export function findSymbols(diagram: Diagram): Symbols {
  const { rename, used } = oneName(diagram.steps.flatMap(({ effects }) => effects.flatMap(termsOf)).map(normalTerm));
  const locals = findLocals(diagram);
  const own = (term: Term, lane: number): Term => {
    const plain = rename(normalTerm(term));
    const head = /^\**[A-Za-z_]\w*/.exec(plain)?.[0] ?? plain;
    const name = head.replace(/^\*+/, '');
    return locals.get(name)?.has(lane) ? plain.replace(name, `${name}@${laneTag(diagram, lane)}`) : plain;
  };

  const parents = new Map<Term, Term>();
  const root = (term: Term): Term => {
    let current = term;
    while (parents.has(current)) current = parents.get(current) as Term;
    return current;
  };
  const location = (term: Term, lane: number): Term => canonical(own(term, lane));
  const canonical = (term: Term): Term => {
    const split = splitField(term);
    if (split === null) return term;
    return `${root(canonical(split.base))}->${split.field}`;
  };
  const unite = (a: Term, b: Term) => {
    const [x, y] = [root(a), root(b)];
    // the plainer name leads: `p` before `dev->priv`
    if (x !== y) parents.set(...(plainness(x) <= plainness(y) ? ([y, x] as const) : ([x, y] as const)));
  };

  const pointers = findPointers(diagram, location);
  const copies = pointerCopies(diagram);
  // copies of copies, in whatever order they are drawn
  for (let known = -1, round = 0; known < pointers.size && round < MOST_ROUNDS; round++) {
    known = pointers.size;
    for (const { left, right, lane } of copies) {
      const [a, b] = [location(left, lane), location(right, lane)];
      if (!pointers.has(a) && !pointers.has(b)) continue;
      unite(a, b);
      pointers.add(a).add(b);
    }
  }
  // a name that one lane loads and another only uses: the other lane was handed the same object
  for (const [name, lanes] of locals) {
    const tagged = [...lanes].map((lane) => `${name}@${laneTag(diagram, lane)}`);
    for (const each of tagged)
      if (pointers.has(name)) {
        unite(name, each);
        pointers.add(each);
      }
  }

  const groups = new Map<Term, Set<Term>>();
  for (const pointer of pointers)
    groups.set(root(canonical(pointer)), (groups.get(root(canonical(pointer))) ?? new Set()).add(canonical(pointer)));
  const objects = [...groups].map(([leader, members]): ObjectClass => {
    const plain = leader.split('@')[0] as string;
    const isAmbiguous = [...groups.keys()].some((other) => other !== leader && other.split('@')[0] === plain);
    return { name: `*${isAmbiguous ? leader : plain}`, pointers: [...members] };
  });
  const names = new Map<Term, string>(
    [...groups.keys()].map((leader, index) => [leader, objects[index]?.name ?? leader]),
  );
  return {
    location,
    objects,
    sameNames: used,
    objectOf: (term, lane) => names.get(root(location(term, lane))) ?? null,
  };
}

/** Plain names that a lane loads or allocates for itself while another lane uses the same name: one variable a lane. */
function findLocals(diagram: Diagram): Map<string, Set<number>> {
  const loadedBy = new Map<string, Set<number>>();
  const usedBy = new Map<string, Set<number>>();
  const storedBy = new Map<string, Set<number>>();
  const note = (map: Map<string, Set<number>>, name: string, lane: number) =>
    map.set(name, (map.get(name) ?? new Set()).add(lane));
  for (const { effects, lane } of diagram.steps) {
    for (const effect of effects) {
      const into = assignedBy(effect);
      // `state = RUNNING` sets the state, it loads nothing
      const sets = effect.do === 'load' && isConstantName(normalTerm(effect.from));
      if (into !== null && isPlain(normalTerm(into))) note(sets ? storedBy : loadedBy, normalTerm(into), lane);
      if (effect.do === 'store' && isPlain(normalTerm(effect.to))) note(storedBy, normalTerm(effect.to), lane);
      for (const term of termsOf(effect))
        note(usedBy, (/^\**([A-Za-z_]\w*)/.exec(normalTerm(term)) ?? ['', ''])[1] as string, lane);
    }
  }
  for (const [name, fetches] of unknownFetches(diagram)) {
    // `obj = find_obj(1)` here and `obj = find_obj(2)` there: two variables, unless both ask the same
    if (new Set(fetches.map(({ call }) => call)).size > 1) for (const { lane } of fetches) note(loadedBy, name, lane);
  }
  const locals = new Map<string, Set<number>>();
  for (const [name, lanes] of loadedBy) {
    const others = [...(usedBy.get(name) ?? [])].some((lane) => !lanes.has(lane));
    if ((lanes.size > 1 || others) && !storedBy.has(name)) locals.set(name, lanes);
  }
  return locals;
}

/** Variables that calls of functions nobody knows are assigned to, with the calls. */
function unknownFetches(diagram: Diagram): Map<string, { lane: number; call: string }[]> {
  const fetches = new Map<string, { lane: number; call: string }[]>();
  for (const { text, lane, effects } of diagram.steps) {
    const match = /^(?:struct\s+\w+\s*\*+\s*|\w+\s*\*+\s*)?([A-Za-z_]\w*)\s*=\s*(\w+\s*\(.*)$/.exec(text.slice(0, 200));
    const [name, call] = [match?.[1], match?.[2]];
    if (name === undefined || call === undefined || effects.some((effect) => assignedBy(effect) !== null)) continue;
    fetches.set(name, [...(fetches.get(name) ?? []), { lane, call: call.replace(/[\s;]/g, '') }]);
  }
  return fetches;
}

/** What an effect assigns to a variable of its lane. */
function assignedBy(effect: Effect): Term | null {
  switch (effect.do) {
    case 'load':
    case 'find':
      return effect.into;
    case 'alloc':
      return effect.object;
    case 'exchange':
      return effect.into;
    default:
      return null;
  }
}

/** Locations that are used as pointers to objects which the drawing frees, allocates, counts, or sets to NULL and dereferences. */
function findPointers(diagram: Diagram, location: (term: Term, lane: number) => Term): Set<Term> {
  const pointers = new Set<Term>();
  const nulled = new Set<Term>();
  const followed = new Set<Term>();
  // nothing of an object is asked where none begins or ends
  const isOfObjects = diagram.steps.some(({ effects }) => effects.some((effect) => LIFETIME.has(effect.do)));
  for (const step of diagram.steps) {
    const { effects, lane } = step;
    for (const effect of effects) {
      if (LIFETIME.has(effect.do)) {
        const term = 'object' in effect ? effect.object : 'into' in effect ? effect.into : null;
        if (term) pointers.add(location(term, lane));
      }
      if (effect.do === 'store' && isOfObjects && replaces(effect, step, diagram))
        pointers.add(location(effect.value, lane));
      if (effect.do === 'store' && isNull(effect.value)) nulled.add(location(effect.to, lane));
      if (effect.do === 'exchange' && isNull(effect.value)) nulled.add(location(effect.to, lane));
      if (effect.do === 'use') followed.add(location(effect.object, lane));
      for (const term of termsOf(effect))
        for (const base of dereferenced(normalTerm(term))) followed.add(location(base, lane));
    }
  }
  // a pointer that is set to NULL matters where something is reached through it, or through a copy of it
  const copies = pointerCopies(diagram).map(
    ({ left, right, lane }) => [location(left, lane), location(right, lane)] as const,
  );
  for (const each of nulled) {
    const isFollowed =
      followed.has(each) || copies.some(([a, b]) => (a === each && followed.has(b)) || (b === each && followed.has(a)));
    if (isFollowed) pointers.add(each);
  }
  return pointers;
}

/** `p = dev->priv`, `dev->priv = p`: both sides lead to one object, if to any. */
function pointerCopies(diagram: Diagram): { left: Term; right: Term; lane: number }[] {
  return diagram.steps.flatMap((step) => {
    const { effects, lane } = step;
    return effects.flatMap((effect) => {
      if (effect.do === 'load') return [{ left: effect.into, right: effect.from, lane }];
      if (effect.do === 'exchange' && effect.into !== null) return [{ left: effect.into, right: effect.to, lane }];
      if (effect.do !== 'store' || !isPlace(effect.value) || replaces(effect, step, diagram)) return [];
      return [{ left: effect.to, right: effect.value, lane }];
    });
  });
}

/**
 * `rcu_assign_pointer(p, new)` after somebody loaded `p`: the never-assigned `new` is a further object, which takes the place of the
 * one that was loaded.
 */
function replaces(store: Extract<Effect, { do: 'store' }>, step: Step, diagram: Diagram): boolean {
  const value = normalTerm(store.value);
  const before = diagram.steps.slice(0, diagram.steps.indexOf(step));
  const isLoaded = before.some((each) =>
    each.effects.some((effect) => effect.do === 'load' && normalTerm(effect.from) === normalTerm(store.to)),
  );
  const isAssigned = diagram.steps.some((each) =>
    each.effects.some((effect) =>
      [assignedBy(effect), effect.do === 'store' ? effect.to : null].some(
        (term) => term !== null && normalTerm(term) === value,
      ),
    ),
  );
  return isPlain(value) && isLoaded && !isAssigned;
}

function isPlace(value: Term): boolean {
  const term = normalTerm(value);
  return !isConstantName(term) && /^[A-Za-z_*][\w.>\-[\]]*$/.test(term) && !isNull(value);
}

export function isNull(value: Term): boolean {
  return /^(?:NULL|null|0)$/.test(normalTerm(value));
}

/** Every term that an effect mentions. */
export function termsOf(effect: Effect): Term[] {
  const terms: Term[] = [];
  for (const [key, value] of Object.entries(effect)) {
    if (key === 'do' || value === null || value === undefined) continue;
    if (key === 'condition') {
      const { left, right } = value as { left: Term; right: Term };
      terms.push(...placesIn(left), ...placesIn(right));
    } else if (['lock', 'into', 'from', 'to', 'object', 'list', 'work'].includes(key) && typeof value === 'string')
      terms.push(value);
    else if (key === 'value' && typeof value === 'string') terms.push(...placesIn(value));
  }
  return terms;
}

function plainness(term: Term): number {
  return term.length + (isPlain(term) ? 0 : 100) + (term.includes('@') ? 50 : 0);
}

export function laneTag(diagram: Diagram, lane: number): string {
  const label = (diagram.lanes[lane] ?? '').replace(/\W+/g, '');
  return label !== '' && label.length <= 8 ? label : `lane${lane}`;
}
