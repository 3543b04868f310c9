import type { Diagram } from '../extract/types.ts';
import { isTold } from '../scenario/index.ts';
import { leftOpen } from './left-open.ts';
import type { JudgedClaim, ScenarioVerdict } from './types.ts';

/**
 * "So the above cannot happen": who says so may rest on something that is not drawn. Where no run could test what is said, the drawing
 * does not reproduce on its own word against the author's:
 *
 *     the drawing reproduces as drawn, line 41 says that it cannot happen, and nothing in the drawing decides it      undetermined
 */
export function heedDenials(
  judged: ScenarioVerdict,
  claims: readonly JudgedClaim[],
  index: number,
  diagrams: readonly Diagram[],
): ScenarioVerdict {
  const diagram = diagrams[index];
  if (judged.verdict !== 'reproduces' || diagram === undefined || diagram.kind === 'correct') return judged;
  if (diagram.doubted !== undefined && isTold(judged.scenario)) return doubted(judged, diagram);
  const about = claims.filter(
    ({ claim }) => isAbout(claim.about, index, diagrams) && claim.polarity === '+' && !claim.added,
  );
  const last = about.findLastIndex(
    ({ claim, verdict }) => claim.type === 'bug-impossible' && verdict === 'undetermined',
  );
  const denial = about[last];
  // "... cannot happen today. However, in these cases it does": the last word counts
  if (denial === undefined || about.slice(last + 1).some(({ claim }) => claim.type === 'bug-exists')) return judged;
  const reason = `As it is drawn ${judged.failure} reproduces, but line ${denial.claim.line} says that it cannot happen ("${denial.claim.text}"), by something that is not drawn.`;
  return leftOpen(judged, reason);
}

/** Whether what is said of a drawing (`about`) is said of this one: it is the same, or tells the same story. */
export function isAbout(about: number | null, index: number, diagrams: readonly Diagram[]): boolean {
  const diagram = diagrams[index];
  return about === index || (about !== null && diagram !== undefined && isSameStory(diagram, diagrams[about]));
}

/** Where the failure rests on the word of whoever drew it, and that only asks, or is quoted to ask about it or to deny it. */
function doubted(judged: ScenarioVerdict, { doubted: line = 0, lines }: Diagram): ScenarioVerdict {
  const reason =
    line < lines[0]
      ? `No row shows ${judged.failure}, and line ${line} only asks whether it comes of the drawn order.`
      : `That ${judged.failure} comes of the drawn order is the word of the mail that is quoted, and line ${line} does not take it as it is.`;
  return leftOpen(judged, reason);
}

/**
 * A mail draws one story more than once, in short and at length: with the same lanes, where they are called more than CPU0 and CPU1.
 * Of a deadlock, as lockdep prints it and as its author tells it, the locks have the same names. Where one only names the functions,
 * with words below them, it speaks of the one that shows what they do.
 */
function isSameStory(one: Diagram, other: Diagram | undefined): boolean {
  if (other === undefined) return false;
  if (one.lanes.some((label) => !NUMBERED.test(label)) && String(one.lanes) === String(other.lanes)) return true;
  if (!isDeadlock(one) && !onlyNames(other)) return false;
  const names = namesIn(other);
  return [...namesIn(one)].filter((name) => names.has(name)).length >= 2;
}

const NUMBERED = /^\W*[a-z]+[ _#-]?\w?\W*$/i;

const onlyNames = ({ steps }: Diagram): boolean => steps.every(({ op }) => op === 'call' || op === 'note');

const isDeadlock = ({ kind }: Diagram): boolean => kind === 'deadlock' || kind === 'lockdep';

const namesIn = ({ steps }: Diagram): ReadonlySet<string> =>
  new Set(
    steps
      .flatMap(({ text }) => text.match(/[a-z]+(?:_[a-z0-9]+)+/gi) ?? [])
      .filter((name) => !/^(?:mutex|spin|down|up|read|write)_/.test(name)),
  );
