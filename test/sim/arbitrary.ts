import fc from 'fast-check';
import type { Scenario } from '../../src/scenario/types.ts';
import { race } from './race.ts';

/** Statements that share something, so that a scenario made of one or two themes is about something. `T` is the lane's own cell. */
const THEMES: Readonly<Record<string, readonly string[]>> = {
  memory: [
    'x = 1', 'x = x + 1', 'T = x', 'x = T + 1', 'y = x', 'noted x == 0', 'noted y == 0', 'await x == 1', 'await y != 0',
    'check x == y else torn', 'if x == 1 goto end', 'x = 0',
  ],
  locks: ['lock L', 'lock L shared', 'want L', 'unlock L', 'lock M', 'unlock M', 'trylock L into T', 'if T == 0 goto end', 'x = x + 1'],
  mutexes: ['lock X', 'trylock X into T', 'unlock X', 'lock Y', 'unlock Y', 'if T == 0 goto end', 'lock pg', 'trylock pg into T', 'unlock pg', 'wait-unlocked pg', 'x = 1'],
  rwlocks: [
    'lock rw', 'lock rw shared', 'lock rw recursive', 'unlock rw', 'trylock rw into T', 'trylock rw shared into T',
    'lock rw; unlock rw', 'lock rw shared; unlock rw', 'trylock rw shared into T; check T == 1 else torn', 'lock X', 'unlock X',
    'check T == 1 else torn',
  ],
  rwsems: [
    'lock sem', 'lock sem shared', 'unlock sem', 'downgrade sem', 'trylock sem into T', 'trylock sem shared into T',
    'lock sem; unlock sem', 'lock sem shared; unlock sem', 'trylock sem shared into T; check T == 1 else torn', 'lock X', 'unlock X',
    'check T == 1 else torn',
  ],
  percpu: ['lock pcpu', 'lock pcpu shared', 'trylock pcpu shared into T', 'unlock pcpu', 'lock X', 'unlock X', 'if T == 0 goto end', 'x = 1'],
  sequences: [
    'write-begin Q', 'write-end Q', 'read-begin Q into T', 'read-retry Q since T into x', 'lock Q', 'unlock Q', 'x = 1',
    'check x == 0 else torn', 'await x == 1',
  ],
  counters: ['write-begin C', 'write-end C', 'read-begin C into T', 'read-retry C since T into x', 'lock X', 'unlock X', 'check x == 0 else torn'],
  objects: [
    'use p', 'free p', 'p = null', 'p = b', 'get p', 'put p', 'get-unless-zero p into T', 'alloc b into p', 'use a', 'put a',
    'noted T == 1', 'if p == null goto end',
  ],
  atomics: [
    'inc x', 'dec x', 'atomic-add 2 to x', 'add-return T to x into T', 'fetch-add x to x into T', 'fetch-or 2 to x into y', 'fetch-and T to x into T',
    'dec-and-test x into T', 'inc-not-zero x into T', 'atomic-add T to x unless 1 into T', 'exchange x with T into T', 'exchange x with (x + T) into T',
    'compare-exchange x from 0 to 1 into T', 'compare-exchange x from y to (T + 1) into T', 'T = x', 'x = T + 1', 'x = T | 1', 'check T != 1 else torn',
    'noted y == 0',
  ],
  bits: [
    'set-bit 0 of x', 'clear-bit 0 of x', 'change-bit 1 of x', 'test-bit 1 of x into T', 'test-and-set-bit T of x into T',
    'test-and-clear-bit 0 of x into y', 'T = x', 'x = T | 4', 'check x != 3 else torn', 'if T == 1 goto end',
  ],
  counts: [
    'get obj', 'put obj', 'put obj into T', 'get-unless-zero obj into T', 'if T == 0 goto end', 'free obj', 'use obj', 'put many', 'get many', 'put many into T',
    'alloc fresh into p', 'free fresh',
  ],
  ordering: [
    'barrier full', 'barrier release; x = 1', 'T = x; barrier acquire', 'barrier read', 'barrier write', 'load y through T into x', 'store 1 to y through T', 'y = T',
    'load x through x into T', 'store T to x through y', 'check T == 0 else torn', 'noted y == 1',
  ],
  lists: [
    'add obj to items', 'add-tail many to items', 'add p to spare', 'del a', 'del p', 'del-init a', 'del-rcu a', 'move a to spare', 'splice items to spare', 'pick items into T',
    'first items into T', 'next T of items into T', 'next a of items into T', 'list-empty items into T', 'use T', 'del T', 'free a', 'lock L', 'unlock L',
  ],
  wides: ['store 1 to pair', 'store x to pair', 'load pair into T', 'copy pair to twin', 'load twin into T', 'store T to twin', 'lock L', 'unlock L', 'x = 2', 'noted T == 1'],
  plains: ['read flag into T', 'write 1 to flag', 'write T to flag', 'read-once flag into T', 'write-once 2 to flag', 'lock L', 'unlock L', 'await x == 1', 'x = 1'],
  readers: ['read-lock rcu', 'read-unlock rcu', 'wait-readers rcu', 'free p', 'use p', 'p = null', 'x = 1'],
  queues: [
    'prepare-wait wq exclusive', 'wait wq exclusive until x == 1', 'wake-one wq', 'prepare-wait wq', 'sleep wq', 'finish-wait wq', 'wake wq', 'wait wq until x == 1', 'x = 1', 'x = 0', 'if x == 1 goto end',
  ],
  completions: [
    'complete-all done', 'reinit done', 'try-wait-completion done into T', 'noted T == 1', 'complete done', 'wait-completion done', 'x = 1', 'noted x == 1', 'lock L', 'unlock L',
  ],
  work: [
    'queue w', 'begin w', 'end w', 'cancel w', 'cancel-sync w', 'flush w', 'use p', 'free p', 'again w', 'disable w', 'disable-sync w',
    'enable w', 'lock L', 'unlock L', 'complete done', 'wait-completion done',
  ],
  delayed: [
    'queue d', 'queue-now d', 'begin d', 'end d', 'again d', 'cancel d', 'cancel-sync d', 'flush d', 'flush-queued d', 'x = 1',
    'noted x == 1',
  ],
  timers: [
    'queue tm', 'begin tm', 'end tm', 'restart tm', 'cancel tm', 'cancel-sync tm', 'shutdown tm', 'shutdown-sync tm', 'lock L', 'unlock L',
  ],
  tasklets: ['queue rx', 'begin rx', 'end rx', 'again rx', 'kill rx', 'disable rx', 'disable-sync rx', 'enable rx', 'x = 1', 'await x == 1'],
  callbacks: [
    'call-rcu cb', 'begin cb', 'end cb', 'call-rcu cb2', 'begin cb2', 'end cb2', 'rcu-barrier rcu', 'read-lock rcu', 'read-unlock rcu',
    'wait-readers rcu', 'lock L', 'unlock L',
  ],
  tasks: ['set-sleeping t', 'schedule t', 'set-running t', 'wake t', 'x = 1', 'if x == 1 goto end'],
  kthreads: [
    'set-sleeping k', 'schedule k', 'wake k', 'stop k', 'park k', 'unpark k', 'parkme k', 'exit k', 'if k.should_stop goto end',
    'if k.should_park goto end', 'lock L', 'unlock L',
  ],
  gates: ['enter g', 'try-enter g into T', 'noted T == 1', 'exit g', 'freeze g', 'wait-frozen g', 'unfreeze g', 'lock L', 'unlock L'],
  pages: [
    'copy old to new', 'commit new to pte', 'pte.write = 0', 'pte.write = 1', 'flush pte', 'write through user', 'free old',
    'noted pte.write == 0', 'if pte.write goto end',
  ],
  mappings: [
    'map new to pte', 'map new to pte write', 'map old to far', 'pte.present = 0', 'far.write = 1', 'fill user', 'fill other', 'fault user',
    'fault other write', 'read through user into T', 'read through distant into T', 'write through other', 'write through distant',
    'flush user', 'flush pte', 'flush far', 'defer-flush pte', 'defer-flush far', 'flush-deferred', 'write old', 'write new', 'copy old to new',
    'free old', 'noted T == new', 'check T == old else torn',
  ],
  spinlocks: [
    'lock S', 'lock S irq', 'lock S bh', 'lock S nested', 'unlock S', 'lock R', 'unlock R', 'trylock S into T', 'if T == 0 goto end', 'x = x + 1',
    'await x == 1', 'x = 1',
  ],
  switches: [
    'irq-disable', 'irq-enable', 'irq-save', 'irq-restore', 'bh-disable', 'bh-enable', 'preempt-disable', 'preempt-enable', 'x = 1', 'x = 0',
    'await x == 1', 'check x == 0 else torn', 'wait-completion done', 'complete done', 'lock L', 'unlock L',
  ],
  migration: [
    'migrate to cpu0', 'migrate to cpu1', 'this-cpu into T', 'noted T == cpu1', 'preempt-disable', 'preempt-enable', 'irq-disable', 'x = 1',
    'await x == 1',
  ],
}; // biome-ignore format: a table

