import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../../src/extract/drawing/steps.ts';
import { lexiconFor } from '../../../src/extract/lexicon/index.ts';
import type { Cell } from '../../../src/extract/types.ts';

const rules = (...rows: string[]) => {
  const cells = rows.map((row, line): Cell => {
    const indent = row.search(/\S/);
    return { line, lastLine: line, column: indent + 1, lane: 0, text: row.trim(), annotations: [], indent };
  });
  return stepsOf(cells, lexiconFor(null)).map(({ text, rule }) => `${text} ${rule}`);
};

describe('a call with its inside drawn', () => {
  it('is a frame', () => {
    expect(rules('crate_open', ' crate_lift', '  mutex_lock(&lid)')[1]).toBe('crate_lift frame');
  });

  it('is one too where rows are left out between them', () => {
    expect(rules('crate_open', ' crate_lift', ' ...', '  mutex_lock(&lid)')[1]).toBe('crate_lift frame');
  });

  it('is none where the rows that are left out are followed by its equals', () => {
    expect(rules('crate_open', ' crate_lift', ' ...', ' mutex_lock(&lid)')[1]).toBe('crate_lift c/call');
  });
});
