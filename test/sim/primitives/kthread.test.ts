import { describe, expect, it } from 'vitest';
import { failuresOf, lanes } from '../race.ts';

/** A thread that works until it is asked to stop; lane 1. */
const LOOP = ['set-sleeping k', 'if k.should_stop goto 1:5', 'schedule k', 'if 1 goto 1:1', 'exit k'];

describe('kernel threads', () => {
  it('are stopped while they sleep, and are gone when stop returns', () => {
    expect(failuresOf(lanes(['kthread k'], LOOP, ['stop k']))).toEqual([]);
    const uses = ['if k.should_stop goto 1:4', 'use a', 'if 1 goto 1:1', 'exit k'];
    expect(failuresOf(lanes(['kthread k', 'object a'], uses, ['stop k', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(['kthread k', 'object a'], uses, ['free a', 'stop k']))).toEqual(['use-after-free']);
  });

  it('that look at should_stop before they set their state sleep through it', () => {
    const wrong = ['if k.should_stop goto 1:5', 'set-sleeping k', 'schedule k', 'if 1 goto 1:1', 'exit k'];
    // the thread would exit, which is what the other waits for: it sleeps for a wake-up that has come
    expect(failuresOf(lanes(['kthread k'], wrong, ['stop k']))).toEqual(['hang']);
  });

  it('deadlock with who stops them under a lock that they need', () => {
    const locks = ['lock L', 'unlock L', 'if k.should_stop goto 1:5', 'if 1 goto 1:1', 'exit k'];
    const declared = ['kthread k', 'lock L'];
    expect(failuresOf(lanes(declared, locks, ['lock L', 'stop k', 'unlock L']))).toEqual(['deadlock']);
    expect(failuresOf(lanes(declared, locks, ['lock L', 'unlock L', 'stop k']))).toEqual([]);
    expect(failuresOf(lanes(['kthread k'], ['stop k', 'exit k']))).toEqual(['deadlock']);
  });

  it('park until they are unparked; nothing of them runs meanwhile', () => {
    const parks = ['if k.should_park == 0 goto 1:3', 'parkme k', 'use a', 'if k.should_stop == 0 goto 1:1', 'exit k'];
    const declared = ['kthread k', 'object a', 'cell x'];
    const changes = ['park k', 'x = 1', 'x = 0', 'unpark k', 'stop k'];
    const checks = parks.map((step) => (step === 'use a' ? 'check x == 0 else torn' : step));
    expect(failuresOf(lanes(declared, checks, changes))).toEqual([]);
    expect(failuresOf(lanes(declared, checks, changes.slice(1)))).toEqual(['torn']);
    // stopping a parked thread unparks it
    expect(failuresOf(lanes(declared, parks, ['park k', 'stop k', 'free a']))).toEqual([]);
    // a thread that is never unparked misses something
    expect(failuresOf(lanes(declared, parks, ['park k']))).toEqual(['hang']);
  });
});
