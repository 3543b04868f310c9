import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../../src/scenario/index.ts';
import type { Scenario } from '../../../../src/scenario/types.ts';
import { assumed, columns, diagramOf, drawing, goals, type Row } from '../drawing.ts';

/** The drawing's scenario where only the order is looked for; the sentence stands right behind the drawing. */
function told(rows: readonly Row[], sentence: string, subject: string | null = null): Scenario {
  const message = drawing(`${columns(['CPU0', 'CPU1'], rows)}\n\n${sentence}`, subject);
  return buildScenario(diagramOf(message), { title: subject ?? '', messageId: null, asTold: { shaped: null } });
}

const word = (scenario: Scenario): string | undefined =>
  assumed(scenario).find((text) => text.endsWith("is the mail's word: no step shows a wrong value"));

const BETWEEN: readonly Row[] = [
  [0, 'hatch_expire(hatch)'],
  [1, 'hatch_reopen(hatch)'],
  [1, 'hatch->deadline = 0;'],
  [0, 'hatch_close(hatch)'],
];

describe('a failure that is only told', () => {
  it('is looked for by the order alone, from what its lane did before the others came', () => {
    const scenario = told(BETWEEN, 'This triggers a warning.');
    expect(goals(scenario)).toEqual(['warning shown']);
    expect(scenario.goals[0]).toMatchObject({ told: true, line: 5 });
    expect(word(scenario)).toMatch(/^that it fails where lines 3 to 4 come between line 2 and line 5 is/);
  });

  it('shows where the drawing marks it, also in the row below the mark', () => {
    const rows: readonly Row[] = [...BETWEEN, [0, 'hatch_forget(hatch)']];
    const marked = rows.map(
      ([lane, text]): Row => [lane, text.startsWith('hatch_close') ? `${text} <- WARNING` : text],
    );
    expect(told(marked, '').goals[0]).toMatchObject({ line: 5 });
    const above: readonly Row[] = [...BETWEEN.slice(0, 3), [0, '// use-after-free'], [0, 'hatch_close(hatch)']];
    expect(told(above, '').goals[0]).toMatchObject({ failure: 'use-after-free', line: 6 });
  });

  it('may lie between two rows of another lane', () => {
    const rows: readonly Row[] = [
      [0, 'hatch->open = 1;'],
      [1, 'hatch_look(hatch)'],
      [0, 'hatch->deadline = 5;'],
    ];
    expect(word(told(rows, 'This triggers a warning in hatch_look().'))).toMatch(
      /line 3 comes between line 2 and line 4/,
    );
  });

  it.each([
    ['only asks', BETWEEN, 'Could this trigger a warning?'],
    ['speaks of a deadlock', BETWEEN, 'This is a deadlock, I think.'],
    ['says nothing of a failure', BETWEEN, 'Such is a usual morning.'],
    ['says that nothing goes wrong', BETWEEN, 'There can be no use-after-free here.'],
  ])('is none where the mail %s', (_, rows, sentence) => {
    expect(told(rows, sentence).goals).toEqual([]);
  });

  const serial: readonly Row[] = [
    [0, 'hatch->open = 0;'],
    [1, 'lid_look(lid)'],
  ];
  it('needs a change of what both name, or a mark, where the lanes run one after the other', () => {
    expect(told(serial, 'This triggers a warning.').goals).toEqual([]);
    const shared: readonly Row[] = [serial[0] as Row, [1, 'hatch_look(hatch)']];
    expect(told(shared, 'This triggers a warning.').goals).toHaveLength(1);
    const marked: readonly Row[] = [serial[0] as Row, [1, 'lid_look(lid) <- WARNING']];
    expect(word(told(marked, ''))).toMatch(/^that it fails where line 2 comes before line 3 is/);
  });

  it('needs a change and more than another look where the mail gives it no name', () => {
    const racy = (rows: readonly Row[]) => goals(told(rows, 'This is racy.'));
    expect(racy(BETWEEN)).toEqual(['wrong-state assumed']);
    const lookedAt: readonly Row[] = [BETWEEN[0] as Row, [1, 'x = lid;'], BETWEEN[3] as Row];
    expect(racy(lookedAt)).toEqual([]);
    expect(racy([...BETWEEN.slice(0, 3), [0, 'if (hatch->deadline == 0)']])).toEqual([]);
  });

  it('may be of calls that nobody knows alone, where the sentence at it says that it goes wrong', () => {
    const calls: readonly Row[] = [
      [0, 'hatch_expire(hatch)'],
      [1, 'lid_lift(lid)'],
      [0, 'hatch_report(hatch)'],
    ];
    expect(goals(told(calls, 'This is racy.'))).toEqual(['wrong-state assumed']);
    expect(goals(told(calls, 'So it goes.', 'hatch: fix a race'))).toEqual([]);
  });

  it('takes what interrupts the failing lane for the doing of another, and what is left out for going on', () => {
    const interrupted = (row: string): readonly Row[] => [
      [0, 'armed = 1;'],
      [1, 'poke_hatch()'],
      [0, '<IPI>'],
      [0, row],
      [0, '</IPI>'],
      [0, 'hatch_report()'],
      [0, '// fails, the hatch is not armed'],
    ];
    expect(told(interrupted('armed = 0;'), '').goals).toHaveLength(1);
    expect(told(interrupted('hatch_look(hatch)'), '').goals).toEqual([]);
    const left: readonly Row[] = [
      [0, 'n = atomic_inc_return(&guests);'],
      [1, 'm = atomic_inc_return(&guests);'],
      [0, '...'],
    ];
    expect(goals(told(left, 'This is racy.'))).toEqual(['wrong-state assumed']);
  });

  it('is none where preemption is off, or the row is of how it goes after a change', () => {
    const warned = (row: Row) => told([BETWEEN[0] as Row, row, ...BETWEEN.slice(1)], 'This triggers a warning.').goals;
    expect(warned([0, 'hatch_count(hatch)'])).toHaveLength(1);
    expect(warned([0, '// the cook no longer opens it'])).toEqual([]);
    const preempted = (first: string) =>
      told([[0, first], [0, '<PREEMPT: cook()>'], ...BETWEEN], 'This triggers a warning.').goals;
    expect(preempted('hatch_count(hatch)')).toHaveLength(1);
    expect(preempted('preempt_disable()')).toEqual([]);
  });

  it('is no hang where somebody is woken on a condition', () => {
    const hung = (row: string) => told([...BETWEEN.slice(0, 3), [1, row], [0, 'hatch_wait(hatch)']], 'It hangs.').goals;
    expect(hung('if (hatch->open)')).toHaveLength(1);
    expect(hung('if (hatch->open) wake a cook')).toEqual([]);
  });

  it('is named by the shape of the steps where the mail gives it no name', () => {
    const message = drawing(`${columns(['CPU0', 'CPU1'], BETWEEN)}\n\nThis is racy.`);
    const asTold = { shaped: 'lost-update' } as const;
    expect(goals(buildScenario(diagramOf(message), { title: '', messageId: null, asTold }))).toEqual([
      'lost-update assumed',
    ]);
  });

  it('is none where a row that is not known may keep the order out', () => {
    const warned = (row: string) =>
      told([...BETWEEN.slice(0, 3), [0, row], [0, 'hatch_close(hatch)']], 'This triggers a warning.').goals;
    expect(warned('hatch_count(hatch)')).toHaveLength(1);
    expect(warned('hatch_rcu_count(hatch)')).toEqual([]);
    expect(warned('if (is_gone(hatch)) return;')).toEqual([]);
  });

  it('is none where both lanes do their part between the same two calls that nobody knows', () => {
    const within = (first: string, second: string): readonly Row[] => [
      [0, 'hatch_enter(hatch)'],
      [0, 'hatch_expire(hatch)'],
      [1, first],
      [1, 'hatch->deadline = 0;'],
      [1, second],
      [0, 'hatch_close(hatch)'],
      [0, 'hatch_leave(hatch)'],
    ];
    const warned = (rows: readonly Row[]) => told(rows, 'This triggers a warning.').goals;
    expect(warned(within('hatch_enter(hatch)', 'hatch_leave(hatch)'))).toEqual([]);
    expect(warned(within('hatch_enter(other)', 'hatch_leave(other)'))).toHaveLength(1);
  });

  it('is left to the machine where what is freed and what is used are both known by one name', () => {
    const freed = (last: string) =>
      told(
        [
          [0, 'hatch_expire(hatch)'],
          [1, 'kfree(lid)'],
          [0, last],
        ],
        'This is a use-after-free.',
      ).goals;
    expect(freed('hatch_close(hatch)')).toHaveLength(1);
    expect(freed('lid->open = 0;')).toEqual([]);
    // whether the hatch is of the lid only the code says
    expect(freed('hatch->open = 0;')).toHaveLength(1);
  });

  it('shows in the row that is emphasised, where it is told by a look', () => {
    const looked = (last: string) => told([...BETWEEN.slice(0, 3), [0, last]], 'This is racy.').goals;
    expect(looked('if (hatch->deadline == 0) // true')).toEqual([]);
    expect(looked('if (hatch->deadline == 0) // true!!!')).toMatchObject([{ failure: 'wrong-state', line: 5 }]);
  });

  it('shows in a note of what fails, where others come between it and what its lane did before', () => {
    const rows: readonly Row[] = [...BETWEEN.slice(0, 3), [0, '// fails, the hatch is closed']];
    expect(told(rows, '').goals).toMatchObject([{ line: 5 }]);
  });

  it('has the name that the mail gives it farther away', () => {
    const far = 'The cook remains stuck in wait_for_lid().\n\nThe hatch is new.\n\n\nThis is racy:\n\n';
    const message = drawing(`${far}${columns(['CPU0', 'CPU1'], BETWEEN)}`);
    const scenario = buildScenario(diagramOf(message), { title: '', messageId: null, asTold: { shaped: null } });
    expect(goals(scenario)).toEqual(['hang assumed']);
  });
});
