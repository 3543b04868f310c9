import { describe, expect, it } from 'vitest';
import { splitAnnotations } from '../../../src/extract/drawing/annotations.ts';

describe('splitAnnotations', () => {
  it.each([
    ['clear(flag) <- problem', 'clear(flag)', ['<- problem']],
    ['return t;  //no reference', 'return t;', ['//no reference']],
    ['free(p); /* the last one */', 'free(p);', ['/* the last one */']],
    ['read p => UAF', 'read p', ['=> UAF']],
    ['lock(b) -> blocks on A', 'lock(b)', ['-> blocks on A']],
    ['x = y; // why <- here', 'x = y;', ['// why <- here']],
    ['lock(a) - sleeps', 'lock(a)', ['- sleeps']],
    ['put_jar() - a lid was found', 'put_jar()', ['- a lid was found']],
    ['close_jar() <= the lid is open', 'close_jar()', ['<= the lid is open']],
  ])('splits %s', (cell, text, annotations) => {
    expect(splitAnnotations(cell)).toEqual({ text, annotations });
  });

  it.each([
    'same(a, b) -> PASS',
    'open() -> grow() -> free(p)',
    'set->ref',
    '// only words',
    '/* only words */',
    'a <= b',
    'x = foo(a) - b * c',
    'x = foo(a) - left size(b)',
    'send_ipi(T1 -> CPU1)',
    'a->lock -> b->lock',
  ])('keeps %s whole', (cell) => {
    expect(splitAnnotations(cell)).toEqual({ text: cell, annotations: [] });
  });
});
