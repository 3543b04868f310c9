import { describe, expect, it } from 'vitest';
import { assumed, build, programOf, unmodelled } from './drawing.ts';

describe('lanes that are the function of a work item', () => {
  it('by their name: they begin once the work is pending, and end', () => {
    const scenario = build(`
CPU0                        kworker

queue_work(wq, &foo->work);
                            foo_work_fn()
                              foo->x = 1;
kfree(foo);
`);
    expect(assumed(scenario)).toContain('kworker is the function of foo->work');
    expect(programOf(scenario, 'kworker')[0]).toContain('begin foo->work');
    expect(programOf(scenario, 'kworker').at(-1)).toBe('`end` foo->work');
    expect(scenario.declarations.find(({ kind }) => kind === 'work')?.options).toEqual([]);
  });

  it('by the member from which they find their object', () => {
    const scenario = build(`
CPU0                        CPU1

cancel_work_sync(&foo->reset);
                            foo = container_of(w, struct foo, reset);
                            foo->x = 1;
kfree(foo);
`);
    expect(assumed(scenario)).toContain('CPU1 is the function of foo->reset');
    // nobody queues it in the drawing, so it is pending from the start
    expect(scenario.declarations.find(({ kind }) => kind === 'work')?.options).toEqual([
      { word: 'pending', value: null },
    ]);
  });

  it('not a lane that only looks at the same object', () => {
    const scenario = build(`
CPU0                        CPU1

queue_work(wq, &foo->work);
                            foo->x = 1;
kfree(foo);
`);
    expect(assumed(scenario)).not.toContainEqual(expect.stringContaining('is the function of'));
    expect(programOf(scenario, 'CPU1').join()).not.toContain('begin');
  });
});

describe('waits whose other side is not drawn', () => {
  it.each(['cancel_work_sync(&p->work);', 'wait_for_completion(&p->done);', 'schedule();'])('%s', (wait) => {
    const scenario = build(`
CPU0                        CPU1

p->x = 1;
                            ${wait}
                            kfree(p);
p->y = 2;
`);
    expect(unmodelled(scenario)).toEqual([4]);
    expect(programOf(scenario, 'CPU1').join()).not.toMatch(/cancel|wait|sleep/);
  });

  it('a completion that a lane completes is waited for', () => {
    const scenario = build(`
CPU0                        CPU1

p->x = 1;
                            wait_for_completion(&p->done);
                            kfree(p);
complete(&p->done);
`);
    expect(unmodelled(scenario)).toEqual([]);
    expect(programOf(scenario, 'CPU1')).toContain('wait-completion p->done');
  });

  it('a flush of the TLB waits for nobody', () => {
    const scenario = build(`
CPU0                        CPU1

clear _PAGE_WRITE
                            copy_user_page
flush_tlb_range()
`);
    expect(unmodelled(scenario)).toEqual([]);
    expect(programOf(scenario, 'CPU0')).toContain('flush pte');
  });
});
