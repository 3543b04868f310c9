import { describe, expect, it } from 'vitest';
import { depthsOf, treeColumnsOf } from '../../../src/extract/drawing/call-tree.ts';
import type { Cell } from '../../../src/extract/types.ts';

const depths = (...rows: string[]) => {
  const cells = rows.map((row, line): Cell => {
    const indent = row.search(/\S/);
    return { line, lastLine: line, column: indent + 1, lane: 0, text: row.trim(), annotations: [], indent };
  });
  return depthsOf(cells, treeColumnsOf(cells)).join('');
};

describe('the call tree of a lane', () => {
  it('is told by indentation', () => {
    expect(depths('open()', '  take(box)', '    lock(box)', '  look(box)', 'close()')).toBe('01210');
  });

  it('is told by arrows and dashes in front of calls', () => {
    expect(depths('open()', '-> take(box)', '   -> lock(box)', 'close()')).toBe('0120');
    expect(depths('open()', '-- take(box)', '---- lock(box)', '-- look(box)', 'close()')).toBe('01210');
    expect(depths('open()', '|-> take(box)', '|-> look(box)')).toBe('011');
  });

  it('is told by arrows behind calls', () => {
    expect(depths('open->', 'take->', 'lock(box)', 'x = 1')).toBe('0122');
  });

  it('does not take a fallen value for a call', () => {
    expect(depths('count--', '-> 0', 'close()')).toBe('000');
  });
});
