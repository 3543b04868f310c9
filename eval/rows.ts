import { kernelAt, lexiconFor } from '../src/extract/lexicon/index.ts';
import type { MessageJson } from '../src/report/json/schema.ts';

/** The lexicon's rows that drawings of these messages name. */
export function rowsNamed(messages: readonly MessageJson[]): Set<string> {
  const rows = new Set<string>();
  for (const { date, diagrams } of messages) {
    const lexicon = lexiconFor(kernelAt(date));
    for (const { steps } of diagrams) {
      for (const { text } of steps) {
        for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) {
          const match = lexicon.find(name);
          if (match) rows.add(match.rule);
        }
      }
    }
  }
  return rows;
}
