import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

const cells = ['cell a', 'cell b', 'cell seen', 'cell seq', 'cell again'];
const writes = ['write-begin S', 'a = a + 1', 'b = b + 1', 'write-end S'];
const reads = [
  'read-begin S into seq',
  'seen = a',
  'seen = seen - b',
  'read-retry S since seq into again',
  'if again goto 2:1',
  'check seen == 0 else torn',
];
const without = (verb: string, lane: readonly string[]) => lane.filter((each) => !each.startsWith(verb));

describe.each(['seqlock', 'seqcount'])('readers of a %s', (kind) => {
  it('see no half of an update, once they have looked again', () => {
    const whole = lanes([`${kind} S`, ...cells], [...writes, ...writes], reads);
    expect(failuresOf(whole)).toEqual([]);
    expect(explore(whole).finishes).toBe(true);
    const hasty = reads.map((each) => (each.startsWith('if') ? 'pass' : each));
    expect(failuresOf(lanes([`${kind} S`, ...cells], writes, hasty))).toEqual(['torn']);
  });

  it('need both ends of the write, and the wait for an even count', () => {
    expect(failuresOf(lanes([`${kind} S`, ...cells], without('write', writes), reads))).toEqual(['torn']);
    // one that begins in the middle of a write: nothing changes until it looks again
    const late = ['read-begin S into seq', 'check a == b else torn'];
    expect(failuresOf(lanes([`${kind} S`, ...cells], writes, late))).toEqual(['torn']);
    expect(failuresOf(lanes([`${kind} S`, ...cells], writes.slice(0, 3), ['read-begin S into seq']))).toEqual(['hang']);
  });

  it('never block a writer', () => {
    const stuck = ['read-begin S into seq', 'await b == 1'];
    expect(failuresOf(lanes([`${kind} S`, ...cells], writes, stuck))).toEqual([]);
  });

  it('spin for ever on a count that their own lane made odd, or one that waits for them', () => {
    const own = lanes([`${kind} S`, ...cells], ['write-begin S', 'read-begin S into seq']);
    expect(messageOf(own, 'deadlock')).toBe('CPU0 holds S (1:1) and waits for S (1:2): it waits for itself');
    const crossed = lanes(
      [`${kind} S`, 'mutex M', ...cells],
      ['write-begin S', 'lock M', 'unlock M', 'write-end S'],
      ['lock M', 'read-begin S into seq', 'unlock M'],
    );
    expect(messageOf(crossed, 'deadlock')).toBe(
      'CPU0 holds S (1:1) and waits for M (1:2); CPU1 holds M (2:1) and waits for S (2:2)',
    );
  });
});

describe('writers', () => {
  it('of a seqlock exclude each other', () => {
    const adds = ['write-begin S', 'a = a + 1', 'check a == 1 else torn', 'a = a - 1', 'write-end S'];
    expect(failuresOf(lanes(['seqlock S', ...cells], adds, adds))).toEqual([]);
    expect(failuresOf(lanes(['seqlock S', ...cells], ['write-begin S', 'write-begin S']))).toEqual(['deadlock']);
  });

  it('of a seqcount do not: two at once are a failure, unless a lock keeps them apart', () => {
    expect(failuresOf(lanes(['seqcount S', ...cells], writes, writes))).toEqual(['warning']);
    const locked = ['lock M', ...writes, 'unlock M'];
    expect(failuresOf(lanes(['seqcount S', 'mutex M', ...cells], locked, locked))).toEqual([]);
    expect(failuresOf(lanes(['seqcount S', ...cells], ['write-begin S', 'write-begin S']))).toEqual(['warning']);
  });

  it('end only what they began', () => {
    for (const kind of ['seqlock', 'seqcount']) {
      expect(
        failuresOf(lanes([`${kind} S`, ...cells], ['write-begin S', 'a = 1'], ['await a == 1', 'write-end S'])),
      ).toEqual(['warning']);
    }
    expect(failuresOf(lanes(['seqlock S'], ['lock S', 'write-end S']))).toEqual(['warning']);
    expect(failuresOf(lanes(['seqlock S'], ['write-begin S', 'unlock S']))).toEqual(['warning']);
  });
});

describe('locking readers of a seqlock', () => {
  it('keep writers out, and let other readers read without a second look', () => {
    const locks = ['lock S', 'check a == b else torn', 'unlock S'];
    expect(failuresOf(lanes(['seqlock S', ...cells], writes, locks, locks))).toEqual([]);
    const other = ['read-begin S into seq', 'read-retry S since seq into again', 'check again == 0 else torn'];
    expect(failuresOf(lanes(['seqlock S', ...cells], locks, other))).toEqual([]);
  });
});
