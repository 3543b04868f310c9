import { describe, expect, it } from 'vitest';
import { and, binary, constant, equal, not, slot, unary } from '../../../src/sim/machine/actions/build.ts';
import { commentText, stringText } from '../../../src/sim/promela/comments.ts';
import { printTerm } from '../../../src/sim/promela/expressions.ts';
import { Names } from '../../../src/sim/promela/names.ts';

describe('names in a model', () => {
  it('are known again, legal and different', () => {
    const names = new Names();
    const given = [
      'frob->lock',
      'frob.lock',
      '*pp',
      'dev[i]',
      '3com',
      'größe',
      'timeout',
      'double',
      'max',
      'SAFETY',
      '->',
    ];
    expect(given.map((name) => names.of(name))).toEqual([
      'frob_lock', 'frob_lock_2', 'pp', 'dev_i', 'v_3com', 'gr_e', 'timeout_', 'double_', 'max_', 'SAFETY_', 'v_',
    ]); // biome-ignore format: a list
  });

  it('keep clear of the macros that the checker has for processes', () => {
    const names = new Names();
    expect([names.ofProcess('user'), names.of('user'), names.of('Puser')]).toEqual(['user', 'user_2', 'Puser_2']);
    expect(names.ofProcess('CPU0')).toBe('CPU0');
  });

  it('nothing in a text ends the comment or the string that it stands in', () => {
    expect(commentText('a */ b /* c\nd \\')).toBe('a * / b / * c d /');
    expect(stringText('%d "x" é')).toBe(' d  x  ?');
    expect(commentText('x'.repeat(500)).length).toBeLessThan(200);
  });
});

describe('terms in a model', () => {
  const print = (term: Parameters<typeof printTerm>[0]) => printTerm(term, (number) => `v${number}`);

  it('have the parentheses that C needs, and those around bit operators that readers need', () => {
    expect(print(equal(binary('&', slot(0), 7), 0))).toBe('(v0 & 7) == 0');
    expect(print(and(slot(0), and(slot(1), slot(2))))).toBe('v0 && v1 && v2');
    expect(print(not(and(slot(0), slot(1))))).toBe('!(v0 && v1)');
    expect(print(binary('-', slot(0), binary('-', slot(1), -1)))).toBe('v0 - (v1 - (-1))');
    expect(print(unary('-', unary('-', slot(0))))).toBe('-(-v0)');
  });

  it('say what C leaves open', () => {
    expect(print(binary('<<', 1, slot(0)))).toBe('1 << (v0 & 31)');
    expect(print(binary('<<', slot(0), 33))).toBe('v0 << 1');
    expect(print(constant(-(2 ** 31)))).toBe('(-2147483647 - 1)');
  });
});
