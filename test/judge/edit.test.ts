import { describe, expect, it } from 'vitest';
import { byLines } from '../../src/judge/edit.ts';

describe("a message of the machine in the mail's terms", () => {
  it.each([
    ['CPU0 holds a (12:1) and waits for b (14:1)', 'CPU0 holds a (line 12) and waits for b (line 14)'],
    ['task_1 holds b (implied:5) and waits for c (implied:6)', 'task_1 holds b and waits for c'],
    [
      "CPU1 waits at 2:2 for done; handler's at 3:2 was the last",
      "CPU1 waits on line 2 for done; handler's on line 3 was the last",
    ],
    ['poller sleeps at implied:3 for a wake-up of poller', 'poller sleeps for a wake-up of poller'],
    ['frees (lock 2:1) at "12:1"', 'frees (lock 2:1) at "12:1"'],
  ])('%s', (said, told) => {
    expect(byLines(said)).toBe(told);
  });
});
