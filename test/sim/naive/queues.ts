import { blocked, type Did, evaluate, failed, ON, type World } from '../naive-machine.ts';
import { type Act, nameOf } from './operands.ts';

/** Who is on a wait queue, in the order of the queue: those that are not exclusive first, as the kernel adds them at the head. */
export type Sleeper = { lane: number; exclusive: boolean };

function add(queue: Sleeper[], lane: number, exclusive: boolean): void {
  if (queue.some((each) => each.lane === lane)) return;
  if (exclusive) queue.push({ lane, exclusive });
  else {
    const others = queue.filter((each) => each.exclusive);
    const shared = [...queue.filter((each) => !each.exclusive), { lane, exclusive }].sort((a, b) => a.lane - b.lane);
    queue.splice(0, queue.length, ...shared, ...others);
  }
}
const isOn = (queue: readonly Sleeper[], lane: number) => queue.some((each) => each.lane === lane);
const queueOf = (world: World, name: string) => world.queues[name] as Sleeper[];
const done = (world: World, name: string) => world.completions[name] as { count: number; all: boolean };

/** One task state or kernel thread; `sleeping` from set_current_state() to the wake-up. */
export type Thread = {
  sleeping: boolean;
  should_stop: boolean;
  should_park: boolean;
  parked: boolean;
  exited: boolean;
};
const threadOf = (world: World, name: string) => world.threads[name] as Thread;
const onThread =
  (act: (thread: Thread, name: string) => Did): Act =>
  (world, _lane, [name]) =>
    act(threadOf(world, nameOf(name)), nameOf(name));

export const QUEUE_VERBS: Record<string, Act> = {
  'prepare-wait': (world, lane, [name, how]) => {
    add(queueOf(world, nameOf(name)), lane, how !== undefined);
    return ON;
  },
  'finish-wait': (world, lane, [name]) => {
    world.queues[nameOf(name)] = queueOf(world, nameOf(name)).filter((each) => each.lane !== lane);
    return ON;
  },
  sleep: (world, lane, [name]) =>
    isOn(queueOf(world, nameOf(name)), lane) ? blocked([], { event: `wake ${nameOf(name)}` }) : ON,
  wait: (world, lane, operands) => {
    const name = nameOf(operands[0]);
    if (isOn(queueOf(world, name), lane)) return blocked([], { event: `wake ${name}` });
    const condition = operands.at(-1);
    if (condition && evaluate(world, condition)) return ON;
    add(queueOf(world, name), lane, nameOf(operands[1]) === 'exclusive');
    return { did: 'again' };
  },
  wake: (world, _lane, [name]) => {
    const thread = world.threads[nameOf(name)];
    if (thread) thread.sleeping = false;
    else world.queues[nameOf(name)] = [];
    return ON;
  },
  'wake-one': (world, _lane, [name]) => {
    // __wake_up_common: goes down the queue and stops after the first exclusive one
    const queue = queueOf(world, nameOf(name));
    const first = queue.findIndex((each) => each.exclusive);
    world.queues[nameOf(name)] = first < 0 ? [] : queue.slice(first + 1);
    return ON;
  },
  complete: (world, _lane, [name]) => {
    const completion = done(world, nameOf(name));
    if (!completion.all) completion.count++;
    return ON;
  },
  'complete-all': (world, _lane, [name]) => {
    world.completions[nameOf(name)] = { count: 0, all: true };
    return ON;
  },
  reinit: (world, _lane, [name]) => {
    world.completions[nameOf(name)] = { count: 0, all: false };
    return ON;
  },
  'wait-completion': (world, _lane, [name]) => {
    const completion = done(world, nameOf(name));
    if (completion.all) return ON;
    if (completion.count === 0) return blocked([], { event: `done ${nameOf(name)}` });
    completion.count--;
    return ON;
  },
  'try-wait-completion': (world, _lane, [name, , cell]) => {
    const completion = done(world, nameOf(name));
    const got = completion.all || completion.count > 0;
    if (got && !completion.all) completion.count--;
    world.cells[nameOf(cell)] = got ? 1 : 0;
    return ON;
  },
  'set-sleeping': onThread((thread) => {
    thread.sleeping = true;
    return ON;
  }),
  'set-running': onThread((thread) => {
    thread.sleeping = false;
    return ON;
  }),
  schedule: onThread((thread, name) => (thread.sleeping ? blocked([], { event: `wake ${name}` }) : ON)),
  stop: onThread((thread, name) => {
    if (!thread.should_stop) {
      Object.assign(thread, { should_stop: true, should_park: false, parked: false, sleeping: false });
      return { did: 'again' };
    }
    return thread.exited ? ON : blocked([], { event: `exit ${name}`, self: true });
  }),
  park: onThread((thread, name) => {
    if (thread.parked) return ON;
    if (thread.should_park) return blocked([], { event: `parking ${name}`, self: true });
    Object.assign(thread, { should_park: true, sleeping: false });
    return { did: 'again' };
  }),
  unpark: onThread((thread) => {
    Object.assign(thread, { should_park: false, parked: false });
    return ON;
  }),
  parkme: onThread((thread, name) => {
    if (!thread.should_park) return ON;
    if (thread.parked) return blocked([], { event: `parking ${name}` });
    thread.parked = true;
    return { did: 'again' };
  }),
  exit: (world, _lane, [operand]) => {
    const name = nameOf(operand);
    const thread = world.threads[name];
    if (thread) thread.exited = true;
    else {
      const gate = gateOf(world, name);
      if (gate.inside === 0) return failed('warning');
      gate.inside--;
    }
    return ON;
  },
  enter: (world, _lane, [operand]) => {
    const gate = gateOf(world, nameOf(operand));
    if (gate.frozen > 0) return blocked([], { event: `unfreeze ${nameOf(operand)}`, self: true });
    gate.inside++;
    return ON;
  },
  'try-enter': (world, _lane, [operand, , cell]) => {
    const gate = gateOf(world, nameOf(operand));
    if (gate.frozen === 0) gate.inside++;
    world.cells[nameOf(cell)] = gate.frozen === 0 ? 1 : 0;
    return ON;
  },
  freeze: (world, _lane, [operand]) => {
    gateOf(world, nameOf(operand)).frozen++;
    return ON;
  },
  'wait-frozen': (world, _lane, [operand]) => {
    const name = nameOf(operand);
    return gateOf(world, name).inside === 0 ? ON : blocked([], { event: `exit ${name}`, self: true });
  },
  unfreeze: (world, _lane, [operand]) => {
    const gate = gateOf(world, nameOf(operand));
    if (gate.frozen === 0) return failed('warning');
    gate.frozen--;
    return ON;
  },
};

export type Gate = { frozen: number; inside: number };
const gateOf = (world: World, name: string) => world.gates[name] as Gate;
