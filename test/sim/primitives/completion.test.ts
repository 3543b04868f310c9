import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

describe('completions', () => {
  it('let as many go on as were completed, also before', () => {
    expect(failuresOf(lanes(['completion done'], ['wait-completion done'], ['complete done']))).toEqual([]);
    expect(
      failuresOf(lanes(['completion done'], ['wait-completion done'], ['wait-completion done'], ['complete done'])),
    ).toEqual(['hang']);
    expect(failuresOf(lanes(['completion done = 2'], ['wait-completion done', 'wait-completion done']))).toEqual([]);
  });

  it('let all go on once completed for all, until they are made new', () => {
    const waits = ['wait-completion done'];
    expect(failuresOf(lanes(['completion done'], waits, waits, waits, ['complete-all done']))).toEqual([]);
    expect(
      failuresOf(lanes(['completion done'], [...waits, ...waits], ['complete-all done', 'complete done'])),
    ).toEqual([]);
    const reused = ['complete-all done', 'reinit done', 'x = 1'];
    expect(failuresOf(lanes(['completion done', 'cell x'], ['await x == 1', ...waits], reused))).toEqual(['hang']);
    // a waiter that has not run yet misses it
    expect(failuresOf(lanes(['completion done', 'cell x'], waits, reused))).toEqual(['hang']);
  });

  it('can be tried, and looked at', () => {
    const tries = ['try-wait-completion done into got', 'check got == 1 else torn'];
    expect(failuresOf(lanes(['completion done = 1', 'cell got'], tries))).toEqual([]);
    expect(failuresOf(lanes(['completion done = 1', 'cell got'], [...tries, ...tries]))).toEqual(['torn']);
    expect(failuresOf(lanes(['completion done', 'cell got'], tries, ['complete done']))).toEqual(['torn']);
    const all = ['complete-all done', ...tries, ...tries, 'check done.done else torn'];
    expect(failuresOf(lanes(['completion done', 'cell got'], all))).toEqual([]);
  });

  it('are a deadlock under a mutex that the completer needs, and say so', () => {
    const waiter = ['lock M', 'wait-completion done', 'unlock M'];
    const scenario = lanes(['lock M', 'completion done'], waiter, ['lock M', 'complete done', 'unlock M']);
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    const [witness] = explore(scenario).witnesses;
    expect(witness?.blocked.map(({ lane, on, holder }) => [lane, on, holder])).toEqual([
      [0, 'completion done', null],
      [1, 'M', 0],
    ]);
    // completed before the mutex is wanted
    expect(failuresOf(lanes(['lock M', 'completion done'], waiter, ['complete done', 'lock M', 'unlock M']))).toEqual(
      [],
    );
  });

  it('that wait for each other are a deadlock; without anybody left to complete it is a hang', () => {
    const both = lanes(
      ['completion a', 'completion b'],
      ['wait-completion a', 'complete b'],
      ['wait-completion b', 'complete a'],
    );
    expect(failuresOf(both)).toEqual(['deadlock']);
    const taken = lanes(
      ['completion a'],
      ['wait-completion a', 'x = 1'],
      ['wait-completion a', 'x = 1'],
      ['complete a'],
    );
    expect(
      failuresOf({
        ...taken,
        declarations: [...taken.declarations, { kind: 'cell', name: 'x', values: [], options: [] }],
      }),
    ).toEqual(['hang']);
    expect(messageOf(lanes(['completion a'], ['wait-completion a']), 'hang')).toBe(
      'CPU0 waits at 1:1 for completion a, which nobody brings any more',
    );
  });

  it('are found through a function that nobody has called yet', () => {
    const scenario = lanes(
      ['lock M', 'completion done', 'work w'],
      ['lock M', 'wait-completion done', 'unlock M'],
      ['lock M', 'queue w', 'unlock M'],
      ['begin w', 'complete done', 'end w'],
    );
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    // nobody would queue it any more
    const uncalled = lanes(
      ['completion done', 'work w'],
      ['wait-completion done'],
      ['begin w', 'complete done', 'end w'],
    );
    expect(failuresOf(uncalled)).toEqual(['hang']);
  });
});
