import { describe, expect, it } from 'vitest';
import type { Diagram } from '../../src/extract/types.ts';
import { judgeDiagram } from '../../src/judge/diagram-verdict.ts';
import { diagramOf, drawing } from '../scenario/build/drawing.ts';
import { options } from './judged.ts';

const context = { title: 'lost update', messageId: null };
const diagram = diagramOf(
  drawing(
    `
CPU0                        CPU1

x = total;
                            y = total;
                            total = y + 1;
total = x + 1;
`,
    'lost update',
  ),
);
/** The same steps given to lanes in further ways. */
const also = (...alternatives: Diagram['alternatives'][number][]): Diagram => ({ ...diagram, alternatives });
const drawn = [0, 1, 1, 0];
const all = [0, 0, 0, 0];

describe('a drawing whose columns are lost', () => {
  it('one way to read it decides', () => {
    expect(judgeDiagram(diagram, context, options)).toMatchObject({ verdict: 'reproduces', failure: 'lost-update' });
  });

  it('ways that agree decide', () => {
    const judged = judgeDiagram(also(drawn, [1, 0, 0, 1]), context, options);
    expect(judged).toMatchObject({ verdict: 'reproduces', failure: 'lost-update' });
    expect(judged.witness).not.toBeNull();
  });

  it('ways that do not agree leave it open, and say which', () => {
    const judged = judgeDiagram(also(drawn, all), context, options);
    expect(judged).toMatchObject({ verdict: 'undetermined', why: [], witness: null, fixes: [] });
    expect(judged.reason).toMatch(/3 ways that do not agree: way 1 reproduces, way 3 undetermined/);
  });
});
