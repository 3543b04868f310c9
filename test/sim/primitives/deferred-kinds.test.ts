import { describe, expect, it } from 'vitest';
import { failuresOf, lanes } from '../race.ts';

describe('delayed work', () => {
  const fn = ['begin d', 'use a', 'end d'];
  const declared = ['delayed-work d', 'object a'];

  it('on its timer is not seen by who waits for the queue', () => {
    expect(failuresOf(lanes(declared, fn, ['queue d', 'flush-queued d', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, fn, ['queue d', 'flush d', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(declared, fn, ['queue d', 'cancel-sync d', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(declared, fn, ['queue-now d', 'flush-queued d', 'free a']))).toEqual([]);
    expect(
      failuresOf(
        lanes(
          ['delayed-work d pending', 'object a'],
          [...fn.slice(0, 2), 'again d'],
          ['queue-now d', 'flush-queued d', 'free a'],
        ),
      ),
    ).toEqual([]);
    expect(failuresOf(lanes(declared, fn, ['queue d', 'cancel d', 'free a']))).toEqual(['use-after-free']);
  });

  it('disabled is not armed', () => {
    expect(failuresOf(lanes(declared, fn, ['disable-sync d', 'queue d', 'queue-now d', 'free a']))).toEqual([]);
  });

  it('that arms itself again is stopped by cancel-sync alone', () => {
    const rearms = ['begin d', 'use a', 'queue d', 'again d'];
    const armed = ['delayed-work d pending', 'object a'];
    expect(failuresOf(lanes(armed, rearms, ['cancel-sync d', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(armed, rearms, ['flush d', 'free a']))).toEqual(['use-after-free']);
  });
});

describe('timers', () => {
  const fn = ['begin t', 'use a', 'end t'];

  it('deleted without waiting may still run', () => {
    expect(failuresOf(lanes(['timer t pending', 'object a'], fn, ['cancel t', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(['timer t pending', 'object a'], fn, ['cancel-sync t', 'free a']))).toEqual([]);
  });

  it('armed by another lane after the deletion run again, unless they were shut down', () => {
    const arms = ['queue t'];
    const declared = ['timer t', 'object a'];
    expect(failuresOf(lanes(declared, fn, arms, ['cancel-sync t', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, fn, arms, ['shutdown-sync t', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(declared, fn, arms, ['shutdown t', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, fn, ['shutdown t', 'queue t', 'free a']))).toEqual([]);
  });

  it('that restart themselves are pending when their function ends', () => {
    const restarts = ['begin t', 'use a', 'restart t', 'begin t', 'use a', 'end t'];
    const declared = ['timer t pending', 'object a'];
    expect(failuresOf(lanes(declared, restarts, ['cancel-sync t', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(declared, restarts, ['cancel t', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, restarts, ['shutdown t', 'cancel-sync t', 'free a']))).toEqual([]);
  });

  it('cancelled by themselves, or under a lock that they take, are a deadlock', () => {
    expect(failuresOf(lanes(['timer t pending'], ['begin t', 'cancel-sync t', 'end t']))).toEqual(['deadlock']);
    const locks = ['begin t', 'lock L', 'unlock L', 'end t'];
    expect(failuresOf(lanes(['timer t pending', 'lock L'], locks, ['lock L', 'cancel-sync t', 'unlock L']))).toEqual([
      'deadlock',
    ]);
  });
});

describe('tasklets', () => {
  const fn = ['begin rx', 'use a', 'end rx'];

  it('that are killed run what was scheduled, and no more', () => {
    const counts = ['begin rx', 'x = x + 1', 'end rx'];
    const killed = lanes(['tasklet rx pending', 'cell x'], counts, ['kill rx', 'check x == 1 else torn']);
    expect(failuresOf(killed)).toEqual([]);
    expect(failuresOf(lanes(['tasklet rx pending', 'object a'], fn, ['kill rx', 'free a']))).toEqual([]);
    // scheduled by somebody else afterwards
    expect(failuresOf(lanes(['tasklet rx', 'object a'], fn, ['queue rx'], ['kill rx', 'free a']))).toEqual([
      'use-after-free',
    ]);
  });

  it('scheduled by themselves while they are killed are lost, or run once more', () => {
    const again = ['begin rx', 'use a', 'queue rx', 'again rx'];
    expect(failuresOf(lanes(['tasklet rx pending', 'object a'], again, ['kill rx', 'free a']))).toEqual([]);
    // lost: it was queued in its first run, and there is no second one
    const twice = ['begin rx', 'queue rx; x = 1', 'end rx', 'begin rx', 'x = 2', 'end rx'];
    const kills = ['kill rx', 'check x != 1 else torn'];
    expect(failuresOf(lanes(['tasklet rx pending', 'cell x'], twice, kills))).toEqual(['torn']);
    expect(failuresOf(lanes(['tasklet rx pending', 'cell x'], twice, ['await x > 0', ...kills]))).toEqual([]);
  });

  it('that are disabled stay scheduled: killing one then hangs', () => {
    expect(failuresOf(lanes(['tasklet rx pending disabled', 'object a'], fn, ['free a', 'enable rx']))).toEqual([
      'use-after-free',
    ]);
    const kill = lanes(['tasklet rx pending disabled', 'object a'], fn, ['kill rx']);
    expect(failuresOf(kill)).toEqual(['hang']);
    expect(failuresOf(lanes(['tasklet rx pending', 'object a'], fn, ['disable rx', 'kill rx', 'enable rx']))).toEqual([
      'deadlock',
    ]);
    expect(failuresOf(lanes(['tasklet rx pending', 'object a'], fn, ['kill rx']))).toEqual([]);
  });

  it('disabled do not run, but one that runs goes on unless it is waited for', () => {
    const looks = ['begin rx', 'check x == 0 else torn', 'end rx'];
    const changes = ['x = 1', 'x = 0', 'enable rx'];
    const declared = ['tasklet rx pending', 'cell x'];
    expect(failuresOf(lanes(declared, looks, ['disable rx', ...changes]))).toEqual(['torn']);
    expect(failuresOf(lanes(declared, looks, ['disable-sync rx', ...changes]))).toEqual([]);
  });
});
