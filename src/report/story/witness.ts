import type { Scenario } from '../../scenario/types.ts';
import type { Blocker, Witness } from '../../sim/types.ts';
import { harmless } from '../text/harmless.ts';
import { textOfStep } from './cell.ts';
import { saysAlready } from './same.ts';
import { blockedSentence, lineOf, type Naming } from './sentences.ts';

/** One move of a run, or one lane that waits for ever at its end. */
export type StoryMove = {
  /** Number of the drawn step, null for what nobody drew. */
  readonly number: number | null;
  /** Id of the drawn step (`12:9`), null for what nobody drew. */
  readonly step: string | null;
  readonly line: number | null;
  /** Index in the witness's `lanes`. */
  readonly lane: number;
  readonly text: string;
  /** What the move changes; for a lane that waits, for what. */
  readonly changes: readonly string[];
  /** It goes wrong here. */
  readonly failing: boolean;
};

/** The run in which it goes wrong: one move a row, in the order in which they happen. */
export type StoryWitness = {
  /** The drawn lanes, then those implied actors that take part in this run. */
  readonly lanes: readonly string[];
  readonly moves: readonly StoryMove[];
  /** What goes wrong, in a sentence; '' where the verdict's reason says it already. */
  readonly message: string;
  /** One sentence for each lane that waits for ever. */
  readonly blocked: readonly string[];
  readonly replay: string;
  /** No order of all the moves gives these values: each lane's stand in the order of its own code. */
  readonly isReordered: boolean;
};

export type WitnessContext = {
  readonly scenario: Scenario;
  readonly lanes: readonly string[];
  /** How many of `lanes` are drawn. */
  readonly drawn: number;
  /** Step id → number of the drawn step. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly naming: Naming;
  /** The verdict's reason. */
  readonly reason: string;
};

export function witnessOf(witness: Witness, context: WitnessContext): StoryWitness {
  const { numbers, naming, drawn } = context;
  const waiting = essential(witness.blocked);
  const lastOf = witness.moves.findLastIndex((move) => move.step === witness.step);
  const failing = waiting.length > 0 ? -1 : lastOf < 0 ? witness.moves.length - 1 : lastOf;
  let previous = '';
  const rows = witness.moves.map((move, index) => {
    const key = `${move.lane} ${move.step}`;
    // A cell that is several atomic moves is written out once, so that the eye sees one cell.
    const text = key === previous ? '(goes on)' : move.text || textOfStep(context.scenario, move.lane, move.step);
    previous = key;
    return { ...move, text, failing: index === failing };
  });
  // A lane that waits makes no move, so the run would not show where it stands.
  rows.push(
    ...waiting.map((blocker) => ({
      ...{ lane: blocker.lane, step: blocker.step, text: textOfStep(context.scenario, blocker.lane, blocker.step) },
      ...{ changes: [waitWords(blocker, naming)], failing: true },
    })),
  );
  const lanes = context.lanes.map((_, lane) => lane).filter((k) => k < drawn || rows.some(({ lane }) => lane === k));
  return {
    lanes: lanes.map((lane) => context.lanes[lane] ?? ''),
    moves: rows.map(({ lane, step, text, changes, failing: fails }) => ({
      ...{ number: numbers.get(step) ?? null, step: numbers.has(step) ? step : null, line: lineOf(step) },
      ...{
        lane: Math.max(0, lanes.indexOf(lane)),
        text: harmless(text),
        changes: changes.map(harmless),
        failing: fails,
      },
    })),
    message: saysAlready(context.reason, witness.message) ? '' : harmless(witness.message),
    blocked: waiting.map((blocker) => blockedSentence(blocker, naming)),
    replay: harmless(witness.token),
    isReordered: witness.token === '',
  };
}

/** The lanes that wait for each other in a circle; where there is no circle, all that wait. */
function essential(blocked: readonly Blocker[]): readonly Blocker[] {
  const holders = new Map(blocked.map(({ lane, holder }) => [lane, holder]));
  const inCircle = blocked.filter(({ lane }) => {
    let next = holders.get(lane) ?? null;
    for (let hops = 0; next !== null && next !== lane && hops < blocked.length; hops++)
      next = holders.get(next) ?? null;
    return next === lane;
  });
  return inCircle.length > 0 ? inCircle : blocked;
}

function waitWords({ on, holder, queued }: Blocker, naming: Naming): string {
  const how = queued ? 'queued for' : 'held';
  return `waits for ${harmless(on)}${holder === null ? '' : `, ${how} by ${naming.lane(holder)}`}`;
}

/** "PT → held by CPU0" for "PT: free → held by CPU0": what it was stands in an earlier row, or is how things start. */
export function shortChange(change: string): string {
  const colon = change.indexOf(': ');
  const arrow = change.indexOf(' → ', colon);
  return colon < 0 || arrow < 0 ? change : change.slice(0, colon) + change.slice(arrow);
}
