import { describe, expect, it } from 'vitest';
import { build, programOf, startsAs } from './drawing.ts';

describe('names that mean one thing', () => {
  it('a pointer and its copy lead to one object', () => {
    const scenario = build(`
CPU0                        CPU1

p = dev->priv;
                            q = dev->priv;
                            dev->priv = NULL;
                            kfree(q);
p->count = 1;
`);
    const objects = scenario.declarations.filter(({ kind }) => kind === 'object');
    expect(objects).toHaveLength(1);
    const [object] = objects;
    expect(startsAs(scenario, 'dev->priv')).toEqual([object?.name]);
    // the field is one cell, whichever pointer it is reached through
    expect(scenario.declarations.filter(({ name }) => name.endsWith('->count'))).toHaveLength(1);
    expect(programOf(scenario, 'CPU0')).toEqual(['p = dev->priv', expect.stringContaining('use p')]);
  });

  it('a copy of a copy does so too, in whatever order they are drawn', () => {
    const scenario = build(
      `
CPU0                        CPU1

rcu_read_lock();
p = rcu_dereference(gp);
                            old = gp;
                            rcu_assign_pointer(gp, new);
                            kfree_rcu(old, rcu);
p->count = 1;
rcu_read_unlock();
`,
      'use-after-free',
    );
    expect(programOf(scenario, 'CPU0')[2]).toContain('use p');
  });

  it('locals of two lanes with one name are two variables', () => {
    const scenario = build(`
CPU0                        CPU1

old = READ_ONCE(total);
                            old = READ_ONCE(total);
                            WRITE_ONCE(total, old + 1);
WRITE_ONCE(total, old + 1);
`);
    const [first, second] = [programOf(scenario, 'CPU0'), programOf(scenario, 'CPU1')];
    expect(first).toHaveLength(2);
    expect(first[0]).toMatch(/= total$/);
    expect(first[0]).not.toBe(second[0]);
    expect(first[1]).not.toBe(second[1]);
  });

  it('a name that lanes only use is one variable', () => {
    const scenario = build(`
CPU0                        CPU1

WRITE_ONCE(flag, 1);
                            WRITE_ONCE(flag, 2);
`);
    expect(programOf(scenario, 'CPU0')).toEqual(['flag = 1']);
    expect(programOf(scenario, 'CPU1')).toEqual(['flag = 2']);
  });

  it('what rcu_assign_pointer() puts in place of a loaded pointer is another object', () => {
    const scenario = build(
      `
CPU0                        CPU1

rcu_read_lock();
p = rcu_dereference(gp);
                            old = gp;
                            rcu_assign_pointer(gp, new);
                            synchronize_rcu();
                            kfree(old);
p->count = 1;
rcu_read_unlock();
`,
      'use-after-free',
    );
    const objects = scenario.declarations.filter(({ kind }) => kind === 'object').map(({ name }) => name);
    expect(objects).toHaveLength(2);
    expect(objects).toContain('*new');
    expect(programOf(scenario, 'CPU1')).toContain('barrier release; gp = *new');
    expect(startsAs(scenario, 'gp')).not.toEqual(['*new']);
  });

  it('what a store publishes that nobody loaded before is the object itself', () => {
    const scenario = build(
      `
CPU0                        CPU1

p = kzalloc(sizeof(*p), GFP_KERNEL);
dev->priv = p;
                            dev->priv->count = 1;
kfree(p);
`,
      'use-after-free',
    );
    expect(scenario.declarations.filter(({ kind }) => kind === 'object')).toHaveLength(1);
  });
});
