import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes } from '../race.ts';

const FN = ['begin w', 'use a', 'end w'];

describe('deferred work', () => {
  it('runs when it was queued, and nobody misses it where it was not', () => {
    expect(failuresOf(lanes(['work w', 'object a'], FN))).toEqual([]);
    expect(explore(lanes(['work w', 'object a'], FN)).finished).toEqual([false]);
    expect(explore(lanes(['work w pending', 'object a'], FN)).finishes).toBe(true);
    expect(failuresOf(lanes(['work w', 'object a'], FN, ['queue w', 'free a']))).toEqual(['use-after-free']);
  });

  it('is taken back by cancel, which does not wait for what runs', () => {
    expect(failuresOf(lanes(['work w pending', 'object a'], FN, ['cancel w', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(['work w pending', 'object a'], FN, ['cancel-sync w', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(['work w pending', 'object a'], FN, ['flush w', 'free a']))).toEqual([]);
  });

  it('cancel-sync runs it never again; flush runs what is pending', () => {
    const counted = ['begin w', 'x = x + 1', 'end w'];
    expect(failuresOf(lanes(['work w', 'cell x'], counted, ['queue w', 'flush w', 'check x == 1 else torn']))).toEqual(
      [],
    );
    expect(
      failuresOf(lanes(['work w', 'cell x'], counted, ['queue w', 'cancel-sync w', 'check x == 1 else torn'])),
    ).toEqual(['torn']);
  });

  it('that cancels itself waits for itself', () => {
    expect(failuresOf(lanes(['work w pending'], ['begin w', 'cancel-sync w', 'end w']))).toEqual(['deadlock']);
    const lock = lanes(
      ['work w pending', 'lock L'],
      ['begin w', 'lock L', 'unlock L', 'end w'],
      ['lock L', 'cancel-sync w', 'unlock L'],
    );
    expect(failuresOf(lock)).toEqual(['deadlock']);
  });

  it('is queued once while it is pending', () => {
    const loops = ['begin w', 'x = x + 1', 'end w', 'if 1 == 1 goto 1:1'];
    const outcome = explore(lanes(['work w', 'cell x'], loops, ['queue w', 'queue w', 'check x < 3 else torn']));
    expect(outcome.complete).toBe(true);
    expect(outcome.witnesses).toEqual([]);
  });
});
