import { describe, expect, it } from 'vitest';
import { judgeScenario } from '../../src/judge/index.ts';
import { race } from '../sim/race.ts';
import { options } from './judged.ts';

const judged = (text: string) => judgeScenario(race(text), options);

const torn = (kind: string, [take, release]: readonly [string, string]) => `${kind} L
cell a
cell b
lane CPU0
  1:1 ${take} L
  1:2 a = 1
  1:3 b = 1
  1:4 ${release} L
lane CPU1
  2:1 ${take} L
  2:2 check a == b else torn
  2:3 ${release} L
look for torn`;

describe('a refutation bites whatever the kind of the lock', () => {
  it.each([
    ['lock', 'lock', 'unlock'],
    ['mutex', 'lock', 'unlock'],
    ['rwlock', 'lock', 'unlock'],
    ['rwsem', 'lock', 'unlock'],
    ['percpu-rwsem', 'lock', 'unlock'],
    ['bit-lock', 'lock', 'unlock'],
    ['seqlock', 'write-begin', 'write-end'],
  ] as const)('%s', (kind, take, release) => {
    const { verdict, reason, why } = judged(torn(kind, [take, release]));
    expect(verdict, reason).toBe('refuted');
    expect(why[0]).toMatchObject({ kind: 'lock', text: expect.stringContaining('L is held by CPU0') });
  });

  it("a reader's second look at a sequence counter is what keeps it from half an update", () => {
    const { verdict, reason, why } = judged(`seqcount S
cell a
cell b
cell seen
cell seq
cell again
lane CPU0
  1:1 write-begin S
  1:2 a = 1
  1:3 b = 1
  1:4 write-end S
lane CPU1
  2:1 read-begin S into seq
  2:2 seen = a - b
  2:3 read-retry S since seq into again
  2:4 if again goto 2:1
  2:5 check seen == 0 else torn
look for torn`);
    expect(verdict, reason).toBe('refuted');
    expect(why).toContainEqual({ kind: 'lock', text: 'CPU1 looks whether S has changed on line 2', lines: [2] });
  });
});
