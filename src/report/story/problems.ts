import type { Report } from '../../judge/types.ts';
import type { Problem } from '../../problems.ts';

/** All that went wrong, each with its input's name: inputs that could not be read, then what was odd about mails that were. */
export function problemsOf(report: Report): readonly Problem[] {
  const odd = report.messages.flatMap(({ message }) =>
    message.problems.map((problem) => ({ source: message.source, ...problem })),
  );
  return [...report.problems, ...odd];
}
