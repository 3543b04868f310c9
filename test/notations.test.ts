import { describe, expect, it } from 'vitest';
import { extractMessage } from '../src/extract/index.ts';
import type { Step } from '../src/extract/types.ts';
import { ingestFile } from '../src/ingest/index.ts';
import { judgeMessage } from '../src/judge/index.ts';
import { DEFAULT_BOUNDS } from '../src/sim/types.ts';

/** One drawing, written down in every notation: what is seen, what is judged and what is said of the claims stays the same. */
const BUNDLED = new URL('../corpus/bundled.eml', import.meta.url).pathname;

type Row = { readonly lane: number; readonly text: string };
const LABELS = ['CPU0', 'CPU1', 'CPU2'];
const WIDTH = 44;

const NOTATIONS: Readonly<Record<string, (rows: readonly Row[]) => string[]>> = {
  columns: (rows) => columns(rows),
  'columns with other labels': (rows) => columns(rows, ['Thread A', 'Thread B', 'Thread C']),
  'columns with no-break spaces': (rows) =>
    columns(rows).map((line) => line.replace(/^ +/, (blanks) => '\u00a0'.repeat(blanks.length))),
  'columns, quoted': (rows) => columns(rows).map((line) => `> ${line}`),
  'columns in another order': (rows) =>
    columns(
      rows.map(({ lane, text }) => ({ lane: (lane + 1) % 3, text })),
      ['CPU2', 'CPU0', 'CPU1'],
    ),
  bars: (rows) => [
    LABELS.map((label) => label.padEnd(WIDTH)).join('| '),
    LABELS.map(() => '-'.repeat(WIDTH)).join('+-'),
    ...rows.map(({ lane, text }) => LABELS.map((_, at) => (at === lane ? text : '').padEnd(WIDTH)).join('| ')),
  ],
  prefixed: (rows) => rows.map(({ lane, text }) => `${LABELS[lane]}: ${text}`),
  comment: (rows) => ['/*', ...columns(rows).map((line) => ` * ${line}`), ' */'],
  'comment in a patch': (rows) => [
    'diff --git a/mm/x.c b/mm/x.c',
    '--- a/mm/x.c',
    '+++ b/mm/x.c',
    '@@ -1,3 +1,40 @@',
    ' int x;',
    '+/*',
    ...columns(rows).map((line) => `+ * ${line}`),
    '+ */',
  ],
};

function columns(rows: readonly Row[], labels: readonly string[] = LABELS): string[] {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(WIDTH))
      .join('')
      .trimEnd();
  return [
    line(labels),
    line(labels.map((label) => '-'.repeat(label.length))),
    ...rows.map(({ lane, text }) => `${' '.repeat(lane * WIDTH)}${text}`),
  ];
}

describe('one drawing in every notation', async () => {
  const message = (await ingestFile(BUNDLED)).messages[0];
  if (message === undefined) throw new Error('corpus/bundled.eml holds no message');
  const { diagrams } = extractMessage(message);
  const drawn = diagrams[0];
  if (drawn === undefined) throw new Error('corpus/bundled.eml holds no drawing');
  const rows = drawn.steps.map(
    ({ lane, text, annotations }: Step): Row => ({
      lane,
      text: [text, ...annotations.filter((each) => !each.startsWith('^'))].join(' '),
    }),
  );
  const judge = (lines: readonly string[]) => {
    const changed = { ...message, lines };
    return judgeMessage(changed, extractMessage(changed), { bounds: DEFAULT_BOUNDS });
  };
  const original = judge(message.lines);

  it.each(Object.keys(NOTATIONS))('%s', (notation) => {
    const before = message.lines.slice(0, drawn.lines[0] - 1);
    const after = message.lines.slice(drawn.lines[1]);
    const judged = judge([...before, ...(NOTATIONS[notation]?.(rows) ?? []), '', ...after]);
    const [first] = judged.diagrams;
    expect(first?.diagram.lanes).toHaveLength(3);
    expect(first?.diagram.steps.map(({ text }) => text)).toEqual(drawn.steps.map(({ text }) => text));
    expect(first?.judged).toMatchObject({
      verdict: 'reproduces',
      failure: 'lost-update',
      drawnOrder: { is: 'executable' },
    });
    expect(judged.claims.map(({ claim, verdict }) => [claim.type, verdict])).toEqual(
      original.claims.map(({ claim, verdict }) => [claim.type, verdict]),
    );
  });
});
