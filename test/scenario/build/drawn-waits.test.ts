import { describe, expect, it } from 'vitest';
import { build, programOf } from './drawing.ts';

const drawn = (row: string) =>
  build(
    `
This can deadlock:

T1                            T2
--                            --
mutex_lock(&belt->lock)
                              ${row}
                              mutex_lock(&belt->lock)
cannery_scan()
  -> waits for unpause
`,
    'deadlock',
  );

describe('a wait that the last row of a deadlock tells in words', () => {
  it('is ended by what the other lane does behind its last row', () => {
    const scenario = drawn('cannery_refill()');
    expect(programOf(scenario, 'T1')).toContain('wait-completion unpause');
    expect(programOf(scenario, 'T2').slice(-2)).toEqual(['complete-all unpause', 'unlock belt->lock']);
  });

  it('or by its row that has the word', () => {
    expect(programOf(drawn('cannery_unpause()'), 'T2')).toEqual([
      'complete-all unpause',
      'lock belt->lock',
      'unlock belt->lock',
    ]);
  });

  it('when that row is over, should it be several steps', () => {
    const program = programOf(drawn('unpaused++;'), 'T2');
    expect(program.slice(0, 2)).toEqual([
      expect.stringMatching(/ = unpaused$/),
      expect.stringMatching(/^unpaused = .*\+ 1; complete-all unpause$/),
    ]);
  });
});
