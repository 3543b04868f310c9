import { describe, expect, it } from 'vitest';
import { assumed, build, goals } from '../drawing.ts';

const story = (acts: string) => `
CPU0                        CPU1

seen = s->state;
                            s->state = 3;
${acts}
`;

const told = (acts: string) => assumed(build(story(acts))).find((text) => text.startsWith('the failure is')) ?? null;

describe('acting on what is no longer so', () => {
  it('is using the copy of a place that another lane has changed', () => {
    expect(goals(build(story('s->shown = seen;')))).toEqual(['wrong-state assumed']);
    expect(told('s->shown = seen;')).toBe(
      'the failure is that line 5 goes by s->state as line 3 saw it, after line 4 has changed it',
    );
  });

  it('is what is done where a test of the copy lets it, not the test', () => {
    expect(told('if (seen == 1)\n  s->open = 1;')).toContain('line 6 goes by s->state as line 3 saw it');
  });

  it('is nothing where the copy is not used, or the place is looked at again', () => {
    expect(told('s->open = 1;')).toBeNull();
    expect(told('seen = s->state;\ns->shown = seen;')).toBeNull();
  });

  it('a look at an element is a look at its index', () => {
    const scenario = build(`
CPU0                        CPU1

length = s->lengths[s->mode];
                            s->mode = 3;
s->length = length;
`);
    expect(assumed(scenario)).toContain(
      'the failure is that line 5 goes by s->mode as line 3 saw it, after line 4 has changed it',
    );
  });
});
