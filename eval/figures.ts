/**
 * The figures that an evaluation gives, in the order in which they are printed. `better` says which way a figure may go; `target` is
 * what the project set itself, null where it has not yet.
 */
export type Figure = {
  readonly name: string;
  /** `either`: it is counted and printed, and may go both ways. */
  readonly better: 'higher' | 'lower' | 'either';
  readonly target: number | null;
};

const higher = (name: string, target: number | null = null): Figure => ({ name, better: 'higher', target });
const lower = (name: string, target: number | null = null): Figure => ({ name, better: 'lower', target });

export const FIGURES: readonly Figure[] = [
  // the labelled mails: what is read
  higher('detectF1', 0.96),
  higher('laneCount', 0.96),
  higher('laneLabels', 0.93),
  higher('stepF1', 0.95),
  higher('stepLane', 0.93),
  higher('stepOp', 0.85),
  higher('stepObject', 0.75),
  // their copies that look different: the same lanes and steps
  higher('sameReadingQuoted', 1),
  higher('sameReadingSpaces', 1),
  // mails with a drawing, without labels
  higher('unlabelledFound', 0.97),
  // the same without those in which a person who read them found none
  higher('unlabelledFoundOfDrawn', 0.97),
  higher('unlabelledUnderstood', 0.92),
  // the labelled mails: what is judged
  higher('failure', 0.8),
  higher('determinate', 0.7),
  higher('verdictPrecision', 0.95),
  higher('verdictAndFailure', 0.6),
  higher('refutePrecision', 0.9),
  lower('falseRefuted', 0.02),
  higher('impossibleRecall', 0.6),
  higher('impossiblePrecision', 0.7),
  // their copies in which the failure can no longer happen, or something unrelated was added, or only the looks changed
  lower('controlsStillReproduce', 0.04),
  higher('pairsRight', 0.45),
  lower('shamsRefuted', 0),
  higher('shamsKept', 0.97),
  higher('sameVerdict', 0.99),
  // mails with a drawing, without labels: drawings that reproduce or are refuted
  higher('unlabelledDeterminate', 0.6),
  // fixes that the mails propose
  higher('fixFound', 0.65),
  higher('fixKind', 0.5),
  higher('fixRight', 0.5),
  // claims
  higher('claimPrecision', 0.55),
  higher('claimRecall', 0.65),
  higher('claimType', 0.5),
  higher('claimVerdictPrecision', 0.92),
  higher('claimDeterminate', 0.5),
  // litmus tests: what herd7 says too
  higher('litmusSupported', 0.99),
  higher('litmusObservation', 1),
  higher('litmusStates', 1),
  higher('litmusFlags', 1),
  higher('litmusCounts', 0.97),
  lower('litmusSlow', 0),
  // rows of the lexicon that match in labelled mails and nowhere else: each is to be looked at
  { name: 'rowsOfLabelledOnly', better: 'either', target: null },
];

export type Figures = Readonly<Record<string, number>>;

/** Figures are compared as they are printed. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Whether a figure is worse than it was. */
export function fell({ name, better }: Figure, now: Figures, before: Figures): boolean {
  const [value, earlier] = [now[name], before[name]];
  if (earlier === undefined) return false;
  if (value === undefined) return true;
  if (better === 'either') return false;
  return better === 'higher' ? rounded(value) < rounded(earlier) : rounded(value) > rounded(earlier);
}

const printed = (value: number | undefined): string =>
  value === undefined ? '-' : Number.isInteger(value) && value > 1 ? String(value) : value.toFixed(3);

/** One line a figure: name, value, the committed one, the target, and what is to be said of it. */
export function figureTable(now: Figures, before: Figures): string {
  const rows = FIGURES.map((figure) => {
    const { name, target } = figure;
    const value = now[name];
    const missed =
      target !== null &&
      value !== undefined &&
      (figure.better === 'higher' ? rounded(value) < target : rounded(value) > target);
    const note = fell(figure, now, before) ? 'FELL' : missed ? 'below its target' : '';
    return [name, printed(value), printed(before[name]), target === null ? '' : String(target), note];
  });
  return [['figure', 'now', 'committed', 'target', ''], ...rows]
    .map(([name = '', ...rest]) => `  ${name.padEnd(24)}${rest.map((cell) => cell.padStart(10)).join('  ')}`.trimEnd())
    .join('\n');
}
