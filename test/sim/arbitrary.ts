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
  lists: [
    'add obj to items', 'add-tail many to items', 'add p to spare', 'del a', 'del p', 'del-init a', 'del-rcu a', 'move a to spare', 'splice items to spare', 'pick items into T',
    'first items into T', 'next T of items into T', 'next a of items into T', 'list-empty items into T', 'use T', 'del T', 'free a', 'lock L', 'unlock L',
  ],
  wides: ['store 1 to pair', 'store x to pair', 'load pair into T', 'copy pair to twin', 'load twin into T', 'store T to twin', 'lock L', 'unlock L', 'x = 2', 'noted T == 1'],
  plains: ['read flag into T', 'write 1 to flag', 'write T to flag', 'read-once flag into T', 'write-once 2 to flag', 'lock L', 'unlock L', 'await x == 1', 'x = 1'],
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
  'lock L', 'lock M', 'cell x in 0, 1', 'cell y', 'cell T0', 'cell T1', 'cell T2', 'object a refs 2', 'object b unallocated',
  'object obj', 'object many saturated', 'object fresh unallocated must-free', 'list items holds (a) holds (many)', 'list spare', 'wide pair', 'wide twin = 3', 'plain flag',
  'cell p = a', 'readers rcu', 'queue wq', 'completion done', 'work w', 'page old', 'page new', 'pte pte = old present write',
  'tlb user = pte',
]; // biome-ignore format: a list

/** Statements that could count up for ever in a loop. */
const GROWS = /\+ 1|T\)|^inc|^dec|^atomic-add|^add-return|^fetch-add|^complete|^get|^read-lock|shared/;

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
  /** Which themes to draw from; all, unless said otherwise. */
  readonly from?: readonly string[];
};

/** Small scenarios over one to three themes; `steps` is the most that all lanes have together. */
export function scenarios({ lanes, steps, loops = false, from = Object.keys(THEMES) }: Shape): fc.Arbitrary<Scenario> {
  return fc
    .uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: Math.min(3, from.length) })
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
    .filter((each) => each.flatMap(({ own }) => own).reduce((sum, step) => sum + transitionsOf(step), 0) <= steps)
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
