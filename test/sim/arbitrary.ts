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
    'write-begin S', 'write-end S', 'read-begin S into T', 'read-retry S since T into x', 'lock S', 'unlock S', 'x = 1',
    'check x == 0 else torn', 'await x == 1',
  ],
  counters: ['write-begin C', 'write-end C', 'read-begin C into T', 'read-retry C since T into x', 'lock X', 'unlock X', 'check x == 0 else torn'],
  objects: [
    'use p', 'free p', 'p = null', 'p = b', 'get p', 'put p', 'get-unless-zero p into T', 'alloc b into p', 'use a', 'put a',
    'noted T == 1', 'if p == null goto end',
  ],
  readers: ['read-lock rcu', 'read-unlock rcu', 'wait-readers rcu', 'free p', 'use p', 'p = null', 'x = 1'],
  queues: ['prepare-wait wq', 'sleep wq', 'finish-wait wq', 'wake wq', 'wait wq until x == 1', 'x = 1', 'x = 0', 'if x == 1 goto end'],
  completions: ['complete done', 'wait-completion done', 'x = 1', 'noted x == 1', 'lock L', 'unlock L'],
  work: ['queue w', 'begin w', 'end w', 'cancel w', 'cancel-sync w', 'flush w', 'use p', 'free p'],
  pages: [
    'copy old to new', 'commit new to pte', 'pte.write = 0', 'pte.write = 1', 'flush pte', 'write through user', 'free old',
    'noted pte.write == 0', 'if pte.write goto end',
  ],
}; // biome-ignore format: a table

const DECLARATIONS = [
  'lock L', 'lock M', 'mutex X', 'mutex Y = CPU1', 'bit-lock pg', 'rwlock rw', 'rwsem sem', 'percpu-rwsem pcpu', 'seqlock S', 'seqcount C', 'cell x in 0, 1', 'cell y', 'cell T0', 'cell T1', 'cell T2', 'object a refs 2', 'object b unallocated',
  'cell p = a', 'readers rcu', 'queue wq', 'completion done', 'work w', 'page old', 'page new', 'pte pte = old present write',
  'tlb user = pte',
]; // biome-ignore format: a list

/** Statements that could count up for ever in a loop. */
const GROWS = /\+ 1|^complete|^get|^read-lock|shared|recursive|^downgrade|^write-/;

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
    .uniqueArray(fc.constantFrom(...about), { minLength: 1, maxLength: 3 })
    .chain((themes) => {
      const pool = [...new Set(themes.flatMap((theme) => THEMES[theme] ?? []))];
      const statement = fc.constantFrom(...(loops ? pool.filter((each) => !GROWS.test(each)) : pool));
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
    ...own.map((step, at) => `  ${lane + 1}:${at + 1} ${step.replaceAll(/\bT\b/g, `T${lane}`)}`),
    ...(loopTo === null ? [] : [`  ${lane + 1}:9 if y == 0 goto ${lane + 1}:${Math.min(loopTo, own.length - 1) + 1}`]),
  ]);
  return [...DECLARATIONS, ...body].join('\n');
}
