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
  objects: [
    'use p', 'free p', 'p = null', 'p = b', 'get p', 'put p', 'get-unless-zero p into T', 'alloc b into p', 'use a', 'put a',
    'noted T == 1', 'if p == null goto end',
  ],
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
    'call-rcu cb', 'begin cb', 'end cb', 'call-rcu other', 'begin other', 'end other', 'rcu-barrier rcu', 'read-lock rcu', 'read-unlock rcu',
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
}; // biome-ignore format: a table

const DECLARATIONS = [
  'lock L', 'lock M', 'cell x in 0, 1', 'cell y', 'cell T0', 'cell T1', 'cell T2', 'object a refs 2', 'object b unallocated',
  'cell p = a', 'readers rcu', 'queue wq', 'completion done', 'work w',
  'delayed-work d', 'timer tm', 'tasklet rx', 'callback cb = rcu', 'callback other = rcu', 'task t', 'kthread k', 'gate g', 'page old', 'page new', 'pte pte = old present write',
  'tlb user = pte',
]; // biome-ignore format: a list

/** Statements that could count up for ever in a loop. */
const GROWS = /\+ 1|^complete|^get|^read-lock|shared|^disable|^freeze|enter/;
/** Statements that go back: only for lanes that may loop. */
const GOES_BACK = /^again/;

export type Shape = { readonly lanes: number; readonly steps: number; readonly loops?: boolean };

/** Small scenarios over one to three themes; `steps` is the most that all lanes have together. */
export function scenarios({ lanes, steps, loops = false }: Shape): fc.Arbitrary<Scenario> {
  return fc
    .uniqueArray(fc.constantFrom(...Object.keys(THEMES)), { minLength: 1, maxLength: 3 })
    .chain((themes) => {
      const pool = [...new Set(themes.flatMap((theme) => THEMES[theme] ?? []))];
      const statement = fc.constantFrom(...pool.filter((each) => !(loops ? GROWS : GOES_BACK).test(each)));
      const step = fc.oneof(
        { weight: 4, arbitrary: statement },
        { weight: 1, arbitrary: fc.tuple(statement, statement).map((both) => both.join('; ')) },
      );
      const lane = fc.record({
        implied: fc.boolean(),
        own: fc.array(step, { minLength: 1, maxLength: Math.ceil(steps / 2) }),
        loopTo: loops ? fc.option(fc.nat({ max: 3 })) : fc.constant(null),
      });
      return fc.array(lane, { minLength: 2, maxLength: lanes });
    })
    .filter((each) => each.reduce((sum, { own }) => sum + own.length, 0) <= steps)
    .map((each) => race(textOf(each)));
}

type Lane = { readonly implied: boolean; readonly own: readonly string[]; readonly loopTo: number | null };

function textOf(lanes: readonly Lane[]): string {
  const names = lanes.map((_, lane) => `CPU${lane}`);
  const body = lanes.flatMap(({ implied, own, loopTo }, lane) => [
    `lane ${names[lane]}${implied && lane > 0 ? ' implied' : ''}`,
    ...own
      .map((step) => whole(step, own))
      .map((step, at) => `  ${lane + 1}:${at + 1} ${step.replaceAll(/\bT\b/g, `T${lane}`)}`),
    ...(loopTo === null ? [] : [`  ${lane + 1}:9 if y == 0 goto ${lane + 1}:${Math.min(loopTo, own.length - 1) + 1}`]),
  ]);
  const more = names.slice(3).map((_, index) => `cell T${index + 3}`);
  return [...DECLARATIONS, ...more, ...body].join('\n');
}

/** A lane can only begin again what it begins. */
function whole(step: string, lane: readonly string[]): string {
  return step.replaceAll(/again (\w+)/g, (again, name) =>
    lane.some((each) => each.split('; ').includes(`begin ${name}`)) ? again : `end ${name}`,
  );
}
