import { describe, expect, it } from 'vitest';
import { assumed, build, startsAs } from './drawing.ts';

describe('initial values that the mail does not give', () => {
  it('what is compared may start as either outcome needs', () => {
    const scenario = build(`
CPU0                        CPU1

if (s->state == 2)
                            s->state = 3;
  s->seen = 1;
`);
    expect(startsAs(scenario, 's->state')).toEqual(['2', '0']);
    expect(startsAs(scenario, 's->seen')).toEqual(['0']);
    expect(assumed(scenario)).toContain('s->state may start as 2 or 0');
  });

  it('what is compared with an enumerator may start as that', () => {
    const scenario = build(`
CPU0                        CPU1

if (state == RUNNING)
                            state = STOPPED;
  seen = 1;
`);
    expect(startsAs(scenario, 'state')).toEqual(['RUNNING', '0']);
  });

  it('what every lane assigns before it reads starts as 0', () => {
    const scenario = build(`
CPU0                        CPU1

x = s->len;
                            s->len = 5;
if (x == 5)
  y = 1;
`);
    expect(startsAs(scenario, 'x')).toEqual(['0']);
    expect(assumed(scenario)).not.toContainEqual(expect.stringContaining('x may start'));
  });

  it('what a copy is compared with, the place that it was read from may start as', () => {
    const scenario = build(`
CPU0                        CPU1

x = s->len;
                            s->len = 5;
if (x == 7)
  y = 1;
`);
    expect(startsAs(scenario, 's->len')).toEqual(['7', '0']);
  });

  it('what is stored to a cell was something else before', () => {
    const scenario = build(`
CPU0                        CPU1

x = s->len;
                            s->len = 0;
y = x;
                            s->len = 1;
`);
    expect(startsAs(scenario, 's->len')).toEqual(['2']);
    expect(assumed(scenario)).toContain('s->len starts as something else than is stored to it');
    expect(startsAs(scenario, 'y')).toEqual(['0']);
  });

  it('at most six cells have more than one value', () => {
    const tests = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => [`if (v${n} == 1)`, `  w${n} = 1;`]);
    const sets = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `                            v${n} = 1;`);
    const scenario = build(['CPU0                        CPU1', '', ...tests, ...sets].join('\n'));
    expect(scenario.declarations.filter(({ values }) => values.length > 1)).toHaveLength(6);
  });

  it('a counter that is counted down starts with what is dropped', () => {
    const scenario = build(`
CPU0                        CPU1

atomic_dec(&s->users);
                            atomic_dec(&s->users);
`);
    expect(startsAs(scenario, 's->users')).toEqual(['2']);
    expect(assumed(scenario)).toContain('s->users starts at 2, as many as are counted down');
  });

  it('a counter that is only counted up starts as 0', () => {
    const scenario = build(`
CPU0                        CPU1

atomic_inc(&s->users);
                            atomic_inc(&s->users);
`);
    expect(startsAs(scenario, 's->users')).toEqual(['0']);
  });

  it('an object has as many references as the puts drop beyond the gets', () => {
    const references = (rows: string) =>
      build(`CPU0                        CPU1\n\n${rows}`).declarations.find(({ kind }) => kind === 'object')?.options;
    const refs = (value: number) => [{ word: 'refs', value: { is: 'number', value } }];
    expect(references('kref_put(&p->ref, f);\n                            kref_put(&p->ref, f);')).toEqual(refs(2));
    expect(
      references('kref_get(&p->ref);\n                            kref_put(&p->ref, f);\nkref_put(&p->ref, f);'),
    ).toEqual(refs(1));
    expect(references('p->x = 1;\n                            kfree(p);')).toEqual([]);
  });

  it('a pointer that is cleared leads to its object; one that is published starts as NULL', () => {
    const cleared = build(`
CPU0                        CPU1

if (dev->ops)
                            dev->ops = NULL;
  dev->ops->flags = 1;
`);
    expect(startsAs(cleared, 'dev->ops')).toEqual(['*dev->ops']);
    const published = build(
      `
CPU0                        CPU1

p = kmalloc(8, GFP_KERNEL);
gp = p;
                            q = gp;
                            q->x = 1;
kfree(p);
`,
      'use-after-free',
    );
    expect(startsAs(published, 'gp')).toEqual(['0']);
  });
});
