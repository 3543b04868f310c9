import type { Scenario, Statement } from '../../../src/scenario/types.ts';
import { type Did, evaluate, failed, ON, type World } from '../naive-machine.ts';
import { nameOf } from './operands.ts';

/** A value in two parts, and what a lane has of one in the middle of an access. */
export type Halves = [number, number];
/** Who is in the middle of which plain access. */
export type Variable = { value: number; readers: number[]; writers: number[] };

export function halvesOf({ declarations }: Scenario): Pick<World, 'wides' | 'plains'> {
  const number = (name: string) => {
    const value = declarations.find((each) => each.name === name)?.values[0];
    return value?.is === 'number' ? value.value : 0;
  };
  const named = (kind: string) => declarations.filter((each) => each.kind === kind).map(({ name }) => name);
  return {
    wides: Object.fromEntries(named('wide').map((name) => [name, [number(name), number(name)] satisfies Halves])),
    plains: Object.fromEntries(
      named('plain').map((name) => [name, { value: number(name), readers: [], writers: [] } satisfies Variable]),
    ),
  };
}

/** Stores, loads and copies of wide values, reads and writes of plain variables; null where the verb is none of them. */
export function performOnHalves(
  world: World,
  lane: number,
  { verb, operands }: Statement & { is: 'verb' },
): Did | null {
  const [first, last] = [nameOf(operands[0]), nameOf(operands.at(-1))];
  const begun = world.begun[lane];
  const begin = (value: number): Did => {
    world.begun[lane] = value;
    return { did: 'again' };
  };
  const end = (): Did => {
    delete world.begun[lane];
    return ON;
  };
  if (verb === 'store' && last in world.wides) {
    const halves = world.wides[last] as Halves;
    if (begun === undefined) {
      const value = evaluate(world, operands[0] as never);
      halves[0] = value;
      return begin(value);
    }
    halves[1] = begun;
    return end();
  }
  if (verb === 'load' && first in world.wides) {
    const [one, two] = world.wides[first] as Halves;
    if (begun === undefined) return begin(one);
    if (begun !== two) return failed('torn');
    world.cells[last] = begun;
    return end();
  }
  if (verb === 'copy' && first in world.wides) {
    const [from, to] = [world.wides[first] as Halves, world.wides[last] as Halves];
    const half = begun === undefined ? 0 : 1;
    to[half] = from[half] as number;
    return half === 0 ? begin(0) : end();
  }
  const variable = world.plains[last] ?? world.plains[first];
  if (variable === undefined || !['read', 'write', 'read-once', 'write-once'].includes(verb)) return null;
  const writes = verb.startsWith('write');
  const isRace = variable.writers.length > 0 || (writes && variable.readers.length > 0);
  const access = () => {
    if (writes) variable.value = evaluate(world, operands[0] as never);
    else world.cells[last] = variable.value;
  };
  if (verb.endsWith('once')) {
    if (isRace) return failed('data-race');
    access();
    return ON;
  }
  const mine = writes ? variable.writers : variable.readers;
  if (!mine.includes(lane)) {
    if (isRace) return failed('data-race');
    mine.push(lane);
    mine.sort();
    return { did: 'again' };
  }
  mine.splice(mine.indexOf(lane), 1);
  access();
  return ON;
}
