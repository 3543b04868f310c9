import { describe, expect, it } from 'vitest';
import { type Mention, mergeDrawings } from '../../src/extract/same-drawing.ts';

/** Cells as `lane text`. */
const drawing = (quoted: number, ...cells: string[]): Mention => ({
  quoted,
  lanes: ['CPU0', 'CPU1'],
  cells: cells.map((cell) => ({ lane: Number(cell[0]), text: cell.slice(2) })),
});
const whole = ['0 lock(A)', '1 lock(B)', '0 lock(B)', '1 lock(A)', '0 unlock(A)'];

describe('a drawing', () => {
  it('is one with its quotations, whole or cut short', () => {
    const mentions = [drawing(0, ...whole), drawing(1, ...whole), drawing(2, ...whole.slice(0, 2))];
    expect(mergeDrawings(mentions)).toEqual([[0, 1, 2]]);
  });
  it('is led by the least quoted, though a quotation came first', () => {
    expect(mergeDrawings([drawing(1, ...whole), drawing(0, ...whole)])).toEqual([[1, 0]]);
  });
  it('is another one where its author changed it', () => {
    expect(mergeDrawings([drawing(0, ...whole), drawing(0, ...whole.slice(1))])).toEqual([[0], [1]]);
    expect(mergeDrawings([drawing(0, ...whole), drawing(0, ...whole)])).toEqual([[0, 1]]);
  });
  it('goes with what it is most alike', () => {
    const other = [...whole.slice(0, 4), '0 free(A)'];
    expect(mergeDrawings([drawing(0, ...whole), drawing(0, ...other), drawing(1, ...other)])).toEqual([[0], [1, 2]]);
  });
  it('counts a cell as often as it stands there, and stands alone without cells', () => {
    expect(mergeDrawings([drawing(0, '0 a'), drawing(1, '0 a', '0 a', '0 a')])).toEqual([[0], [1]]);
    expect(mergeDrawings([drawing(0), drawing(1)])).toEqual([[0], [1]]);
  });
});
