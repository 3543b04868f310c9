import { describe, expect, it } from 'vitest';
import { drawingsOf, explainMoves, explainScenarios, explainSteps } from '../../src/batch/explain.ts';
import type { JudgedMessage } from '../../src/judge/types.ts';
import { readRace } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/types.ts';

function scenario(title: string): Scenario {
  const lanes = [{ name: 'A', title: null, implied: false, steps: [] }];
  return { title, from: null, declarations: [], lanes, drawn: [], goals: [], assumptions: [], unknown: [] };
}
const step = { line: 7, lane: 0, text: 'spin_lock(&x)', op: 'lock', object: 'x', rule: 'locking/spin_lock' };
const unread = { line: 8, lane: 1, text: 'frob', op: 'call', object: null, rule: null };

function message(source: string, titles: readonly string[]): JudgedMessage {
  const diagram = { lines: [7, 8], notation: 'columns', lanes: ['CPU0', ''], steps: [step, unread] };
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

  it('says how each cell was understood', () => {
    expect(explainSteps(drawingsOf(messages, 3)).split('\n')).toEqual([
      'drawing 3: box#2, lines 7 to 8 (columns)',
      'line  lane    text           op    object  rule',
      '7     CPU0    spin_lock(&x)  lock  x       locking/spin_lock',
      '8     lane 1  frob           call  -       not understood',
      '',
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
