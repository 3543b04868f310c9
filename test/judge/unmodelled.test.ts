import { describe, expect, it } from 'vitest';
import { columns, type Row } from '../scenario/build/drawing.ts';
import { verdictOf } from './judged.ts';

const judged = (rows: readonly Row[], sentence: string) =>
  verdictOf(`${columns(['CPU0', 'CPU1'], rows)}\n\n${sentence}`);

describe('a step that may wait for others', () => {
  const told = (first: readonly Row[], between: readonly Row[]): readonly Row[] => [
    ...first,
    [0, 'hatch_expire(hatch)'],
    ...between,
    [1, 'hatch_reopen(hatch)'],
    [1, 'hatch->deadline = 0;'],
    [0, 'hatch_close(hatch)'],
  ];
  const warned = (first: readonly Row[], between: readonly Row[] = []) =>
    judged(told(first, between), 'This triggers a warning.').verdict;

  it('bars the verdict on a told order, unless it waited for an event that came before', () => {
    expect(warned([[0, 'hatch_stop(hatch);']])).toBe('undetermined');
    expect(warned([[0, 'wait_event_interruptible']])).toBe('reproduces');
  });

  it('does not bar it where the others come before its lane goes on', () => {
    expect(warned([], [[0, 'hatch_stop(hatch);']])).toBe('reproduces');
    expect(warned([], [[1, 'hatch_stop(hatch);']])).toBe('undetermined');
  });

  it('is passed where lanes are stuck in the rows that are drawn last, and the verdict rests on it', () => {
    const stuck = (last: readonly Row[]) =>
      judged(
        [
          [0, 'mutex_lock(&mill->door)'],
          [1, 'mill_suspend(mill);'],
          [1, 'mutex_lock(&mill->stone)'],
          [1, 'mutex_lock(&mill->door)'],
          [0, 'mutex_lock(&mill->stone)'],
          ...last,
        ],
        'This is a deadlock.',
      );
    expect(stuck([]).verdict).toBe('reproduces');
    expect(stuck([]).assumptions.map(({ text }) => text)).toContain(
      'what line 3 may wait for comes, as its lane is drawn to go on',
    );
    expect(stuck([[0, 'mutex_unlock(&mill->stone)']]).verdict).toBe('reproduces');
  });
});
