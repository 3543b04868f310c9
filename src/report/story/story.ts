import type { Diagram, DiagramKind, Step } from '../../extract/types.ts';
import type { DrawingVerdict, FixResult, JudgedDiagram, ScenarioVerdict, Why } from '../../judge/types.ts';
import { isTold } from '../../scenario/index.ts';
import type { Assumption, Scenario } from '../../scenario/types.ts';
import type { DrawnOrder } from '../../sim/types.ts';
import { harmless } from '../text/harmless.ts';
import { cut } from '../text/width.ts';
import { cellText, stepText } from './cell.ts';
import { saysAlready, unnamedLines } from './same.ts';
import { bodyLine, drawnOrderSentence, exploredSentence, lineOf, type Naming } from './sentences.ts';
import { type StoryWitness, witnessOf } from './witness.ts';
import { meaningOf, ruleWords } from './words.ts';

/**
 * What a reader is told about one drawing, in words and in order, before it takes a form: Markdown and the terminal print it.
 * All texts are harmless: one line each, nothing in them acts on a terminal.
 */
export type Story = {
  readonly verdict: DrawingVerdict;
  readonly failure: string | null;
  /** What the verdict means for this drawing. */
  readonly meaning: string;
  readonly reason: string;
  /** Labels of the drawn lanes, then the names of the implied actors. */
  readonly lanes: readonly string[];
  /** How many of `lanes` are drawn. */
  readonly drawn: number;
  readonly steps: readonly StoryStep[];
  /** What nobody drew and still takes part: name, and what it does. */
  readonly implied: readonly { readonly name: string; readonly does: readonly string[] }[];
  /** What the verdict rests on, where that is not the reason itself. */
  readonly why: readonly Why[];
  readonly witness: StoryWitness | null;
  readonly assumptions: readonly Assumption[];
  readonly unknown: readonly StoryUnknown[];
  readonly drawnOrder: string;
  /** Number of the step that cannot run where it is drawn, or null. */
  readonly stuck: number | null;
  /** How many ways there are to give the steps to lanes; 1 but for drawings that lost their columns. */
  readonly layouts: number;
  readonly fixes: readonly FixResult[];
  readonly explored: string;
};
export type StoryStep = {
  /** 1, 2, … in drawn order. */
  readonly number: number;
  /** `line:column`; for a step of a `.race` file whatever its author called it. */
  readonly id: string;
  readonly line: number | null;
  readonly lane: number;
  /** As written, with its annotations. */
  readonly text: string;
  readonly depth: number;
  /** null in a `.race` file's story, which has been understood already. */
  readonly reading: { readonly op: string; readonly object: string; readonly by: string } | null;
};
export type StoryUnknown = {
  readonly line: number;
  readonly text: string;
  readonly why: string;
  /** It could take part in the failure. */
  readonly relevant: boolean;
  readonly settle: string;
};

/** A reader of the Markdown report sees the steps numbered, a reader at a terminal has the mail's lines beside it. */
export type Spoken = 'numbers' | 'lines';

/** The story of a mail's drawing. */
export function storyOfDiagram({ diagram, judged }: JudgedDiagram, spoken: Spoken = 'numbers'): Story {
  const steps = diagram.steps.map((step, index) => drawnStep(step, index + 1));
  return storyOf(judged, diagram.kind, diagram.lanes, steps, diagram, spoken);
}

/** The story of a `.race` file: its drawing is rebuilt from the drawn schedule. */
export function storyOfScenario(judged: ScenarioVerdict, spoken: Spoken = 'numbers'): Story {
  const { scenario } = judged;
  const lanes = scenario.lanes.filter((lane) => !lane.implied).map((lane) => lane.name);
  const steps = scheduledSteps(scenario);
  const storied = steps.map(({ id, lane, text }, index) => {
    return { number: index + 1, id, line: lineOf(id), lane, text: harmless(text), depth: 0, reading: null };
  });
  return storyOf(judged, 'race', lanes, storied, null, spoken);
}

type Drawn = { readonly id: string; readonly lane: number; readonly text: string };

/** The scenario's steps as drawn: by its schedule, or lane by lane where it has none; a step that takes several moves comes once. */
export function scheduledSteps(scenario: Scenario): readonly Drawn[] {
  const known = new Map<string, Drawn>();
  scenario.lanes.forEach((lane, index) => {
    if (lane.implied) return;
    for (const step of lane.steps) {
      if (!known.has(step.id)) known.set(step.id, { id: step.id, lane: index, text: stepText(step) });
    }
  });
  if (scenario.drawn.length === 0) return [...known.values()];
  return [...new Set(scenario.drawn)].flatMap((id) => known.get(id) ?? []);
}

function drawnStep(step: Step, number: number): StoryStep {
  const reading = {
    op: step.op,
    object: harmless(step.object ?? ''),
    by: harmless(ruleWords(step)),
  };
  const { id, line, lane, depth } = step;
  return { number, id, line, lane, text: harmless(cellText(step)), depth, reading };
}

const impliedLanes = (scenario: Scenario, drawnLanes: number) =>
  scenario.lanes.slice(drawnLanes).filter((lane) => lane.implied);

function laneNames(labels: readonly string[], scenario: Scenario): readonly string[] {
  const implied = impliedLanes(scenario, labels.length).map((lane) => lane.name);
  return [...labels, ...implied].map((name, lane) => harmless(name) || `lane ${lane + 1}`);
}

