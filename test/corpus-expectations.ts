import type { ClaimJson, DiagramJson, MessageJson } from '../src/report/json/schema.ts';
import { claimSchema, diagramSchema } from '../src/report/json/schema.ts';

/**
 * What a case's tables may say. A table's first header cell names what its rows are about; a row's first cell finds it
 * (a drawing by its number, everything else by some of its words), the other cells say how it must be in the JSON report.
 * A new column is one line here, and a line in docs/corpus.md.
 */
type Column<Item> = {
  /** As the table writes it. */
  readonly is: (item: Item) => string;
  /** All that the cell may say; not given: free text, or a number. */
  readonly values?: readonly string[];
  /** The cell says what it must not be. */
  readonly denies?: true;
};
type Subject<Item> = {
  /** What a row with this first cell may be about. */
  readonly find: (message: MessageJson, words: string) => readonly Item[];
  /** All of them, in a few words, for the message when `find` finds nothing. */
  readonly list: (message: MessageJson) => readonly string[];
  readonly columns: Readonly<Record<string, Column<Item>>>;
};
type Fix = DiagramJson['fixes'][number];
/** A step, with the labels of its drawing's lanes. */
type Step = DiagramJson['steps'][number] & Pick<DiagramJson, 'lanes'>;
type Assumption = DiagramJson['assumptions'][number];

/** What a cell says where the report has null or an empty list. */
export const NONE = 'none';
const YES_OR_NO = ['yes', 'no'];

const diagram = diagramSchema.shape;
const claim = claimSchema.shape;
const fix = diagram.fixes.element.shape;
const step = diagram.steps.element.shape;

const drawings: Subject<DiagramJson> = {
  find: ({ diagrams }, words) => diagrams.slice(Number(words) - 1, Number(words)),
  list: ({ diagrams }) => diagrams.map((_, index) => String(index + 1)),
  columns: {
    verdict: { is: ({ verdict }) => verdict, values: diagram.verdict.options },
    never: { is: ({ verdict }) => verdict, values: diagram.verdict.options, denies: true },
    failure: {
      is: ({ failure }) => failure ?? NONE,
      values: [...diagram.failure.unwrap().options, NONE],
    },
    'drawn order': { is: ({ drawnOrder }) => drawnOrder, values: diagram.drawnOrder.options },
    line: { is: ({ failureLine }) => orNone(failureLine) },
    'blocked on': { is: ({ blocked }) => blocked?.on ?? NONE },
    lines: { is: ({ lines }) => lines.join('-') },
    quoted: { is: ({ quoted }) => String(quoted) },
    notation: { is: ({ notation }) => notation, values: diagram.notation.options },
    kind: { is: ({ kind }) => kind, values: diagram.kind.options },
    lanes: { is: ({ lanes }) => listed(lanes) },
    steps: { is: ({ steps }) => String(steps.length) },
    implied: { is: ({ actors }) => listed(actors.map(({ name }) => name)) },
    'unknown lines': {
      is: ({ unknown }) => listed(unknown.filter(({ relevant }) => relevant).map(({ line }) => String(line))),
    },
  },
};

const stepsOf = ({ diagrams }: MessageJson): Step[] =>
  diagrams.flatMap(({ steps, lanes }) => steps.map((step) => ({ ...step, lanes })));

const steps: Subject<Step> = {
  find: (message, words) => stepsOf(message).filter(({ text }) => contains(text, words)),
  list: (message) => stepsOf(message).map(({ line, text }) => `${line} "${text}"`),
  columns: {
    line: { is: ({ line }) => String(line) },
    lane: { is: ({ lane, lanes }) => lanes[lane] || String(lane + 1) },
    op: { is: ({ op }) => op, values: step.op.options },
    object: { is: ({ object }) => object ?? NONE },
    task: { is: ({ task }) => task ?? NONE },
    understood: { is: ({ understood }) => yesOrNo(understood), values: YES_OR_NO },
    complete: { is: ({ complete }) => yesOrNo(complete), values: YES_OR_NO },
  },
};

