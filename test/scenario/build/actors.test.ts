import { describe, expect, it } from 'vitest';
import { assumed, build, programOf } from './drawing.ts';

const implied = (scenario: ReturnType<typeof build>) =>
  scenario.lanes.filter((lane) => lane.implied).map(({ name }) => name);

describe('the user thread that writes through its TLB entry', () => {
  const page = (last: string) => `
CPU0                        CPU1

clear _PAGE_WRITE
                            ${last}
flush_tlb_range()
`;
  it('is implied where a page that is write-protected is copied', () => {
    const scenario = build(page('copy_user_page'));
    expect(implied(scenario)).toEqual(['user']);
    expect(programOf(scenario, 'user')).toEqual([
      expect.stringMatching(/^write through user_tlb; if .* goto implied:/),
    ]);
    expect(assumed(scenario)).toContainEqual(expect.stringMatching(/^a user thread .* TLB entry is writable/));
  });

  it('is not where nothing is copied or freed', () => {
    expect(implied(build(page('set _PAGE_DIRTY')))).toEqual([]);
  });

  it('its assumption is shown where the drawing speaks of a stale entry', () => {
    const basis = (text: string) => build(page(text)).assumptions.find(({ text: each }) => /^a user thread/.test(each));
    expect(basis('copy_user_page   <- user writes via stale TLB')?.basis).toBe('shown');
    expect(basis('copy_user_page')?.basis).toBe('assumed');
  });
});

describe('tasks of a lockdep chain', () => {
  const chain = (classes: string) => `
Chain exists of:
  ${classes}

 Possible unsafe locking scenario:

       CPU0                    CPU1
       ----                    ----
  lock(c);
                               lock(b);
                               lock(c);
  lock(a);

 *** DEADLOCK ***
`;
  it('a link that no lane takes is a further task', () => {
    const scenario = build(chain('a --> b --> c'));
    expect(implied(scenario)).toHaveLength(1);
    const task = scenario.lanes.findIndex((lane) => lane.implied);
    expect(programOf(scenario, task)).toEqual(['lock a', 'lock b', 'unlock b', 'unlock a']);
    expect(assumed(scenario)).toContainEqual(expect.stringMatching(/^a further task takes b while it holds a/));
  });

  it('a link that a lane takes is that lane', () => {
    expect(implied(build(chain('b --> c')))).toEqual([]);
    const named = chain('&box->b --> &box->c').replaceAll(/lock\(([bc])\)/g, 'lock(&box->$1)');
    expect(implied(build(named))).toEqual([]);
  });
});

describe('the callback of kfree_rcu()', () => {
  it('is an actor of its own, which frees after a grace period', () => {
    const scenario = build(`
CPU0                        CPU1

rcu_read_lock();
p = rcu_dereference(gp);
                            q = gp;
                            gp = NULL;
                            kfree_rcu(q, rcu);
p->x = 1;
rcu_read_unlock();
`);
    expect(implied(scenario)).toEqual(['rcu_callback']);
    expect(programOf(scenario, 'rcu_callback').slice(1)).toEqual(['wait-readers rcu', expect.stringMatching(/^free /)]);
  });
});