const DECLARATIONS = [
  'lock L', 'lock M', 'mutex X', 'mutex Y = CPU1', 'bit-lock pg', 'rwlock rw', 'rwsem sem', 'percpu-rwsem pcpu', 'seqlock Q', 'seqcount C', 'cell x in 0, 1', 'cell y', 'cell T0', 'cell T1', 'cell T2', 'object a refs 2', 'object b unallocated',
  'object obj', 'object many saturated', 'object fresh unallocated must-free', 'list items holds (a) holds (many)', 'list spare', 'wide pair', 'wide twin = 3', 'plain flag',
  'cell p = a', 'readers rcu', 'queue wq', 'completion done', 'work w', 'spinlock S', 'spinlock R', 'cpu cpu0', 'cpu cpu1',
  'delayed-work d', 'timer tm', 'tasklet rx', 'callback cb = rcu', 'callback cb2 = rcu', 'task t', 'kthread k', 'gate g', 'page old', 'page new', 'pte pte = old present write',
  'tlb user = pte', 'tlb other = pte', 'pte far = old present', 'tlb distant = far',
]; // biome-ignore format: a list

/** Mostly one CPU, so that lanes meet there. */
const PLACES = [' on cpu0', ' on cpu0', ' on cpu0 softirq', ' on cpu0 hardirq', ' on cpu0 hardirq', ' on cpu1'];

