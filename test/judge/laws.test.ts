import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../src/extract/index.ts';
import { holdAcross } from '../../src/judge/fixes/hold-lock.ts';
import { RELAXATIONS } from '../../src/judge/relaxations/index.ts';
import { judgeScenario } from '../../src/judge/scenario-verdict.ts';
import { buildScenario } from '../../src/scenario/index.ts';
import type { Expression, Scenario, Statement } from '../../src/scenario/types.ts';
import { reachableFailures, replay } from '../../src/sim/index.ts';
import { columns, drawing, type Row } from '../scenario/build/drawing.ts';
import { options } from './judged.ts';

/** Cells of which drawings are made at random. */
const CELLS = [
  'mutex_lock(&m);',
  'mutex_unlock(&m);',
  'mutex_lock(&n);',
  'mutex_unlock(&n);',
  'p->x = 1;',
  'p->y = 2;',
  'kfree(p);',
  'x = total;',
  'total = x + 1;',
  'total = 7;',
  'atomic_inc(&total);',
  'q = gp;',
  'if (q)',
  'gp = NULL;',
  'kfree(q);',
  'q->z = 1;',
  'complete(&done);',
  'wait_for_completion(&done);',
  'rcu_read_lock();',
  'rcu_read_unlock();',
  'synchronize_rcu();',
  'if (flag == 1)',
  'flag = 1;',
  'frob(p);',
];
const SUBJECTS = ['use-after-free', 'lost update', 'deadlock', 'double free', 'null pointer dereference', null];
const LABELS = ['CPU0', 'CPU1'];

type Drawn = { readonly rows: readonly Row[]; readonly subject: string | null };
const drawn: fc.Arbitrary<Drawn> = fc.record({
  rows: fc
    .array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(...CELLS)), { minLength: 4, maxLength: 9 })
    .filter((rows) => LABELS.every((_, lane) => rows.some(([own]) => own === lane))),
  subject: fc.constantFrom(...SUBJECTS),
});

function scenarioOf({ rows, subject }: Drawn, labels: readonly string[] = LABELS): Scenario {
  const message = drawing(columns(labels, rows), subject);
  const { diagrams } = extractMessage(message);
  fc.pre(diagrams.length === 1 && diagrams[0] !== undefined);
  return buildScenario(diagrams[0] as (typeof diagrams)[number], { title: '', messageId: null });
}
const judge = (scenario: Scenario) => judgeScenario(scenario, options);
const summary = (scenario: Scenario) => {
  const { verdict, failure, drawnOrder } = judge(scenario);
  // what is not modelled may decide which lane comes first, and with it what is found
  const isOpen = scenario.unknown.some((each) => each.unmodelled);
  return { verdict, failure: isOpen ? null : failure, order: isOpen ? null : drawnOrder.is };
};

/** Every declared name and every lane, under another name. */
function renamed(scenario: Scenario): Scenario {
  const names = new Map<string, string>();
  for (const { name } of scenario.declarations) names.set(name, `thing${names.size}`);
  for (const { name } of scenario.lanes) names.set(name, `lane${names.size}`);
  const rename = (name: string): string => {
    const base = [...names.keys()]
      .filter((each) => name === each || name.startsWith(`${each}.`))
      .sort((a, b) => b.length - a.length)[0];
    return base === undefined ? name : `${names.get(base)}${name.slice(base.length)}`;
  };
  const expression = (each: Expression): Expression => {
    if (each.is === 'name') return { ...each, name: rename(each.name) };
    if (each.is === 'unary') return { ...each, operand: expression(each.operand) };
    return each.is === 'binary' ? { ...each, left: expression(each.left), right: expression(each.right) } : each;
  };
  const statement = (each: Statement): Statement => {
    if (each.is === 'assign') return { ...each, target: rename(each.target), value: expression(each.value) };
    if (each.is === 'verb') return { ...each, operands: each.operands.map(expression) };
    return { ...each, condition: expression(each.condition) };
  };
  return {
    ...scenario,
    declarations: scenario.declarations.map((each) => ({
      ...each,
      name: rename(each.name),
      values: each.values.map(expression),
    })),
    lanes: scenario.lanes.map((lane) => ({
      ...lane,
      name: rename(lane.name),
      steps: lane.steps.map((step) => ({ ...step, statements: step.statements.map(statement) })),
    })),
  };
}

const runs = { numRuns: 100 };
/** Where most drawings are passed by. */
const few = { numRuns: 20, maxSkipsPerRun: 10_000 };

describe('laws of the verdict, on drawings made at random', () => {
  it('renaming every lock, cell, object and lane changes nothing', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const scenario = scenarioOf(each);
        expect(summary(renamed(scenario))).toEqual(summary(scenario));
      }),
      runs,
    );
  });

  it('the order of the columns changes nothing', () => {
    fc.assert(
      fc.property(drawn, ({ rows, subject }) => {
        const swapped = rows.map(([lane, text]): Row => [1 - lane, text]);
        const there = summary(scenarioOf({ rows: swapped, subject }, [...LABELS].reverse()));
        expect(there).toEqual(summary(scenarioOf({ rows, subject })));
      }),
      runs,
    );
  });

  it('a lock that one lane alone takes never makes a refutation of what reproduces', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom(0, 1), (each, lane) => {
        const scenario = scenarioOf(each);
        fc.pre(judge(scenario).verdict === 'reproduces');
        expect(judge(holdAcross(scenario, 'sham_lock', [lane])).verdict).not.toBe('refuted');
        const rows: readonly Row[] = [[lane, 'mutex_lock(&sham);'], ...each.rows, [lane, 'mutex_unlock(&sham);']];
        expect(judge(scenarioOf({ ...each, rows })).verdict).not.toBe('refuted');
      }),
      few,
    );
  });

  it('each reason of a refutation is a constraint whose removal gives the failure', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const scenario = scenarioOf(each);
        const judged = judge(scenario);
        fc.pre(judged.verdict === 'refuted');
        expect(judged.why.length).toBeGreaterThan(0);
        const goals = scenario.goals.map(({ failure }) => failure);
        // a mail may call a circle of waits a hang, and a hang of who holds what others want a deadlock
        const counted = goals.flatMap((failure) =>
          failure === 'hang' || failure === 'deadlock' ? (['hang', 'deadlock'] as const) : [failure],
        );
        const biting = RELAXATIONS.flatMap((relaxation) => relaxation(scenario)).filter((relaxed) =>
          counted.some((failure) => reachableFailures(relaxed.scenario).failures.has(failure)),
        );
        for (const why of judged.why) expect(biting.map((relaxed) => relaxed.why)).toContainEqual(why);
      }),
      few,
    );
  });

  it('every witness replays to its failure', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { scenario, outcome, verdict, witness } = judge(scenarioOf(each));
        expect(verdict === 'reproduces').toBe(witness !== null);
        for (const { failure, token, moves } of outcome.witnesses) {
          const again = replay(scenario, token);
          if (!('moves' in again)) throw new Error(again.detail);
          expect(again.moves).toEqual(moves);
          // one blocked end may be told as a deadlock or as a hang
          if (failure !== 'hang' && failure !== 'deadlock') expect(again.failure).toBe(failure);
          else expect(['hang', 'deadlock']).toContain(again.failure);
        }
      }),
      runs,
    );
  });
});
