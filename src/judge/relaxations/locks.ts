import { isVerb, targetOf, verb } from '../../scenario/statements.ts';
import type { Statement } from '../../scenario/types.ts';
import {
  declaredLocks,
  lineOf,
  linesText,
  linesWhere,
  mapLanes,
  mapSteps,
  withoutStatements,
  withSteps,
} from '../edit.ts';
import type { Relaxation } from './types.ts';

/** What a lock's statements do with it; a trylock stays, since its result is used. */
const USES = ['want', 'lock', 'unlock', 'downgrade', 'wait-unlocked', 'write-begin', 'write-end'];

/** Each lock is taken away everywhere: `lock(L) … unlock(L)` on all sides. */
export const withoutEachLock: Relaxation = (scenario) =>
  declaredLocks(scenario).map((lock) => {
    const takes = (lane: number) =>
      linesWhere(
        scenario,
        (statement, index) => index === lane && isVerb(statement, 'trylock', ...USES) && targetOf(statement) === lock,
      );
    const holders = scenario.lanes.flatMap((lane, index) => {
      const lines = takes(index);
      return lines.length === 0
        ? []
        : [`${lane.name} (${linesText([lines[0] as number, ...(lines.length > 1 ? [lines.at(-1) as number] : [])])})`];
    });
    return {
      scenario: withoutStatements(scenario, (statement) => isVerb(statement, ...USES) && targetOf(statement) === lock),
      why: {
        kind: 'lock',
        text: `${lock} is held by ${holders.join(' and by ')}`,
        lines: scenario.lanes.flatMap((_, index) => takes(index)),
        held: lock,
      },
    };
  });

/** Two locks that a lane takes one inside the other are taken the other way round. */
export const swapLockOrder: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) => {
    const taken = lane.steps.flatMap((step) =>
      step.statements.flatMap((statement) => (isVerb(statement, 'lock') ? [targetOf(statement) ?? ''] : [])),
    );
    return taken.slice(1).flatMap((inner, at) => {
      const outer = taken[at] as string;
      if (outer === inner) return [];
      const swapped = mapLanes(scenario, (each, index) =>
        index !== laneIndex
          ? each
          : mapSteps(each, (step) => ({
              ...step,
              statements: step.statements.map((statement) => {
                const target = isVerb(statement, 'lock') ? targetOf(statement) : null;
                const other = target === outer ? inner : target === inner ? outer : null;
                if (other === null || !isVerb(statement, 'lock')) return statement;
                return { ...statement, operands: [{ is: 'name', name: other }, ...statement.operands.slice(1)] };
              }),
            })),
      );
      const lines = linesWhere(
        scenario,
        (statement, index) =>
          index === laneIndex && isVerb(statement, 'lock') && [outer, inner].includes(targetOf(statement) ?? ''),
      );
      return [
        {
          scenario: swapped,
          why: { kind: 'order', text: `${lane.name} takes ${outer} before ${inner} (${linesText(lines)})`, lines },
        },
      ];
    });
  });

/** Shared holders do not exclude each other; taken exclusively they would. */
export const exclusiveInsteadOfShared: Relaxation = (scenario) =>
  declaredLocks(scenario).flatMap((lock) => {
    const isShared = (statement: Statement) =>
      isVerb(statement, 'lock') &&
      targetOf(statement) === lock &&
      statement.operands.some((word) => word.is === 'name' && ['shared', 'recursive'].includes(word.name));
    const lines = linesWhere(scenario, isShared);
    if (lines.length === 0) return [];
    const exclusive = mapLanes(scenario, (lane) =>
      mapSteps(lane, (step) => ({
        ...step,
        statements: step.statements.map((each) => (isShared(each) ? verb('lock', lock) : each)),
      })),
    );
    return [
      {
        scenario: exclusive,
        why: { kind: 'lock', text: `${lock} is taken for reading on ${linesText(lines)}`, lines },
      },
    ];
  });

/** Each release is put off to the end of its lane. */
export const releaseAtTheEnd: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, at) => {
      const release = step.statements.find((statement) => isVerb(statement, 'unlock'));
      if (release === undefined || lane.steps.slice(at + 1).every((each) => each.statements.length === 0)) return [];
      const without = lane.steps.map((each, index) =>
        index === at ? { ...each, statements: each.statements.filter((statement) => statement !== release) } : each,
      );
      const steps = [...without, { ...step, statements: [release] }];
      const line = lineOf(step.id);
      const text = `${lane.name} releases ${targetOf(release)}${line === null ? '' : ` on line ${line}`} before it goes on`;
      const scenarioThen = withSteps(scenario, laneIndex, steps);
      return [{ scenario: scenarioThen, why: { kind: 'order' as const, text, lines: line === null ? [] : [line] } }];
    }),
  );
