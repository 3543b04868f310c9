import type { Step } from '../../extract/types.ts';
import { printStatements } from '../../scenario/race/statements.ts';
import type { Scenario, ScenarioStep } from '../../scenario/types.ts';

/** `^^^^^` below a cell says which words it means; where it repeats them it tells nothing. */
const UNDERLINE = /^\^+\s*/;

/** The cell as written: its text and what is said about it (`<- problem`). An underline that only repeats the text is left out. */
export function cellText({ text, annotations }: Pick<Step, 'text' | 'annotations'>): string {
  const said = annotations.filter((annotation) => {
    return !(UNDERLINE.test(annotation) && text.includes(annotation.replace(UNDERLINE, '')));
  });
  return [text, ...said].join(' ');
}

/** A scenario's step in words; one written by hand has none, and stands for itself. */
export function stepText({ text, statements }: Pick<ScenarioStep, 'text' | 'statements'>): string {
  return text === '' ? printStatements(statements) : text;
}

/** The same by the step's id; '' where the lane has no such step. */
export function textOfStep(scenario: Scenario, lane: number, id: string): string {
  const step = scenario.lanes[lane]?.steps.find((candidate) => candidate.id === id);
  return step === undefined ? '' : stepText(step);
}
