import { describe, expect, it } from 'vitest';
import { assumed, build, programOf, unmodelled } from './drawing.ts';

const has = (lane: string) => new RegExp(`^${lane} has p from before its first drawn step`);

describe('where a lane got its pointer', () => {
  it('from before its first drawn step, while the object was alive', () => {
    const scenario = build(`
CPU0                        CPU1

p->x = 1;
                            kfree(p);
p->y = 2;
`);
    expect(programOf(scenario, 'CPU0')[0]).toContain('noted *p.live == 1');
    expect(assumed(scenario)).toContainEqual(expect.stringMatching(has('CPU0')));
  });

  it('before a lane that is drawn behind the free: the free comes in between', () => {
    const scenario = build(`
CPU0                        CPU1

                            kfree(p);
p->x = 1;
`);
    expect(programOf(scenario, 'CPU0')).toEqual(['noted *p.live == 1', 'use *p; p->x = 1']);
  });

  it('a first use that is drawn before the free is one of a living object', () => {
    const scenario = build(`
CPU0                        CPU1

kref_get(&p->ref);
                            kref_put(&p->ref, p_release);
p->x = 1;
`);
    expect(programOf(scenario, 'CPU0')[0]).toMatch(/^noted \*p\.live == 1; .*get \*p/);
  });

  it('at the line that mentions it first', () => {
    const scenario = build(`
CPU0                        CPU1

start(1);
show(p, 1);
                            kfree(p);
p->y = 2;
`);
    expect(programOf(scenario, 'CPU0')[0]).toBe('noted *p.live == 1');
    expect(assumed(scenario)).toContainEqual('CPU0 has p at line 4, so the object is alive there');
  });

  it('inside its read-side section', () => {
    const scenario = build(`
CPU0                        CPU1

rcu_read_lock();
                            synchronize_rcu();
                            kfree(p);
p->y = 2;
rcu_read_unlock();
`);
    expect(programOf(scenario, 'CPU0')[0]).toBe('read-lock rcu; noted *p.live == 1');
  });

  it('before or under a lock that both hold: that is not shown, and bars both verdicts', () => {
    const scenario = build(`
CPU0                        CPU1

mutex_lock(&m);
                            mutex_lock(&m);
                            kfree(p);
                            mutex_unlock(&m);
p->x = 1;
mutex_unlock(&m);
`);
    expect(unmodelled(scenario)).toEqual([7]);
    expect(assumed(scenario)).not.toContainEqual(expect.stringMatching(has('CPU0')));
  });

  it('a lock that only one side holds decides nothing', () => {
    const scenario = build(`
CPU0                        CPU1

mutex_lock(&m);
                            mutex_lock(&n);
                            kfree(p);
                            mutex_unlock(&n);
p->x = 1;
mutex_unlock(&m);
`);
    expect(unmodelled(scenario)).toEqual([]);
    expect(assumed(scenario)).toContainEqual(expect.stringMatching(has('CPU0')));
  });

  it('says nothing of a pointer that the lane loads, nor of an object that nobody else ends', () => {
    const loaded = build(`
CPU0                        CPU1

p = dev->priv;
                            q = dev->priv;
                            dev->priv = NULL;
                            kfree(q);
p->x = 1;
`);
    expect(assumed(loaded).filter((text) => /alive/.test(text))).toEqual([]);
    const own = build(`
CPU0                        CPU1

p->x = 1;
                            flag = 1;
kfree(p);
`);
    expect(assumed(own).filter((text) => /alive/.test(text))).toEqual([]);
  });
});
