import { describe, expect, it } from 'vitest';
import { placementsOf } from '../../../src/scenario/build/placements.ts';
import { columns, diagramOf, drawing, type Row } from './drawing.ts';

const NESTED: readonly Row[] = [
  [0, 'x = 1;'],
  [1, 'y = 1;'],
  [1, 'z = 1;'],
  [0, 'w = 1;'],
];
const placed = (labels: readonly string[], rows: readonly Row[] = NESTED) =>
  [...placementsOf(diagramOf(drawing(columns(labels, rows))))].sort(([a], [b]) => a - b).map(([, on]) => on);

describe('lanes that share a CPU', () => {
  it('are a handler and the lane that it is drawn in the middle of', () => {
    expect(placed(['process', 'interrupt'])).toEqual([
      { cpu: 'CPU', context: 'task' },
      { cpu: 'CPU', context: 'hardirq' },
    ]);
    expect(placed(['CPU0', 'CPU0 (softirq)'])).toEqual([
      { cpu: 'CPU0', context: 'task' },
      { cpu: 'CPU0', context: 'softirq' },
    ]);
  });

  it.each([
    ['whose labels name two CPUs', ['CPU0', 'CPU1 (interrupt)'], NESTED],
    ['of which none is a handler', ['CPU0', 'CPU1'], NESTED],
    ['of which one is a thread', ['CPU0', 'IRQ thread'], NESTED],
    ['of which one cannot be kept out', ['process', 'NMI'], NESTED],
    ['that go back and forth', ['process', 'interrupt'], [...NESTED.slice(0, 2), [0, 'v = 1;'], ...NESTED.slice(2)]],
    ['one behind the other', ['process', 'interrupt'], NESTED.slice(0, 3)],
  ] as const)('are none %s', (_, labels, rows) => {
    expect(placed(labels, rows as readonly Row[])).toEqual([]);
  });
});
