import { describe, expect, it } from 'vitest';
import { drawingsOf, explainMoves, explainScenarios } from '../../src/batch/explain.ts';
import type { JudgedMessage } from '../../src/judge/types.ts';
import { readRace } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/types.ts';

function scenario(title: string): Scenario {
  const lanes = [{ name: 'A', title: null, implied: false, steps: [] }];
  return { title, from: null, declarations: [], lanes, drawn: [], goals: [], assumptions: [], unknown: [] };
}
function message(source: string, titles: readonly string[]): JudgedMessage {
  const diagram = { lines: [7, 8], notation: 'columns', lanes: ['CPU0', ''], steps: [] };
  const diagrams = titles.map((title) => ({ diagram, judged: { scenario: scenario(title) } }));
  return { message: { source }, diagrams, claims: [] } as unknown as JudgedMessage;
}

describe('explain', () => {
  const messages = [message('box#1', ['one', 'two']), message('box#2', ['three'])];

  it('numbers the drawings through all messages', () => {
    const titles = (only: number | null) => drawingsOf(messages, only).map(({ judged }) => judged.scenario.title);
    expect([titles(null), titles(2), titles(9)]).toEqual([['one', 'two', 'three'], ['two'], []]);
  });

  it('prints a single scenario so that it can be read again, several below their titles', () => {
    expect(readRace(explainScenarios(drawingsOf(messages, 3)), 'x.race')).toMatchObject({
      ok: true,
      scenario: { title: 'three' },
    });
    expect(explainScenarios(drawingsOf(messages, null)).match(/^# .*/gm)).toEqual([
      '# drawing 1: box#1, lines 7 to 8 (columns)',
      '# drawing 2: box#1, lines 7 to 8 (columns)',
      '# drawing 3: box#2, lines 7 to 8 (columns)',
    ]);
  });

  it('prints an execution and what it shows', () => {
    const moves = [{ lane: 0, step: '7:1', text: 'x\t= 1', changes: ['x 0 → 1', 'y 1 → 2'] }];
    expect(explainMoves(scenario('one'), moves, 'lost-update')).toBe(
      '1  A  7:1  x = 1  x 0 → 1, y 1 → 2\nlost-update\n',
    );
    expect(explainMoves(scenario('one'), [], null)).toBe('no failure\n');
  });
});