/** How sentences about this drawing name its steps and lanes. */
export function namingOf(
  labels: readonly string[],
  scenario: Scenario,
  drawn: readonly { readonly id: string }[],
  spoken: Spoken = 'numbers',
): Naming {
  const lanes = laneNames(labels, scenario);
  const numbers = new Map(drawn.map((step, index) => [step.id, index + 1]));
  return {
    step: (id) => {
      const line = lineOf(id);
      const number = numbers.get(id);
      if (line === null) return number === undefined ? null : `step ${number}`;
      return number === undefined || spoken === 'lines' ? `line ${line}` : `step ${number} (line ${line})`;
    },
    lane: (lane) => lanes[lane] ?? `lane ${lane + 1}`,
  };
}

function storyOf(
  judged: ScenarioVerdict,
  kind: DiagramKind,
  labels: readonly string[],
  steps: readonly StoryStep[],
  diagram: Diagram | null,
  spoken: Spoken,
): Story {
  const { scenario, drawnOrder: order, witness } = judged;
  const implied = impliedLanes(scenario, labels.length);
  const lanes = laneNames(labels, scenario);
  const numbers = new Map(steps.map(({ id, number }) => [id, number]));
  const naming = namingOf(labels, scenario, steps, spoken);
  const reason = harmless(judged.reason);
  const context = { scenario, lanes, drawn: labels.length, numbers, naming, reason };
  return {
    ...{
      verdict: judged.verdict,
      failure: judged.failure,
      meaning: meaningOf(kind, judged.verdict, isTold(scenario)),
      reason,
    },
    ...{ lanes, drawn: labels.length, steps },
    implied: implied.map(({ name, steps: does }) => {
      return { name: harmless(name), does: does.map((step) => harmless(step.text)) };
    }),
    why: judged.why
      .filter((why) => !saysAlready(reason, why.text))
      .map(({ kind: of, text, lines }) => ({ kind: of, text: harmless(text), lines: unnamedLines(text, lines) })),
    witness: witness === null ? null : witnessOf(witness, context),
    assumptions: judged.assumptions.map(({ text, line, basis }) => ({
      ...{ text: harmless(text), line: bodyLine(line), basis },
    })),
    unknown: unknownsOf(judged, steps, diagram),
    drawnOrder: drawnOrderSentence(order, naming),
    stuck: order.is === 'impossible' ? (numbers.get(stuckStep(order)) ?? null) : null,
    layouts: 1 + (diagram?.alternatives.length ?? 0),
    fixes: fixesOf(judged),
    explored: exploredSentence(judged.outcome),
  };
}

const stuckStep = (order: Extract<DrawnOrder, { readonly is: 'impossible' }>): string =>
  order.blocker?.step ?? order.step;

const SETTLE_RELEVANT = 'It could take part: say what it does';
/** What to type, with the line in place. */
const howToSay = (line: number, diagram: Diagram | null): string =>
  diagram === null
    ? `${SETTLE_RELEVANT} in the .race file.`
    : `${SETTLE_RELEVANT}: --assume '${line}: kfree(p)' for instance, or --assume '${line}: does nothing'.`;
const SETTLE_IRRELEVANT = 'Nothing: it cannot touch what the failure is about.';
const SETTLE_UNREAD = 'Draw it as a step of one lane, or say what it does in the .race file (threadjudge explain).';

function unknownsOf(judged: ScenarioVerdict, steps: readonly StoryStep[], diagram: Diagram | null): StoryUnknown[] {
  const texts = new Map(steps.map((step) => [step.id, step.text]));
  const unknown = judged.unknown.map(({ step, line, why, relevant }) => ({
    ...{ line, text: texts.get(step) ?? '', why: harmless(why), relevant },
    settle: relevant ? howToSay(line, diagram) : SETTLE_IRRELEVANT,
  }));
  const doubts = (diagram?.doubts ?? []).map(({ line, why }) => {
    return { line, text: '', why: harmless(why), relevant: true, settle: SETTLE_UNREAD };
  });
  return [...unknown, ...doubts].sort((a, b) => a.line - b.line);
}

/** The author's proposal stands in full among the claims. */
const LONGEST_QUOTE = 80;

/** Where nothing fails, nothing needs mending. A fix that changes nothing has the failure's own message for its reason. */
function fixesOf(judged: ScenarioVerdict): readonly FixResult[] {
  if (judged.verdict === 'refuted') return [];
  const failing = judged.witness?.message ?? null;
  return mailFirst(judged.fixes).map((fix) => {
    const same = fix.verdict === 'fails' && failing !== null && saysAlready(fix.reason, failing);
    const text = harmless(fix.text);
    return {
      ...fix,
      text: fix.source === 'prose' ? `as the mail says: "${cut(text, LONGEST_QUOTE)}"` : text,
      reason: same ? 'it goes wrong in the same way' : harmless(fix.reason),
    };
  });
}

/** The mail's own fixes before those that were searched for; otherwise in the order given. */
export function mailFirst(fixes: readonly FixResult[]): FixResult[] {
  const isSearched = ({ source }: FixResult): boolean => source === 'search';
  return [...fixes.filter((fix) => !isSearched(fix)), ...fixes.filter(isSearched)];
}