const claims: Subject<ClaimJson> = {
  find: (message, words) => message.claims.filter(({ text }) => contains(text, words)),
  list: (message) => message.claims.map(({ line, text }) => `${line} "${text}"`),
  columns: {
    line: { is: ({ line }) => String(line) },
    type: { is: ({ type }) => type, values: claim.type.options },
    polarity: { is: ({ polarity }) => polarity, values: claim.polarity.options },
    about: { is: ({ about }) => (about === null ? NONE : String(about + 1)) },
    verdict: { is: ({ verdict }) => verdict, values: claim.verdict.options },
  },
};

const fixes: Subject<Fix> = {
  find: (message, words) => message.diagrams.flatMap((d) => d.fixes.filter(({ text }) => contains(text, words))),
  list: (message) => message.diagrams.flatMap((d) => d.fixes.map(({ text }) => `"${text}"`)),
  columns: {
    source: { is: ({ source }) => source, values: fix.source.options },
    kind: { is: ({ kind }) => kind, values: fix.kind.options },
    verdict: { is: ({ verdict }) => verdict, values: fix.verdict.options },
  },
};

const assumptions: Subject<Assumption> = {
  find: (message, words) => message.diagrams.flatMap((d) => d.assumptions.filter(({ text }) => contains(text, words))),
  list: (message) => message.diagrams.flatMap((d) => d.assumptions.map(({ text }) => `"${text}"`)),
  columns: {
    line: { is: ({ line }) => orNone(line) },
    basis: { is: ({ basis }) => basis, values: diagram.assumptions.element.shape.basis.options },
  },
};

const SUBJECTS = { drawing: drawings, step: steps, claim: claims, fix: fixes, assumption: assumptions } as const;
export type About = keyof typeof SUBJECTS;
export const ABOUTS = Object.keys(SUBJECTS) as readonly About[];

/** The columns that a table about this may have. */
export const columnsOf = (about: About): readonly string[] => Object.keys(SUBJECTS[about].columns);

/** The words that a cell of this column may be, or null where it is free. */
export const valuesOf = (about: About, column: string): readonly string[] | null =>
  (SUBJECTS[about].columns as Record<string, Column<never>>)[column]?.values ?? null;

/** One row of a case's tables. */
export type Expectation = {
  /** Line in the case's file. */
  readonly line: number;
  readonly about: About;
  /** The row's first cell. */
  readonly words: string;
  /** Column to cell; blank cells are left out. */
  readonly must: ReadonlyMap<string, string>;
};

/** One sentence for each row that the report does not bear out, with the row's line in front; empty when all is as it must be. */
export function differences(message: MessageJson, expectations: readonly Expectation[]): string[] {
  const isNoDrawing = ({ about, words }: Expectation) => about === 'drawing' && words === NONE;
  const looked = expectations.filter((expectation) => !isNoDrawing(expectation));
  const wrong = looked.flatMap((expectation) => {
    const found = difference(message, expectation, SUBJECTS[expectation.about] as unknown as Subject<unknown>);
    return found === null ? [] : [`line ${expectation.line}: ${expectation.about} ${expectation.words}: ${found}`];
  });
  const rows = looked.filter(({ about }) => about === 'drawing').length;
  if ((rows > 0 || expectations.some(isNoDrawing)) && rows !== message.diagrams.length) {
    wrong.push(`the tables have ${rows} drawings, the report has ${message.diagrams.length}`);
  }
  return wrong;
}

function difference(message: MessageJson, { words, must }: Expectation, subject: Subject<unknown>): string | null {
  const items = subject.find(message, words);
  if (items.length === 0) return `not in the report, which has ${listed(subject.list(message))}`;
  const wrong = items.map((item) => {
    return [...must].flatMap(([name, cell]) => {
      const column = subject.columns[name];
      const is = column?.is(item);
      if (column?.denies) return is === cell ? [`verdict must not be ${cell}`] : [];
      return is === cell ? [] : [`${name} must be ${cell}, is ${is}`];
    });
  });
  // Several may have the row's words: one that is as it must be is enough, else the nearest is told.
  const nearest = wrong.reduce((a, b) => (b.length < a.length ? b : a));
  return nearest.length === 0 ? null : nearest.join('; ');
}

const contains = (text: string, words: string): boolean => text.toLowerCase().includes(words.toLowerCase());
const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
const orNone = (value: number | null): string => (value === null ? NONE : String(value));
const listed = (items: readonly string[]): string => (items.length === 0 ? NONE : items.join(', '));
