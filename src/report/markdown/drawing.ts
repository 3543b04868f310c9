import type { RootContent } from 'mdast';
import { lineList } from '../story/sentences.ts';
import type { Story, StoryStep } from '../story/story.ts';
import { type StoryWitness, shortChange } from '../story/witness.ts';
import { BASIS_WORDS, FIX_SOURCE_WORDS, WHY_WORDS } from '../story/words.ts';
import { drawGrid, type Grid } from '../text/grid.ts';
import { block, bullets, code, heading, paragraph, strong, table } from './nodes.ts';

/** Columns of a drawing in Markdown: what a page shows beside nothing else. */
const WIDTH = 120;
const NOT_DRAWN = '+';

/** Everything about one drawing below its heading: the verdict, then why, then the evidence. */
export function drawingSections(story: Story): RootContent[] {
  return [paragraph(strong(story.meaning), ' ', story.reason), ...evidenceSections(story)];
}

/** Why the verdict is what it is. */
export function evidenceSections(story: Story): RootContent[] {
  return [
    ...whySection(story),
    ...drawingSection(story),
    ...witnessSection(story),
    ...assumptionSection(story),
    ...unknownSection(story),
    heading(3, 'The drawn order'),
    paragraph(story.drawnOrder),
    ...fixSection(story),
    ...readingSection(story),
    heading(3, 'How far the search went'),
    paragraph(story.explored),
  ];
}

function whySection({ why }: Story): RootContent[] {
  if (why.length === 0) return [];
  const items = why.map(({ kind, text, lines }) => {
    const where = lineList(lines);
    return [paragraph(`${WHY_WORDS[kind]}: ${text}${where === '' ? '' : ` (${where})`}`)];
  });
  return [heading(3, 'Why'), bullets(items)];
}

function drawingSection(story: Story): RootContent[] {
  const rows = story.steps.map(({ number, lane, text, depth }) => {
    return { mark: `${number === story.stuck ? '! ' : ''}${number}`, lane, text, depth, side: [] };
  });
  const out: RootContent[] = [
    heading(3, 'The drawing'),
    printed({ lanes: story.lanes.slice(0, story.drawn), rows, side: null }),
  ];
  if (story.stuck !== null) out.push(paragraph('! marks the step that cannot run where it is drawn.'));
  if (story.layouts > 1) {
    out.push(
      paragraph(`The columns were lost. ${story.layouts} ways to put them back fit the text; all of them were run.`),
    );
  }
  if (story.implied.length > 0) {
    out.push(paragraph('Nobody drew these, and they take part:'));
    out.push(bullets(story.implied.map(({ name, does }) => [paragraph(strong(name), `: ${does.join('; ')}`)])));
  }
  return out;
}

/** The run in the shape of the drawing; its numbers are the drawn steps', so that a jump shows as a jump. */
function witnessSection(story: Story): RootContent[] {
  const { witness } = story;
  if (witness === null) return [];
  const out: RootContent[] = [
    heading(3, 'How it goes wrong'),
    paragraph(`${witness.isReordered ? EACH_LANE : IN_ORDER} ${numbering(witness)}`),
    printed({
      lanes: witness.lanes,
      rows: witness.moves.map(({ number, lane, text, changes, failing }) => ({
        mark: `${failing ? '! ' : ''}${number ?? NOT_DRAWN}`,
        lane,
        text,
        depth: 0,
        side: changes,
      })),
      side: 'what changes',
      shorten: shortChange,
    }),
  ];
  if (witness.message !== '') out.push(paragraph(strong(witness.message)));
  if (witness.blocked.length > 0) out.push(bullets(witness.blocked.map((sentence) => [paragraph(sentence)])));
  if (witness.replay !== '') {
    const command = code(`threadjudge run FILE.race --replay ${witness.replay}`);
    out.push(paragraph('To replay it, save what ', code('threadjudge explain'), ' prints, and run ', command));
  }
  return out;
}

const IN_ORDER = 'One row a move, in the order in which they happen.';
const EACH_LANE =
  'One row an access, those of each lane in the order of its code: no order of all of them gives these values.';

function numbering({ moves }: StoryWitness): string {
  const numbers = 'The numbers are those of the drawing; ! marks where it goes wrong.';
  if (moves.every((move) => move.number !== null)) return numbers;
  return `${numbers.slice(0, -1)}, ${NOT_DRAWN} what is not drawn.`;
}

const printed = (grid: Grid) => block(drawGrid(grid, WIDTH).map((line) => line.text));

function assumptionSection({ assumptions }: Story): RootContent[] {
  if (assumptions.length === 0) return [];
  const rows = assumptions.map(({ text, line, basis }) => [
    text,
    line === null ? '' : String(line),
    BASIS_WORDS[basis],
  ]);
  return [heading(3, 'What was taken for granted'), table(['Assumption', 'Line', 'On whose word'], rows)];
}

function unknownSection({ unknown }: Story): RootContent[] {
  if (unknown.length === 0) return [];
  const rows = unknown.map(({ line, text, why, settle }) => [String(line), code(text), why, settle]);
  const head = ['Line', 'Text', 'What is not understood', 'What would settle it'];
  return [heading(3, 'What was not understood'), table(head, rows)];
}

function fixSection({ fixes }: Story): RootContent[] {
  if (fixes.length === 0) return [];
  const rows = fixes.map(({ verdict, text, source, reason }) => [
    strong(verdict),
    text,
    FIX_SOURCE_WORDS[source],
    reason,
  ]);
  return [heading(3, 'What would help, and what would not'), table(['Verdict', 'Change', 'From', 'Reason'], rows)];
}

function readingSection(story: Story): RootContent[] {
  const rows = story.steps.flatMap((step) => (step.reading === null ? [] : [readingRow(story, step, step.reading)]));
  if (rows.length === 0) return [];
  const head = ['#', 'Line', 'Lane', 'Text', 'Does', 'To', 'Understood by'];
  return [heading(3, 'How each step was understood'), table(head, rows)];
}

function readingRow(story: Story, step: StoryStep, reading: NonNullable<StoryStep['reading']>) {
  return [
    String(step.number),
    step.line === null ? '' : String(step.line),
    story.lanes[step.lane] ?? '',
    code(step.text),
    reading.op,
    code(reading.object),
    reading.by,
  ];
}
