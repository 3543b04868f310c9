import { pteFlag } from '../../lexicon/index.ts';
import type { Effect, Term } from '../../types.ts';
import { fact, valued } from '../fact.ts';
import { isConstant } from '../term.ts';
import type { PhraseTable } from './types.ts';

/** Reads, writes, sets, clears, tests. A flag of the page-table table changes the pte; any other name is memory. */
export function setOrClear(set: readonly Term[], clear: readonly Term[], atomic: boolean): readonly Effect[] {
  const [on, off] = [set.map(pteFlag), clear.map(pteFlag)];
  const known = (flag: string | null): flag is string => flag !== null;
  if (on.every(known) && off.every(known)) return [{ do: 'pte-change', set: on, clear: off, atomic }];
  return [
    ...set.map((to): Effect => ({ do: 'store', to, value: '1' })),
    ...clear.map((to): Effect => ({ do: 'store', to, value: '0' })),
  ];
}

const value = (written: string): Term =>
  ({ null: 'NULL', zero: '0', true: '1', false: '0', set: '1', clear: '0', empty: 'EMPTY' })[written.toLowerCase()] ??
  written;
const slot = (slots: Readonly<Record<string, Term>>, name: string): Term => slots[name] ?? '';

export const memory: PhraseTable = {
  name: 'english',
  phrases: [
    // with what it has read, in a register
    {
      rule: 'computes',
      patterns: [
        'or|ors|and|ands|xor|xors <v:value> with|into <w:value>',
        'or|and|xor|add|subtract <v:value> with|to|from the? result|register',
        'add|adds <v:value> to <w:value>',
        'clear|clears|mask|masks|subtract|subtracts <v:value> from <w:value>',
      ],
      op: 'note',
      object: null,
      effects: [],
    },
    {
      rule: 'set-and-clear',
      patterns: [
        'atomic|atomically set|sets <a:name> and clear|clears <b:name>',
        'atomically? set|sets <a:name> and|, clear|clears <b:name> atomically?',
      ],
      op: 'write',
      object: '$a',
      effects: (s) => setOrClear([slot(s, 'a')], [slot(s, 'b')], true),
    },
    {
      rule: 'clear-and-set',
      patterns: ['atomic|atomically? clear|clears <b:name> and set|sets <a:name> atomically?'],
      op: 'write',
      object: '$b',
      effects: (s) => setOrClear([slot(s, 'a')], [slot(s, 'b')], true),
    },
    {
      rule: 'set-two',
      patterns: ['atomic|atomically? set|sets <a:name> and <b:name> atomically?'],
      op: 'write',
      object: '$a',
      effects: (s) => setOrClear([slot(s, 'a'), slot(s, 'b')], [], true),
    },
    {
      rule: 'clear-two',
      patterns: ['atomic|atomically? clear|clears <a:name> and <b:name> atomically?'],
      op: 'write',
      object: '$a',
      effects: (s) => setOrClear([], [slot(s, 'a'), slot(s, 'b')], true),
    },
    {
      rule: 'set',
      patterns: [
        'set|sets|setting|mark|marks <x> = <v:term>',
        'set|sets|setting|reset|resets|update|updates|change|changes <x> to|as|with <v>',
        'set|sets|setting|assign|assigns <x> = <v:value>',
        'set|sets|reset|resets <x> to <v:value>',
        'store|stores|write|writes|put|puts <v> to|into|in <x>',
        'write|writes <x> = <v>',
      ],
      op: 'write',
      object: '$x',
      effects: (s) =>
        pteFlag(slot(s, 'x'))
          ? setOrClear(
              /^(?:0|false|clear)$/i.test(slot(s, 'v')) ? [] : [slot(s, 'x')],
              /^(?:0|false|clear)$/i.test(slot(s, 'v')) ? [slot(s, 'x')] : [],
              false,
            )
          : [{ do: 'store', to: slot(s, 'x'), value: value(slot(s, 'v')) }],
    },
    {
      rule: 'set-flag',
      patterns: [
        'atomic|atomically set|sets <x:name>',
        'atomic|atomically? set|sets|setting <x:term> bit|flag? atomically?',
      ],
      op: 'write',
      object: '$x',
      effects: (s) => setOrClear([slot(s, 'x')], [], true),
    },
    {
      rule: 'clear-flag',
      patterns: [
        'atomic|atomically clear|clears <x:name>',
        'atomic|atomically? clear|clears|clearing|zero|zeroes|zeros|nullify|nullifies|unset|unsets <x:term> bit|flag? atomically?',
      ],
      op: 'write',
      object: '$x',
      effects: (s) => setOrClear([], [slot(s, 'x')], true),
    },
    {
      rule: 'increment',
      patterns: ['increment|increments|inc|bump|bumps <x> counter?', 'atomic_inc <x>'],
      op: 'rmw',
      object: '$x',
      effects: [{ do: 'add', to: '$x', by: 1, atomic: false }],
    },
    {
      rule: 'decrement',
      patterns: ['decrement|decrements|dec <x> counter?', 'atomic_dec <x>'],
      op: 'rmw',
      object: '$x',
      effects: [{ do: 'add', to: '$x', by: -1, atomic: false }],
    },
    {
      rule: 'read-value',
      patterns: [
        'read|reads|load|loads|fetch|fetches <x> == <v>',
        'read|reads|load|loads|fetch|fetches <x> (<v:value>',
        'read|reads|load|loads <x> as|= <v:value>',
        'load|loads|read|reads <v:value> from <x>',
      ],
      op: 'read',
      object: '$x',
      effects: (s) => [
        { do: 'load', into: '', from: slot(s, 'x') },
        fact(slot(s, 'x'), slot(s, 'v').replace(/[()]/g, '')),
      ],
    },
    {
      rule: 'sees',
      patterns: [
        'see|sees|observe|observes|finds|find|reads|read|notices <x> == <v>',
        'see|sees|observe|observes|finds|find|notices <x> is? still? <v:value>',
        'see|sees <x> = <v:value>',
      ],
      op: 'read',
      object: '$x',
      effects: (s) => [{ do: 'load', into: '', from: slot(s, 'x') }, fact(slot(s, 'x'), slot(s, 'v'))],
    },
    {
      rule: 'sees-not',
      patterns: ['see|sees|observe|observes|finds|find|reads|read <x> != <v>', 'see|sees|finds <x> is? not <v:value>'],
      op: 'read',
      object: '$x',
      effects: (s) => [{ do: 'load', into: '', from: slot(s, 'x') }, fact(slot(s, 'x'), slot(s, 'v'), true)],
    },
    {
      rule: 'read',
      patterns: [
        'read|reads|reading|load|loads|fetch|fetches|see|sees|observe|observes <x>',
        'read|reads from <x>',
        'load|loads <v> from <x>',
      ],
      op: 'read',
      object: '$x',
      effects: [{ do: 'load', into: '', from: '$x' }],
      cellOnly: true,
    },
    {
      rule: 'checks',
      patterns: [
        'check|checks|test|tests|verify|verifies if|that|whether? <x> == <v>',
        'check|checks|test|tests if|that|whether? <x> is <v:value>',
      ],
      op: 'test',
      object: '$x',
      effects: (s) => [{ do: 'test', condition: valued(slot(s, 'x'), slot(s, 'v')), holds: null }],
    },
    {
      rule: 'checks-set',
      patterns: ['check|checks|test|tests|testing|checking <x:term>'],
      op: 'test',
      object: '$x',
      effects: [{ do: 'test', condition: { left: '$x', is: '!=', right: '0' }, holds: null }],
      cellOnly: true,
    },
    {
      rule: 'assign',
      patterns: ['<x:term> = <v:value>'],
      op: 'write',
      object: '$x',
      effects: (s) => [{ do: 'store', to: slot(s, 'x'), value: value(slot(s, 'v')) }],
      cellOnly: true,
    },
    {
      rule: 'becomes',
      patterns: ['<x:term> becomes|gets <v:value>', '<x:term> -> <v:value>'],
      op: 'write',
      object: '$x',
      effects: (s) => [{ do: 'store', to: slot(s, 'x'), value: value(slot(s, 'v')) }],
      cellOnly: true,
    },
    {
      rule: 'barrier',
      patterns: ['full? memory? barrier', 'full mb', 'smp mb'],
      op: 'barrier',
      object: null,
      effects: [{ do: 'barrier', order: 'full' }],
    },
    {
      rule: 'copy',
      patterns: ['<x:term> = <y:term>'],
      op: 'read',
      object: '$y',
      effects: (s) =>
        isConstant(slot(s, 'y'))
          ? [{ do: 'store', to: slot(s, 'x'), value: slot(s, 'y') }]
          : [{ do: 'load', into: slot(s, 'x'), from: slot(s, 'y') }],
      cellOnly: true,
    },
  ],
};
