import type { JudgedDiagram, JudgedMessage, Report, ScenarioVerdict } from '../judge/types.ts';
import type { Problem } from '../problems.ts';

/** What the process says to a script. */
export const EXIT = {
  /** Something was judged, and nobody was contradicted. */
  agreed: 0,
  /** A statement of an author was contradicted. */
  contradicted: 1,
  /** Wrong usage, or an input that could not be read. */
  unreadable: 2,
  /** There was nothing to judge. */
  nothing: 3,
  /** All is undetermined. */
  undetermined: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** All that went wrong: with inputs, then with messages that were read all the same. */
export function allProblems(report: Report): readonly Problem[] {
  return [...report.problems, ...report.messages.flatMap(({ message }) => message.problems)];
}

/** The exit code of a report; a problem outweighs what was judged beside it, a contradiction outweighs agreement. */
export function exitCodeFor(report: Report): ExitCode {
  if (allProblems(report).length > 0) return EXIT.unreadable;
  if (report.messages.some(contradicts)) return EXIT.contradicted;
  const verdicts = report.messages.flatMap(({ diagrams, claims }) => [
    ...diagrams.map(({ judged }) => judged.verdict),
    // A cost or a question is not for us to judge: it is no verdict that was left open.
    ...claims.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'not-checkable'),
  ]);
  if (verdicts.length === 0) return EXIT.nothing;
  return verdicts.every((verdict) => verdict === 'undetermined') ? EXIT.undetermined : EXIT.agreed;
}

/** The exit code of a `.race` file: what it looks for is its statement. */
export function exitCodeForScenario({ verdict }: ScenarioVerdict): ExitCode {
  if (verdict === 'undetermined') return EXIT.undetermined;
  return verdict === 'refuted' ? EXIT.contradicted : EXIT.agreed;
}

function contradicts({ diagrams, claims }: JudgedMessage): boolean {
  return diagrams.some(contradictsDrawing) || claims.some(({ verdict }) => verdict === 'refuted');
}

/** A drawn bug that cannot happen, a drawing meant to be right that goes wrong, a patch that does not mend what it is for. */
function contradictsDrawing({ diagram, judged }: JudgedDiagram): boolean {
  if (judged.fixes.some(({ source, verdict }) => source === 'patch' && verdict === 'fails')) return true;
  switch (diagram.kind) {
    case 'correct':
      return judged.verdict === 'reproduces';
    case 'sequence':
      return false;
    default:
      return judged.verdict === 'refuted';
  }
}
