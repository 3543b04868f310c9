import { describe, expect, it } from 'vitest';
import { assumed, build, relevant, unmodelled } from './drawing.ts';

const calling = (call: string) =>
  build(`
CPU0                        CPU1

p->x = 1;
                            ${call}
                            kfree(p);
p->y = 1;
`);

describe('steps that are not understood', () => {
  it.each(['frob(p);', 'frob(1, p);', 'frob(&other->thing);', 'frob();'])(
    '%s may touch what the failure needs',
    (call) => {
      expect(relevant(calling(call))).toEqual([4]);
      expect(unmodelled(calling(call))).toEqual([]);
    },
  );

  it.each(['frob(1);', 'frob("name", MAX_FROBS);'])('%s is handed constants, so it plays no part', (call) => {
    const scenario = calling(call);
    expect(relevant(scenario)).toEqual([]);
    expect(scenario.unknown).toMatchObject([{ line: 4, relevant: false }]);
    expect(assumed(scenario)).toContainEqual(expect.stringMatching(/^what is called on line 4 is not known/));
  });

  it.each(['frob_stop(p);', 'frob_wait_idle(p);', 'frob_drain(p);', 'frob_shutdown(1);'])(
    '%s may wait for the other side, by its name, and bars both verdicts',
    (call) => {
      expect(unmodelled(calling(call))).toEqual([4]);
    },
  );

  it.each(['frob_stopwatch(p);', 'frob_disabled(p);', 'frobwait(p);'])('%s does not bear such a name', (call) => {
    expect(unmodelled(calling(call))).toEqual([]);
  });

  it('what is understood is no unknown', () => {
    expect(calling('smp_mb();').unknown).toEqual([]);
  });
});
