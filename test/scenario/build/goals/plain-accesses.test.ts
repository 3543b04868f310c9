import { describe, expect, it } from 'vitest';
import { build, goals, programOf } from '../drawing.ts';

const racing = (writes: string, reads: string) =>
  build(`CPU0                        CPU1\n\n${writes}\n                            ${reads}\n`, 'a data race');

describe('a data race', () => {
  it('is between accesses as they are drawn: plain or marked', () => {
    const scenario = racing('WRITE_ONCE(s->x, 3);', 'y = s->x;');
    expect(goals(scenario)).toEqual(['data-race shown']);
    expect(scenario.declarations).toContainEqual({ kind: 'plain', name: 's->x', values: [], options: [] });
    expect(programOf(scenario, 'CPU0')).toEqual(['write-once 3 to s->x']);
    expect(programOf(scenario, 'CPU1')).toEqual(['read s->x into y']);
  });

  it('a test reads first', () => {
    const scenario = racing('s->x = 3;', 'if (s->x) return;');
    expect(programOf(scenario, 'CPU1')).toEqual(['read s->x into seen@4_29', 'noted seen@4_29 != 0']);
  });

  it('a place of one lane is no variable of both, and a read-modify-write is no plain access', () => {
    expect(racing('s->x = 3;', 'y = s->z;').declarations.some(({ kind }) => kind === 'plain')).toBe(false);
    expect(racing('atomic_inc(&s->x);', 'y = s->x;').declarations.some(({ kind }) => kind === 'plain')).toBe(false);
  });
});