/** Statements that could count up for ever in a loop. */
const GROWS: readonly RegExp[] = [
  /\+ 1|T\)|shared|recursive|enter/,
  /^(?:inc|dec|atomic-add|add-return|fetch-add|complete|get|read-lock)/,
  /^(?:disable|freeze|downgrade|write-|irq-save|bh-disable|preempt-disable)/,
];
/** Statements that go back: only for lanes that may loop. */
const GOES_BACK = /^again/;

/** Statements that take two rounds, each a step of its own for the other lanes. */
const TWO_ROUNDS =
  /^(?:add(?:-tail)?|del|del-init|del-rcu|move|splice|pick|store|load|copy pair|read flag|write . to flag)\b/;

function transitionsOf(step: string): number {
  return 1 + step.split('; ').filter((each) => TWO_ROUNDS.test(each)).length;
}

export type Shape = {
  readonly lanes: number;
  readonly steps: number;
  readonly loops?: boolean;
  /** The themes to choose from; all of them, unless said otherwise. */
  readonly about?: readonly string[];
};

/** Small scenarios over one to three themes; `steps` is the most that all lanes have together. */
export function scenarios({ lanes, steps, loops = false, about = Object.keys(THEMES) }: Shape): fc.Arbitrary<Scenario> {
  return fc
    .uniqueArray(fc.constantFrom(...about), { minLength: 1, maxLength: Math.min(3, about.length) })
    .chain((themes) => {
      const pool = [...new Set(themes.flatMap((theme) => THEMES[theme] ?? []))];
      const statement = fc.constantFrom(
        ...pool.filter((each) => !(loops ? GROWS : [GOES_BACK]).some((pattern) => pattern.test(each))),
      );
      const step = fc.oneof(
        { weight: 4, arbitrary: statement },
        { weight: 1, arbitrary: fc.tuple(statement, statement).map((both) => both.join('; ')) },
      );
      // where tasks and handlers meet, most lanes say where they run
      const sharesCpus = themes.some((theme) => ['spinlocks', 'switches', 'migration'].includes(theme));
      const lane = fc.record({
        implied: fc.boolean(),
        on: fc.option(fc.constantFrom(...PLACES), { nil: '', freq: sharesCpus ? 3 : 1 }),
        own: fc.array(step, { minLength: 1, maxLength: Math.ceil(steps / 2) }),
        loopTo: loops ? fc.option(fc.nat({ max: 3 })) : fc.constant(null),
      });
      return fc.array(lane, { minLength: 2, maxLength: lanes });
    })
    .filter((each) => each.flatMap(({ own }) => own).reduce((sum, step) => sum + transitionsOf(step), 0) <= steps)
    .map((each) => race(textOf(each)));
}

type Lane = {
  readonly implied: boolean;
  readonly on: string;
  readonly own: readonly string[];
  readonly loopTo: number | null;
};

function textOf(lanes: readonly Lane[]): string {
  const names = lanes.map((_, lane) => `CPU${lane}`);
  const body = lanes.flatMap(({ implied, on, own, loopTo }, lane) => [
    `lane ${names[lane]}${implied && lane > 0 ? ' implied' : ''}${on}`,
    ...own
      .map((step) => whole(step, own))
      .map((step, at) => `  ${lane + 1}:${at + 1} ${step.replaceAll(/\bT\b/g, `T${lane}`)}`),
    ...(loopTo === null ? [] : [`  ${lane + 1}:9 if y == 0 goto ${lane + 1}:${Math.min(loopTo, own.length - 1) + 1}`]),
  ]);
  const more = names.slice(3).map((_, index) => `cell T${index + 3}`);
  return [...declaredFor(body.join(' ')), ...more, ...body].join('\n');
}

/** A lane can only begin again what it begins. */
function whole(step: string, lane: readonly string[]): string {
  return step.replaceAll(/again (\w+)/g, (again, name) =>
    lane.some((each) => each.split('; ').includes(`begin ${name}`)) ? again : `end ${name}`,
  );
}

/** The declarations of what a text names, and of what those name. */
function declaredFor(text: string): string[] {
  // a deletion names no list, but there has to be one
  const words = new Set(/\bdel\b/.test(text) ? `${text} items`.match(/\w+/g) : text.match(/\w+/g));
  const needed = new Set<string>();
  for (let before = -1; before !== needed.size; ) {
    before = needed.size;
    for (const each of DECLARATIONS) {
      const name = /^[\w-]+ (\w+)/.exec(each)?.[1] ?? '';
      if (!words.has(name) || needed.has(each)) continue;
      needed.add(each);
      for (const word of each.match(/\w+/g) ?? []) words.add(word);
    }
  }
  return DECLARATIONS.filter((each) => needed.has(each));
}
