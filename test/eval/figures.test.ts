import { describe, expect, it } from 'vitest';
import { FIGURES, fell, figureTable } from '../../eval/figures.ts';

const figure = (name: string) => FIGURES.find((each) => each.name === name) ?? FIGURES[0];

describe('the figures of an evaluation', () => {
  it('fall where what should rise is lower, and where what should sink is higher', () => {
    const op = figure('stepOp');
    const wrong = figure('falseRefuted');
    if (!op || !wrong) throw new Error('no such figure');
    expect(fell(op, { stepOp: 0.8 }, { stepOp: 0.81 })).toBe(true);
    expect(fell(op, { stepOp: 0.82 }, { stepOp: 0.81 })).toBe(false);
    expect(fell(wrong, { falseRefuted: 0.01 }, { falseRefuted: 0 })).toBe(true);
  });

  it('fall where they are no longer given, and not where they are new', () => {
    const op = figure('stepOp');
    if (!op) throw new Error('no such figure');
    expect(fell(op, {}, { stepOp: 0.8 })).toBe(true);
    expect(fell(op, { stepOp: 0.1 }, {})).toBe(false);
  });

  it('are compared as they are printed', () => {
    const op = figure('stepOp');
    if (!op) throw new Error('no such figure');
    expect(fell(op, { stepOp: 0.81004 }, { stepOp: 0.81 })).toBe(false);
    expect(fell(op, { stepOp: 0.80996 }, { stepOp: 0.81 })).toBe(false);
  });

  it('say in their table what fell and what is below its target', () => {
    const table = figureTable({ stepOp: 0.8, detectF1: 0.99 }, { stepOp: 0.9, detectF1: 0.98 });
    expect(table).toMatch(/stepOp +0\.800 +0\.900 +0\.85 +FELL/);
    expect(table).toMatch(/detectF1 +0\.990 +0\.980 +0\.96$/m);
  });
});
