import { describe, expect, it } from 'vitest';
import { assumed, build, goals, programOf } from './drawing.ts';

const freed = (mark: string, behind = '') => `
CPU0                        CPU1

p->x = 1;
                            kfree(p);
p->y = 1;${mark}

${behind}
`;

describe('what to look for', () => {
  it('the mark in a cell comes before the prose and the shape', () => {
    const scenario = build(freed('   <-- UAF', 'This is a double free.'), 'null pointer dereference');
    expect(goals(scenario)).toEqual(['use-after-free shown']);
    expect(scenario.goals[0]).toMatchObject({ step: '5:1', line: 5 });
  });

  it('a mark on a row of its own means the step above it in its lane', () => {
    const scenario = build(`
CPU0                        CPU1

p->x = 1;
                            kfree(p);
p->y = 1;
*** use-after-free ***
`);
    expect(scenario.goals[0]).toMatchObject({ failure: 'use-after-free', step: '5:1', line: 6 });
  });

  it('the prose comes before the subject, and both before the shape', () => {
    expect(goals(build(freed('', 'This is a use-after-free.'), 'fix a leak'))[0]).toBe('use-after-free shown');
    expect(goals(build(freed(''), 'fix a double free'))).toEqual(['double-free shown']);
  });

  it('the shape: what the steps could show, most telling first', () => {
    expect(goals(build(freed('')))).toEqual(['use-after-free assumed', 'double-free assumed']);
    expect(
      goals(build('CPU0                CPU1\n\nold = total;\n                    total = 5;\ntotal = old + 1;')),
    ).toEqual(['lost-update assumed']);
    expect(goals(build('CPU0                CPU1\n\nx = 1;\n                    y = 1;'))).toEqual([]);
  });

  it('a drawn deadlock is complete at the last lock or wait', () => {
    const { goals: found } = build(
      'CPU0                CPU1\n\nlock(A);\n                    lock(B);\nlock(B);\n                    lock(A);',
    );
    expect(found[0]).toMatchObject({ failure: 'deadlock', line: 6 });
  });

  it('a lock cycle that nobody speaks of is not the goal of a claimed race', () => {
    const locked = `
CPU0                        CPU1

mutex_lock(&a);
p->x = 1;
mutex_unlock(&a);
                            kfree(p);
`;
    expect(goals(build(locked))).not.toContain('deadlock assumed');
  });
});

describe('failures that a check shows', () => {
  it('stale-read: the local is compared with what the shared cell holds by then', () => {
    const scenario = build(`
CPU0                        CPU1

x = s->flag;
                            s->flag = 1;
y = x;  <-- stale
`);
    expect(goals(scenario)).toEqual(['stale-read shown']);
    expect(programOf(scenario, 'CPU0').at(-1)).toBe('y = x; check x == s->flag else stale-read');
  });

  it('stale-read: none where no other lane writes what was read', () => {
    const scenario = build(`
CPU0                        CPU1

x = s->flag;
                            s->other = 1;
y = x;  <-- stale
`);
    expect(programOf(scenario, 'CPU0').at(-1)).toBe('y = x');
  });

  it('torn: one of two cells new, the other old', () => {
    const scenario = build(
      `
CPU0                        CPU1

s->a = 1;
                            x = s->a;
                            y = s->b;
s->b = 1;
`,
      'torn read of a pair',
    );
    expect(goals(scenario)).toEqual(['torn shown']);
    expect(programOf(scenario, 'CPU1').at(-1)).toBe('y = s->b; check x == 1 == (y == 1) else torn');
    expect(assumed(scenario)).toContainEqual(expect.stringMatching(/^s->a and s->b belong together/));
  });

  it('torn: prose that names it gives way where no pair is drawn', () => {
    const scenario = build(freed(''), 'torn read of a pair');
    expect(goals(scenario)).toEqual(['use-after-free assumed', 'double-free assumed']);
  });

  it('a warning: the marked step is reached with what is noted before it', () => {
    const scenario = build(`
CPU0                        CPU1

if (s->a == 1)
                            s->a = 2;
  s->b = 1;    <- WARNING
`);
    expect(goals(scenario)).toEqual(['warning shown']);
    expect(programOf(scenario, 'CPU0').at(-1)).toBe('s->b = 1; check 0 else warning');
  });

  it('a warning: without anything noted the mark says nothing to look for', () => {
    const scenario = build(`
CPU0                        CPU1

s->a = 1;
                            s->a = 2;
s->b = 1;    <- WARNING
`);
    expect(programOf(scenario, 'CPU0').join()).not.toContain('check');
  });
});
