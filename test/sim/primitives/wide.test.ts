import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, messageOf } from '../race.ts';

const DECLARED = ['wide ts = 1', 'wide mine', 'cell t', 'cell seq', 'cell again', 'lock L'];

describe('wide values', () => {
  it('are read whole where nobody writes meanwhile', () => {
    expect(failuresOf(lanes(DECLARED, ['load ts into t', 'check t == 1 else wrong-state']))).toEqual([]);
    expect(failuresOf(lanes(DECLARED, ['store 2 to ts', 'load ts into t', 'check t == 2 else wrong-state']))).toEqual(
      [],
    );
    const held = (step: string) => ['lock L', step, 'unlock L'];
    expect(failuresOf(lanes(DECLARED, held('load ts into t'), held('store 2 to ts'), held('store 3 to ts')))).toEqual(
      [],
    );
  });

  it('are torn where a write comes between the parts', () => {
    const scenario = lanes(DECLARED, ['load ts into t'], ['store 2 to ts']);
    expect(failuresOf(scenario)).toEqual(['torn']);
    expect(messageOf(scenario, 'torn')).toContain('CPU0 sees half of an update at "1:1"');
    // two writers leave what is torn for good
    const after = ['await t == 1', 'load ts into t'];
    const writers = [['store 2 to ts', 't = 1'], ['store 3 to ts']];
    expect(failuresOf(lanes(DECLARED, after, ...writers))).toEqual(['torn']);
    // the same value again is no other one
    expect(failuresOf(lanes(DECLARED, ['load ts into t'], ['store 1 to ts']))).toEqual([]);
  });

  it('are copied in parts, and a torn copy shows when it is loaded', () => {
    expect(failuresOf(lanes(DECLARED, ['copy ts to mine'], ['store 2 to ts']))).toEqual([]);
    expect(failuresOf(lanes(DECLARED, ['copy ts to mine', 'load mine into t'], ['store 2 to ts']))).toEqual(['torn']);
    // a sequence count tells the reader to throw the copy away
    const reader = [
      'again = seq',
      'if again & 1 goto 1:1',
      'copy ts to mine',
      'if again != seq goto 1:1',
      'load mine into t',
    ];
    expect(failuresOf(lanes(DECLARED, reader, ['seq = 1', 'store 2 to ts', 'seq = 2']))).toEqual([]);
    expect(failuresOf(lanes(DECLARED, reader, ['store 2 to ts', 'seq = 2']))).toEqual(['torn']);
  });

  it('what stands before an access on its line happens once', () => {
    expect(
      failuresOf(lanes(['wide ts', 'cell x'], ['x = x + 1; store x to ts; check x == 1 else wrong-state'])),
    ).toEqual([]);
  });
});
