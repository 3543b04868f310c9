import { describe, expect, it } from 'vitest';
import { failuresOf, lanes } from '../race.ts';

const fails = (...steps: readonly (readonly string[])[]) =>
  failuresOf(lanes(['plain v = 3', 'cell t', 'cell u', 'cell ready', 'lock L'], ...steps));

describe('plain accesses', () => {
  it('read and write the variable', () => {
    expect(
      fails([
        'read v into t',
        'check t == 3 else torn',
        'write 4 to v',
        'read-once v into t',
        'check t == 4 else torn',
      ]),
    ).toEqual([]);
    expect(fails(['write-once 5 to v', 'read v into t', 'check t == 5 else torn'])).toEqual([]);
  });

  it('race where two meet and one writes, unless both are marked', () => {
    const accesses = ['read v into t', 'write 1 to v', 'read-once v into t', 'write-once 1 to v'];
    for (const one of accesses) {
      for (const other of accesses) {
        const [plain, writes] = [
          [one, other].some((each) => !each.includes('once')),
          [one, other].some((each) => each.startsWith('write')),
        ];
        expect(fails([one], [other.replace('into t', 'into u')]), `${one} | ${other}`).toEqual(
          plain && writes ? ['data-race'] : [],
        );
      }
    }
  });

  it('do not race under a lock, nor where one comes after the other in every run', () => {
    expect(fails(['lock L', 'write 1 to v', 'unlock L'], ['lock L', 'read v into t', 'unlock L'])).toEqual([]);
    expect(fails(['write 1 to v', 'ready = 1'], ['await ready == 1', 'read v into t'])).toEqual([]);
    expect(fails(['ready = 1', 'write 1 to v'], ['await ready == 1', 'read v into t'])).toEqual(['data-race']);
  });
});
