import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';

const tasks = (...rows: string[]) => {
  const lines = ['CPU0                          CPU1', '                              take(lid)', ...rows];
  const { diagrams } = extractMessage({ subject: null, date: null, lines });
  return diagrams[0]?.steps.filter((step) => step.lane === 0).map(({ text, task }) => `${task ?? '-'} ${text}`);
};

describe('the tasks of a lane', () => {
  it('are its own and an interrupt, until its mark ends it', () => {
    expect(tasks('mutex_lock(&a)', '  <IRQ>', '    spin_lock(&b)', '  </IRQ>', 'mutex_unlock(&a)')).toEqual([
      '- mutex_lock(&a)',
      '- <IRQ>',
      'IRQ spin_lock(&b)',
      '- </IRQ>',
      '- mutex_unlock(&a)',
    ]);
  });

  it('are entered and left in words too', () => {
    expect(tasks('take(a)', '<enter IPI handler: drop>', '  drop(b)', '<exit IPI>', 'take(c)')).toEqual([
      '- take(a)',
      '- <enter IPI handler: drop>',
      'IPI drop(b)',
      '- <exit IPI>',
      '- take(c)',
    ]);
  });

  it('come back where the lane goes on left of the interrupt', () => {
    expect(
      tasks('mutex_lock(&a)', '---> Interrupt', '       spin_lock(&b)', '       kfree(p)', 'mutex_unlock(&a)'),
    ).toEqual([
      '- mutex_lock(&a)',
      '- ---> Interrupt',
      'Interrupt spin_lock(&b)',
      'Interrupt kfree(p)',
      '- mutex_unlock(&a)',
    ]);
  });

  it('change with a switch, until the next one', () => {
    expect(tasks('kfree(p)', '[ schedule: task A -> B ]', 'kfree(q)', '[ schedule: task B -> A ]', 'kfree(r)')).toEqual(
      ['- kfree(p)', '- [ schedule: task A -> B ]', 'B kfree(q)', 'B [ schedule: task B -> A ]', '- kfree(r)'],
    );
    expect(tasks('kfree(p)', '[context switch]', 'kfree(q)', '[context switch]', 'kfree(r)')).toEqual([
      '- kfree(p)',
      '- [context switch]',
      'another task kfree(q)',
      'another task [context switch]',
      '- kfree(r)',
    ]);
  });
});
