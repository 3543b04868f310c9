import { describe, expect, it } from 'vitest';
import { scenarioProblems } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf, race } from '../race.ts';

describe('spinlocks', () => {
  const section = ['lock S', 'x = x + 1', 'check x == 1 else torn', 'x = x - 1', 'unlock S'];

  it.each(['lock S', 'lock S irq', 'lock S bh', 'lock S nested'])('%s excludes', (take) => {
    const own = [take, ...section.slice(1)];
    expect(failuresOf(lanes(['spinlock S', 'cell x'], own, section, own))).toEqual([]);
    expect(failuresOf(lanes(['spinlock S', 'cell x'], section.slice(1, 4), own))).toContain('torn');
  });

  it('are not taken twice by one lane', () => {
    const twice = lanes(['spinlock S'], ['lock S', 'lock S']);
    expect(failuresOf(twice)).toEqual(['deadlock']);
    expect(messageOf(twice, 'deadlock')).toBe('CPU0 holds S (1:1) and waits for S (1:2): it waits for itself');
    expect(
      failuresOf(
        lanes(
          ['spinlock A', 'spinlock B'],
          ['lock A', 'lock B nested', 'unlock B; unlock A'],
          ['lock B', 'lock A', 'unlock A; unlock B'],
        ),
      ),
    ).toEqual(['deadlock']);
  });

  it('tried say whether they were taken', () => {
    const first = ['trylock S into a', 'if a == 0 goto end', ...section.slice(1)];
    const second = first.map((each) => each.replaceAll(/\ba\b/g, 'b'));
    expect(failuresOf(lanes(['spinlock S', 'cell a', 'cell b', 'cell x'], first, second))).toEqual([]);
  });

  it('released by who does not hold them give a warning', () => {
    expect(failuresOf(lanes(['spinlock S'], ['unlock S']))).toEqual(['warning']);
    expect(failuresOf(lanes(['spinlock S = CPU1'], ['unlock S'], ['pass']))).toEqual(['warning']);
    expect(failuresOf(lanes(['spinlock S'], ['lock S', 'preempt-enable', 'unlock S']))).toEqual(['warning']);
  });

  it('held at the start keep others out, and their holder from sleeping', () => {
    const declared = ['spinlock S = CPU0', 'cell x', 'completion done = 1'];
    expect(failuresOf(lanes(declared, ['x = 1', 'unlock S'], ['lock S', 'check x == 1 else torn']))).toEqual([]);
    expect(failuresOf(lanes(declared, ['wait-completion done']))).toEqual(['warning']);
    expect(failuresOf(lanes(declared, ['unlock S', 'wait-completion done']))).toEqual([]);
  });

  it('are held at the start by one task of a CPU only, and by no handler', () => {
    const problem = (text: string) => scenarioProblems(race(text), 'x')[0];
    expect(problem('spinlock S = irq\nlane irq on CPU0 hardirq\n  1:1 pass')).toMatchObject({ line: 1, column: 1 });
    const two = 'spinlock S = a\nspinlock R = b\nlane a on CPU0\n  1:1 pass\nlane b on CPU0\n  2:1 pass';
    expect(problem(two)).toMatchObject({ line: 2, column: 1 });
    expect(problem(two.replace('b on CPU0', 'b on CPU1'))).toBeUndefined();
  });

  it('give back what they found: nested ones leave interrupts as they were', () => {
    const run = (...steps: string[]) =>
      failuresOf(
        race(
          [
            'spinlock A\nspinlock B\ncell x\nlane task on CPU0',
            ...steps.map((step, at) => `  1:${at + 1} ${step}`),
            'lane irq on CPU0 hardirq\n  2:1 check x == 0 else torn',
          ].join('\n'),
        ),
      );
    expect(run('lock A irq', 'lock B irq', 'unlock B', 'x = 1', 'x = 0', 'unlock A')).toEqual([]);
    expect(run('irq-disable', 'lock A irq', 'unlock A', 'x = 1', 'x = 0', 'irq-enable')).toEqual([]);
    // unlocked in the order in which they were taken: the first unlock opens too early
    expect(run('lock A irq', 'lock B irq', 'unlock A', 'x = 1', 'x = 0', 'unlock B')).toEqual(['torn']);
    expect(run('lock A irq', 'unlock A', 'x = 1', 'x = 0')).toEqual(['torn']);
    // spin_unlock_irq in a section that has interrupts off already
    expect(run('irq-disable', 'irq-disable; lock A', 'unlock A; irq-enable', 'x = 1', 'x = 0')).toEqual(['torn']);
  });

  it('give back what they found before they spun', () => {
    const text = [
      'spinlock S\ncompletion done = 1',
      'lane task on CPU0\n  1:1 lock S irq\n  2:1 unlock S\n  3:1 wait-completion done',
      'lane other on CPU1\n  4:1 lock S\n  5:1 unlock S',
      'lane irq on CPU0 hardirq\n  6:1 pass',
    ];
    // a warning where interrupts were still off
    expect(failuresOf(race(text.join('\n')))).toEqual([]);
  });
});
