import { describe, expect, test } from 'vitest';
import { cellText, stepText } from '../../src/report/story/cell.ts';
import { joinedByEnding, saysAlready, unnamedLines } from '../../src/report/story/same.ts';
import { dateWords } from '../../src/report/story/sentences.ts';
import { storyOfDiagram } from '../../src/report/story/story.ts';
import { shortChange } from '../../src/report/story/witness.ts';
import type { Blocker } from '../../src/sim/types.ts';
import { refuted, useAfterFree } from './fixtures.ts';

const [first = '', second = ''] = useAfterFree.diagram.steps.map((step) => step.id);

function withBlocked(blocked: readonly Blocker[]) {
  const { judged } = useAfterFree;
  const witness = judged.witness === null ? null : { ...judged.witness, step: 'elsewhere', blocked };
  return storyOfDiagram({ ...useAfterFree, judged: { ...judged, witness } }, 'lines').witness;
}

describe('the witness', () => {
  test('shows where a lane waits, though it makes no move there', () => {
    const witness = withBlocked([{ lane: 1, step: second, on: 'foo_lock', holder: 0, since: first }]);
    expect(witness?.moves.at(-1)).toMatchObject({
      ...{ line: 13, lane: 1, text: 'foo_put(foo)', failing: true },
      changes: ['waits for foo_lock, held by CPU0'],
    });
    expect(witness?.moves.filter(({ failing }) => failing)).toHaveLength(1);
    expect(witness?.blocked).toEqual(['CPU1 waits at line 13 for foo_lock, which CPU0 holds since line 12']);
  });

  test('says of a writer that waits itself that it has queued', () => {
    const blocker: Blocker = { lane: 1, step: second, on: 'foo_lock', holder: 0, queued: true, since: first };
    const witness = withBlocked([blocker]);
    expect(witness?.moves.at(-1)?.changes).toEqual(['waits for foo_lock, queued for by CPU0']);
    expect(witness?.blocked).toEqual(['CPU1 waits at line 13 for foo_lock, which CPU0 has queued for since line 12']);
  });

  test('leaves out who only waits for a circle of others', () => {
    const witness = withBlocked([
      { lane: 0, step: first, on: 'B', holder: 1, since: second },
      { lane: 1, step: second, on: 'A', holder: 0, since: first },
      { lane: 2, step: 'implied:1', on: 'A', holder: 0, since: first },
    ]);
    expect(witness?.moves.slice(-2).map(({ lane }) => lane)).toEqual([0, 1]);
  });

  test('has no column for an actor that takes no part', () => {
    const { judged } = useAfterFree;
    const moves = judged.witness?.moves.filter(({ lane }) => lane !== 2) ?? [];
    const witness = judged.witness === null ? null : { ...judged.witness, moves };
    expect(storyOfDiagram({ ...useAfterFree, judged: { ...judged, witness } }).witness?.lanes).toEqual([
      'CPU0',
      'CPU1',
    ]);
  });

  test('does not repeat the reason', () => {
    const { judged } = useAfterFree;
    const reason = 'In short, foo is used after it was freed, on line 15.';
    const story = storyOfDiagram({ ...useAfterFree, judged: { ...judged, reason } });
    expect(story.witness?.message).toBe('');
  });
});

describe('the story', () => {
  test('names lines at a terminal and numbers in Markdown', () => {
    expect(storyOfDiagram(refuted, 'lines').drawnOrder).toContain('waits at line 22 for foo_lock');
    expect(storyOfDiagram(refuted).drawnOrder).toContain('waits at step 2 (line 22) for foo_lock');
  });

  test('speaks of no fixes where nothing fails', () => {
    const judged = { ...refuted.judged, fixes: useAfterFree.judged.fixes };
    expect(storyOfDiagram({ ...refuted, judged }).fixes).toEqual([]);
  });

  test('says of a fix that changes nothing that it changes nothing', () => {
    const fix = { source: 'search', kind: 'hold-lock', text: 'x', verdict: 'fails' } as const;
    const fixes = [{ ...fix, reason: 'Foo is used after it was freed (line 15)' }];
    const story = storyOfDiagram({ ...useAfterFree, judged: { ...useAfterFree.judged, fixes } });
    expect(story.fixes[0]?.reason).toBe('it goes wrong in the same way');
  });
});

describe('texts', () => {
  test('a step of a scenario that is written without words stands for itself', () => {
    const use = { is: 'verb', verb: 'use', operands: [{ is: 'name', name: 'sess' }] } as const;
    expect(stepText({ text: '', statements: [use] })).toBe('use sess');
    expect(stepText({ text: 'sess->count++', statements: [use] })).toBe('sess->count++');
  });

  test('a cell keeps what is said about it, but not an underline that repeats it', () => {
    expect(cellText({ text: 'free(a)', annotations: ['<- too early'] })).toBe('free(a) <- too early');
    expect(cellText({ text: 'seq++', annotations: ['^^^ seq++'] })).toBe('seq++');
    expect(cellText({ text: 'seq++', annotations: ['^^^ boom here'] })).toBe('seq++ ^^^ boom here');
  });

  test('sentences with one ending are told as one', () => {
    const texts = [
      'CPU0 releases A after its last drawn step',
      'x may be 0',
      'CPU1 releases B after its last drawn step',
    ];
    expect(joinedByEnding(texts)).toEqual(['CPU0 releases A, CPU1 releases B after its last drawn step', 'x may be 0']);
  });

  test('what is said already is found whatever its case and punctuation', () => {
    expect(saysAlready('At "x" CPU 1 fails, on line 3.', 'at x: CPU 1 fails')).toBe(true);
    expect(saysAlready('line 30', 'line 3')).toBe(false);
    expect(unnamedLines('line 34 before line 37', [34, 37])).toEqual([]);
    expect(unnamedLines('line 34 before the user', [34, 37])).toEqual([34, 37]);
  });

  test('dates and changes are short', () => {
    expect(dateWords('2024-05-06T07:08:09.000Z')).toBe('2024-05-06 07:08 UTC');
    expect(dateWords('yesterday')).toBe('yesterday');
    expect(shortChange('PT: free → held by CPU0')).toBe('PT → held by CPU0');
    expect(shortChange('waits for PT')).toBe('waits for PT');
  });
});
