import type { Scenario, Statement } from '../../../src/scenario/types.ts';
import { type Did, evaluate, failed, ON, type World } from '../naive-machine.ts';
import { nameOf } from './operands.ts';

/** struct list_head by the name of what embeds it; an entry that was deleted has `poison`. */
export type Links = Record<string, { next: string; prev: string }>;
/** What a lane holds in its registers in the middle of an operation. */
export type Amid = { done: number; entry: string; prev: string; next: string };

export function linksOf(scenario: Scenario): Links {
  const links: Links = {};
  for (const { kind, name } of scenario.declarations)
    if (kind === 'object' || kind === 'list') links[name] = { next: name, prev: name };
  for (const { kind, name, options } of scenario.declarations) {
    if (kind !== 'list') continue;
    for (const { value } of options) {
      const [last, entry] = [links[name]?.prev as string, nameOf(value ?? undefined)];
      link(links, last, entry);
      link(links, entry, name);
    }
  }
  return links;
}

function link(links: Links, prev: string, next: string): void {
  (links[prev] as Links[string]).next = next;
  (links[next] as Links[string]).prev = prev;
}

class Oops extends Error {
  readonly failure: string;
  constructor(failure: string) {
    super(failure);
    this.failure = failure;
  }
}

/** A verb of lists, or null where it is none. */
export function performOnList(world: World, lane: number, { verb, operands }: Statement & { is: 'verb' }): Did | null {
  const { links } = world;
  const objects = Object.keys(world.objects);
  const isList = (name: string) => name in links && !objects.includes(name);
  if (!LIST_VERBS.includes(verb)) return null;
  /** KASAN: every access to an object's list_head is one to the object. */
  const at = (name: string): Links[string] => {
    if (name === 'poison' || !(name in links)) throw new Oops('list-corruption');
    const object = world.objects[name];
    if (object?.life === 'freed') throw new Oops('use-after-free');
    if (object?.life === 'none') throw new Oops('wrong-state');
    return links[name] as Links[string];
  };
  const entryOf = (number: number): string => {
    if (number === 0) throw new Oops('null-deref');
    if (number === -1) throw new Oops('list-corruption');
    const name = objects[number - 1];
    if (name === undefined) throw new Oops('wrong-state');
    at(name);
    return name;
  };
  const demand = (holds: boolean) => {
    if (!holds) throw new Oops('list-corruption');
  };
  const numberOf = (name: string) => objects.indexOf(name) + 1;
  const give = (value: number) => {
    world.cells[nameOf(operands.at(-1))] = value;
    return ON;
  };

  /** __list_del_entry_valid() */
  const readAround = (entry: string): Pick<Amid, 'prev' | 'next'> => {
    const { prev, next } = at(entry);
    demand(prev !== 'poison' && next !== 'poison');
    demand(at(next).prev === entry);
    demand(at(prev).next === entry);
    return { prev, next };
  };
  const unlink = (entry: string, { prev, next }: Pick<Amid, 'prev' | 'next'>, how: string) => {
    const now = at(entry);
    demand(now.next === next && now.prev === prev);
    demand(at(next).prev === entry && at(prev).next === entry);
    at(next).prev = prev;
    at(prev).next = next;
    if (how === 'del') links[entry] = { next: 'poison', prev: 'poison' };
    else if (how === 'del-rcu') (links[entry] as Links[string]).prev = 'poison';
    else links[entry] = { next: entry, prev: entry };
  };
  /** __list_add_valid(), and that the new entry is on no list. */
  const readBetween = (entry: string, prev: string, next: string): Pick<Amid, 'prev' | 'next'> => {
    demand(['poison', entry].includes(at(entry).prev));
    demand(at(next).prev === prev);
    demand(at(prev).next === next);
    return { prev, next };
  };
  const insert = (entry: string, { prev, next }: Pick<Amid, 'prev' | 'next'>) => {
    readBetween(entry, prev, next);
    link(links, prev, entry);
    link(links, entry, next);
  };
  const amid = world.amid[lane];
  const again = (entry: string, around: Pick<Amid, 'prev' | 'next'>, done = 1): Did => {
    world.amid[lane] = { done, entry, ...around };
    return { did: 'again' };
  };
  const finish = (): Did => {
    delete world.amid[lane];
    return ON;
  };

  const [first, second] = [operands[0], nameOf(operands[2])];
  try {
    switch (verb) {
      case 'first':
      case 'list-empty': {
        const { next } = at(nameOf(first));
        if (verb === 'list-empty') return give(next === nameOf(first) ? 1 : 0);
        return give(next === nameOf(first) ? 0 : numberOf(next));
      }
      case 'next': {
        const { next } = at(entryOf(evaluate(world, operands[0] as never)));
        demand(next !== 'poison' && (next === second || !isList(next)));
        return give(next === second ? 0 : numberOf(next));
      }
      case 'pick': {
        const list = nameOf(first);
        if (amid) {
          unlink(amid.entry, amid, 'del-init');
          give(numberOf(amid.entry));
          return finish();
        }
        const entry = at(list).next;
        if (entry === list) return give(0);
        entryOf(numberOf(entry));
        return again(entry, readAround(entry));
      }
      case 'splice': {
        const list = nameOf(first);
        if (!amid && at(list).next === list) return ON;
        const { next, prev } = amid ?? (links[list] as Links[string]);
        const behind = amid ? amid.entry : at(second).next;
        demand(at(next).prev === list);
        demand(at(prev).next === list);
        demand(at(behind).prev === second);
        demand(at(second).next === behind);
        if (!amid) return again(behind, { next, prev });
        link(links, second, next);
        link(links, prev, behind);
        links[list] = { next: list, prev: list };
        return finish();
      }
      case 'add':
      case 'add-tail': {
        const entry = entryOf(evaluate(world, operands[0] as never));
        if (!amid)
          return again(
            entry,
            verb === 'add' ? readBetween(entry, second, at(second).next) : readBetween(entry, at(second).prev, second),
          );
        insert(entry, amid);
        return finish();
      }
      case 'move': {
        const entry = entryOf(evaluate(world, operands[0] as never));
        if (!amid) return again(entry, readAround(entry));
        if (amid.done === 1) {
          unlink(entry, amid, 'del-rcu');
          return again(entry, readBetween(entry, second, at(second).next), 2);
        }
        insert(entry, amid);
        return finish();
      }
      default: {
        const entry = entryOf(evaluate(world, operands[0] as never));
        if (!amid) return again(entry, readAround(entry));
        unlink(entry, amid, verb);
        return finish();
      }
    }
  } catch (error) {
    if (error instanceof Oops) return failed(error.failure);
    throw error;
  }
}

export const LIST_VERBS = [
  'add', 'add-tail', 'del', 'del-init', 'del-rcu', 'move', 'splice', 'pick', 'first', 'next', 'list-empty',
]; // biome-ignore format: a list
export const LIST_CHANGES = LIST_VERBS.slice(0, 8);
