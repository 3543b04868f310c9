import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, messageOf } from '../race.ts';

const DECLARED = ['task t', 'cell ready'];
const WAKER = ['ready = 1', 'wake t'];

describe('task states', () => {
  it('set before the condition is looked at lose no wake-up', () => {
    const right = ['set-sleeping t', 'if ready == 1 goto 1:4', 'schedule t', 'set-running t'];
    expect(failuresOf(lanes(DECLARED, right, WAKER))).toEqual([]);
    // the waker's order matters too
    expect(failuresOf(lanes(DECLARED, right, ['wake t', 'ready = 1']))).toEqual(['hang']);
  });

  it('set after it lose one, and the message names it', () => {
    const wrong = lanes(DECLARED, ['if ready == 1 goto end', 'set-sleeping t', 'schedule t'], WAKER);
    expect(failuresOf(wrong)).toEqual(['hang']);
    expect(messageOf(wrong, 'hang')).toBe(
      "CPU0 sleeps at 1:3 for a wake-up of t; CPU1's at 2:2 came before it was about to sleep",
    );
  });

  it('running: schedule goes on at once', () => {
    expect(failuresOf(lanes(['task t'], ['schedule t']))).toEqual([]);
    expect(failuresOf(lanes(['task t'], ['set-sleeping t', 'set-running t', 'schedule t']))).toEqual([]);
    expect(failuresOf(lanes(['task t'], ['set-sleeping t', 'schedule t']))).toEqual(['hang']);
  });
});
