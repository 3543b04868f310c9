import { describe, expect, it } from 'vitest';
import { assumed, build, programOf } from './drawing.ts';

/** What CPU0 is noted to have seen when it tests `x`, and what it does after it. */
const testedBy = (...rows: readonly string[]) => {
  const scenario = build(
    ['CPU0                        CPU1', '', '                            x = 1;', ...rows].join('\n'),
  );
  return { program: programOf(scenario, 'CPU0'), assumptions: assumed(scenario), steps: scenario.lanes[0]?.steps };
};

describe('what a drawing shows of a tested condition by going on', () => {
  it('its body is drawn: it held', () => {
    expect(testedBy('if (x)', '  y = 1;').program).toEqual(['if x == 0 goto end', 'y = 1']);
  });

  it('its body is drawn and more rests on it: it held', () => {
    expect(testedBy('if (x)', '  y = 1;', 'z = 1;').program).toEqual(['noted x != 0', 'y = 1', 'z = 1']);
  });

  it('its body gives back what was taken before it: it held', () => {
    expect(testedBy('lock(&s->lock);', 'if (x)', '  y = 1;', '  unlock(&s->lock);').program).toEqual([
      'lock s->lock',
      'noted x != 0',
      'y = 1',
      'unlock s->lock',
    ]);
  });

  it('it leaves on its own line and steps follow: it did not hold', () => {
    expect(testedBy('if (x) return;', 'y = 1;').program).toEqual(['noted x == 0', 'y = 1']);
    expect(testedBy('if (!x) goto out;', 'y = 1;').program).toEqual(['noted x != 0', 'y = 1']);
  });

  it('it leaves on its own line and nothing follows: it held', () => {
    expect(testedBy('y = 1;', 'if (x) return;').program).toEqual(['y = 1', 'noted x != 0']);
  });

  it.each(['return;', 'goto out;'])('the next line is %s and steps follow: that line did not run', (leave) => {
    const { program, assumptions, steps } = testedBy('if (x)', `  ${leave}`, 'y = 1;');
    expect(program).toEqual(['noted x == 0', 'y = 1']);
    expect(steps?.map(({ id }) => id)).toEqual(['4:1', '5:3', '6:1']);
    expect(assumptions).toContain('line 5 is printed but not run: its branch is not taken');
  });

  it('the next line leaves and nothing follows: it held, and the line ran', () => {
    const { program, assumptions } = testedBy('y = 1;', 'if (x)', '  return;');
    expect(program).toEqual(['y = 1', 'noted x != 0']);
    expect(assumptions).not.toContainEqual(expect.stringContaining('not run'));
  });

  it('it is said to be false: what is drawn inside it did not run, at any depth', () => {
    const { program, assumptions } = testedBy('if (x) // false', '  if (y)', '    y = 1;', 'z = 1;');
    expect(program).toEqual(['noted x == 0', 'z = 1']);
    expect(assumptions).toContain('line 5 is printed but not run: its branch is not taken');
  });

  it.each(['if (x && w) // false', 'if (frob_unknown(x)) // not true', 'while (x) -> false', 'x == 1 -> false'])(
    '%s: what is drawn inside it did not run',
    (test) => {
      expect(testedBy(test, '  y = 1;', 'z = 1;').program).not.toContain('y = 1');
    },
  );

  it('"fails" may be said of the call that is asked, and what is drawn inside runs', () => {
    expect(testedBy('if (!frob_try(x)) // fails', '  y = 1;', 'z = 1;').program).toContain('y = 1');
  });

  it('a call that returned false has run what is drawn inside it', () => {
    expect(testedBy('frob_try(x) -> false', '  y = 1;', 'z = 1;').program).toContain('y = 1');
  });

  it('it is said to be false: its else did run', () => {
    expect(testedBy('if (x) // false', '  y = 1;', 'else', '  y = 2;', 'z = 1;').program).toEqual([
      'noted x == 0',
      'y = 2',
      'z = 1',
    ]);
  });

  it('it is said to be false: its else did run, also on one line that is indented as the body is', () => {
    expect(testedBy('if (x) // false!!!', '  y = 1;', '  else mutex_lock(&s->m);', 'z = 1;').program).toContain(
      'lock s->m',
    );
  });

  it('what it stands in is said to be false: its else did not run either', () => {
    const rows = ['if (x) // false', '  if (q)', '    y = 1;', '  else mutex_lock(&s->m);', 'z = 1;'];
    expect(testedBy(...rows).program).toEqual(['noted x == 0', 'z = 1']);
  });

  it('nothing is drawn after it: nothing is noted', () => {
    expect(testedBy('y = 1;', 'if (x)').program).toEqual(['y = 1']);
  });
});
