import { describe, expect, it } from 'vitest';
import { assumed, build, programOf, startsAs, unmodelled } from './drawing.ts';

describe('critical sections that the drawing cuts off', () => {
  it('a lock taken and not released is released after the last step, innermost first', () => {
    const scenario = build(`
CPU0                        CPU1

mutex_lock(&a);
mutex_lock(&b);
                            mutex_lock(&a);
                            mutex_unlock(&a);
`);
    expect(programOf(scenario, 'CPU0')).toEqual(['lock a', 'lock b', 'unlock b', 'unlock a']);
    expect(programOf(scenario, 'CPU1')).toEqual(['lock a', 'unlock a']);
    expect(assumed(scenario)).toContain('CPU0 releases a and b after its last drawn step');
    expect(assumed(scenario)).not.toContainEqual(expect.stringContaining('CPU1 releases'));
  });

  it('a trylock whose outcome is not shown: what it got is released, if it got it', () => {
    const scenario = build(`
CPU0                        CPU1

mutex_lock(&a);
mutex_trylock(&b);
mutex_unlock(&a);
                            mutex_lock(&b);
`);
    expect(programOf(scenario, 'CPU0').slice(1, 2)).toEqual(['trylock b into got@4_1']);
    expect(programOf(scenario, 'CPU0').at(-1)).toBe('if got@4_1 == 0 goto end; unlock b');
  });

  it('a trylock whose lock is given back later has succeeded', () => {
    const scenario = build(`
CPU0                        CPU1

mutex_trylock(&b);
x = 1;
mutex_unlock(&b);
                            mutex_lock(&b);
`);
    expect(programOf(scenario, 'CPU0')).toEqual(['trylock b into got@3_1; noted got@3_1 == 1', 'x = 1', 'unlock b']);
    expect(assumed(scenario)).toContain('the trylock of b succeeds, as the steps after it show');
  });

  it('a lock released and not taken was held from the start', () => {
    const scenario = build(`
CPU0                        CPU1

x = 1;
                            mutex_lock(&a);
mutex_unlock(&a);
                            x = 2;
                            mutex_unlock(&a);
`);
    expect(startsAs(scenario, 'a')).toEqual(['CPU0']);
    expect(assumed(scenario)).toContain('CPU0 holds a from before its first drawn step');
    expect(assumed(scenario)).not.toContainEqual(expect.stringContaining('CPU1 holds'));
  });

  it('a lock released by a reader and not taken was held for reading, by as many as release it', () => {
    const scenario = build(`
CPU0                        CPU1

x = 1;
                            x = 2;
up_read(&a);
                            up_read(&a);
`);
    expect(programOf(scenario, 'CPU0')).toEqual(['lock a shared', 'x = 1', 'unlock a']);
    expect(programOf(scenario, 'CPU1')).toEqual(['lock a shared', 'x = 2', 'unlock a']);
    expect(startsAs(scenario, 'a')).toEqual([]);
    expect(assumed(scenario)).toContain('CPU0 holds a for reading from before its first drawn step');
  });

  it('a lock that two lanes release and none takes was not held by both: that bars both verdicts', () => {
    const scenario = build(`
CPU0                        CPU1

x = 1;
                            x = 2;
mutex_unlock(&a);
                            mutex_unlock(&a);
`);
    expect(startsAs(scenario, 'a')).toEqual(['CPU0']);
    expect(unmodelled(scenario)).toEqual([6]);
    expect(assumed(scenario)).not.toContainEqual(expect.stringContaining('CPU1 holds'));
  });

  it('a lock that is taken and released again is neither', () => {
    const scenario = build(`
CPU0                        CPU1

mutex_lock(&a);
                            mutex_lock(&a);
mutex_unlock(&a);
                            mutex_unlock(&a);
`);
    expect(startsAs(scenario, 'a')).toEqual([]);
    expect(assumed(scenario)).toEqual([]);
  });

  it('a read-side section is left after the last step', () => {
    const scenario = build(`
CPU0                        CPU1

rcu_read_lock();
                            synchronize_rcu();
x = 1;
`);
    expect(programOf(scenario, 'CPU0').at(-1)).toBe('read-unlock rcu');
  });
});

describe('the mmap_lock of a page fault', () => {
  const fault = (extra: string) => `
CPU0                        CPU1

mmap_write_lock(mm)
                            do_page_fault
${extra}
clear _PAGE_WRITE
                            copy_user_page
mmap_write_unlock(mm)
`;
  it('is held for reading, under the name that the drawing gives it', () => {
    const scenario = build(fault(''));
    expect(programOf(scenario, 'CPU1')).toContain('lock mm->mmap_lock shared');
    expect(programOf(scenario, 'CPU1').at(-1)).toBe('unlock mm->mmap_lock');
    expect(assumed(scenario)).toContain('the page fault holds mm->mmap_lock for reading');
  });

  it('is drawn already where the lane takes it', () => {
    const scenario = build(fault('                            mmap_read_lock(mm)'));
    expect(programOf(scenario, 'CPU1').filter((step) => step.startsWith('lock'))).toHaveLength(1);
    expect(assumed(scenario)).not.toContain('the page fault holds mm->mmap_lock for reading');
  });
});
