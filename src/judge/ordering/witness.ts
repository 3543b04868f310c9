import type { Scenario } from '../../scenario/types.ts';
import { explainLitmus, type LitmusBounds, type ShownEvent, valueText } from '../../sim/lkmm/index.ts';
import type { Move, Witness } from '../../sim/types.ts';
import { type Asked, spelledOut } from './models.ts';

/**
 * An execution that the Linux-kernel memory model allows, as a witness: each lane's accesses in its own order, with what they read and
 * write. It has no token, since no order of its moves gives these values.
 */
export function weakWitness(scenario: Scenario, asked: Asked, bounds: LitmusBounds): Witness | null {
  for (const test of spelledOut(asked, { model: 'lkmm', bounds })) {
    const explained = explainLitmus(test, 'lkmm', bounds);
    if (!explained.ok || explained.why.is !== 'allowed') continue;
    const { events, isSequential } = explained.why;
    const goal = scenario.goals[0];
    if (goal === undefined) return null;
    return {
      failure: goal.failure,
      step: goal.step ?? checkOf(scenario),
      message: isSequential
        ? 'the accesses take effect in this order, which is not that of the programs'
        : 'these values come from no single order of the accesses',
      moves: events.map((event) => moveOf(event, events, scenario)),
      token: '',
      blocked: [],
    };
  }
  return null;
}

function moveOf(event: ShownEvent, events: readonly ShownEvent[], scenario: Scenario): Move {
  const { thread, line, column, text } = event;
  const id = line === null ? null : `${line}:${column}`;
  const step = scenario.lanes[thread]?.steps.find((each) => each.id === id);
  return {
    lane: thread,
    step: step?.id ?? 'implied:0',
    text: step?.text || text,
    changes: changesOf(event, events, scenario),
  };
}

function changesOf(event: ShownEvent, events: readonly ShownEvent[], { lanes }: Scenario): readonly string[] {
  if (event.is === 'other' || event.location === null) return [];
  const value = `${event.location} = ${valueText(event.value)}`;
  if (event.is === 'write') return [value];
  const source = event.readsFrom === null ? undefined : events[event.readsFrom];
  return [`reads ${value}${source === undefined ? '' : ` of ${lanes[source.thread]?.name}`}`];
}

function checkOf({ lanes, goals }: Scenario): string | null {
  const steps = lanes.flatMap((lane) => lane.steps);
  const broken = (each: (typeof steps)[0]) =>
    each.statements.some((statement) => statement.is === 'check' && statement.failure === goals[0]?.failure);
  return steps.find(broken)?.id ?? null;
}
