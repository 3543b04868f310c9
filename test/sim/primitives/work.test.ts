import { describe, expect, it } from 'vitest';
import { explore, scenarioProblems } from '../../../src/sim/index.ts';
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

  it('runs again when it is queued while it runs, never twice at a time', () => {
    const fn = ['begin w', 'check busy == 0 else torn', 'busy = 1', 'runs = runs + 1; busy = 0', 'again w'];
    const declared = ['work w', 'cell busy', 'cell runs', 'cell begun'];
    const queues = ['queue w', 'await begun == 1', 'queue w', 'await runs == 2'];
    const begins = ['begin w; begun = 1', ...fn.slice(1)];
    // queued again in the first run or after it: the second queueing cannot be lost
    const outcome = explore(lanes(declared, begins, queues));
    expect([outcome.complete, outcome.witnesses, outcome.finished[1]]).toEqual([true, [], true]);
    // before it has begun it is queued once
    expect(failuresOf(lanes(declared, begins, ['queue w', 'queue w', 'await runs == 2']))).toEqual(['hang']);
    const other = fn.map((step) => step.replace('again', 'end'));
    expect(failuresOf(lanes(declared, fn, other, ['queue w', 'queue w', 'queue w']))).toEqual([]);
  });

  it('that queues itself again can be cancelled for good, but not flushed for good', () => {
    const fn = ['begin w', 'use a', 'queue w', 'again w'];
    const declared = ['work w pending', 'object a'];
    expect(failuresOf(lanes(declared, fn, ['cancel-sync w', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(declared, fn, ['flush w', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, fn, ['cancel w', 'flush w', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, fn, ['disable-sync w', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(declared, fn, ['disable w', 'flush w', 'free a']))).toEqual([]);
  });

  it('flushed waits for the run asked for before, not for a later one', () => {
    const fn = ['begin w', 'x = x + 1', 'await y == 1 || x == 1', 'again w'];
    const declared = ['work w', 'cell x', 'cell y'];
    // the second run is queued by the third lane and held up until the flush is over
    const flushes = ['queue w', 'flush w', 'y = 1'];
    expect(failuresOf(lanes(declared, fn, flushes, ['await x == 1', 'queue w']))).not.toContain('hang');
    expect(failuresOf(lanes(['work w'], ['flush w']))).toEqual([]);
  });

  it('flushed while its queued run is taken back is not waited for', () => {
    const fn = ['begin w', 'end w'];
    expect(failuresOf(lanes(['work w pending'], fn, ['flush w'], ['cancel w']))).toEqual([]);
    // nobody runs it: the flush ends with the cancel only
    expect(failuresOf(lanes(['work w pending', 'cell x'], ['flush w'], ['cancel w']))).toEqual([]);
    expect(failuresOf(lanes(['work w pending'], ['flush w']))).toEqual(['hang']);
  });

  it('disabled is not queued until it is enabled as often', () => {
    const fn = ['begin w', 'x = 1', 'end w'];
    const check = 'check x == 0 else torn';
    expect(failuresOf(lanes(['work w', 'cell x'], fn, ['disable w', 'queue w', check]))).toEqual([]);
    const nested = ['disable w', 'disable w', 'enable w', 'queue w', check];
    expect(failuresOf(lanes(['work w', 'cell x'], fn, nested))).toEqual([]);
    expect(failuresOf(lanes(['work w', 'cell x'], fn, ['disable w', 'enable w', 'queue w', check]))).toEqual(['torn']);
    expect(
      failuresOf(lanes(['work w pending', 'cell x'], fn, ['disable-sync w', 'noted x == 0', 'x = 0', check])),
    ).toEqual([]);
    expect(failuresOf(lanes(['work w'], ['enable w']))).toEqual(['warning']);
  });

  it('waits for itself where it flushes itself, and where one lane runs both', () => {
    expect(failuresOf(lanes(['work w pending'], ['begin w', 'flush w', 'end w']))).toEqual(['deadlock']);
    // an ordered workqueue: the second item cannot begin before the first, which waits for it, ends
    const ordered = ['begin a', 'flush b', 'end a', 'begin b', 'end b'];
    expect(failuresOf(lanes(['work a pending', 'work b pending'], ordered))).toEqual(['deadlock']);
  });

  it('flushed or cancelled under a lock that it takes is a deadlock; else a function that never ends a hang', () => {
    const fn = ['begin w', 'lock L', 'unlock L', 'end w'];
    const declared = ['work w pending', 'lock L'];
    expect(failuresOf(lanes(declared, fn, ['lock L', 'flush w', 'unlock L']))).toEqual(['deadlock']);
    expect(failuresOf(lanes(declared, fn, ['flush w', 'lock L', 'unlock L']))).toEqual([]);
    const stuck = lanes(
      ['work w pending', 'completion never'],
      ['begin w', 'wait-completion never', 'end w'],
      ['flush w'],
    );
    expect(failuresOf(stuck)).toEqual(['hang']);
  });

  it('begins again only where the lane begins it', () => {
    expect(scenarioProblems(lanes(['work w'], ['again w']), 'x.race')).toMatchObject([
      { code: 'race-syntax', detail: 'this lane has no step that begins w' },
    ]);
  });
});
