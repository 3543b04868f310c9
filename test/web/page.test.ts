import { describe, expect, test } from 'vitest';
import { answer, isRace } from '../../web/judging.ts';
import { TAGS } from '../../web/mount.ts';
import { drawingView } from '../../web/view/drawing.ts';
import { type Element, withLineLinks } from '../../web/view/element.ts';
import { reportView, summaryLine } from '../../web/view/report.ts';

const MAIL = `From: Ann Example <ann@example.org>
Subject: foo: <b>use after free</b>

The lookup can race with the release, a use after free:

CPU0                    CPU1
a = foo->bar;
                        foo->bar = NULL;
                        kfree(a);
a->count++;             <script>alert(1)</script>

I think this can happen.
`;

const report = (text: string, is: 'mail' | 'race' = 'mail') => {
  const { result } = answer({ id: 1, is, text });
  if ('problems' in result) throw new Error(result.problems.join());
  return result.report;
};

function* elements(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) if (typeof child !== 'string') yield* elements(child);
}
const textOf = (element: Element): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');

describe('the judge in a page', () => {
  test('judges a mail and prints its scenario, which can be run again', () => {
    const { title, drawings, offset, plain } = report(MAIL);
    expect(title).toBe('foo: <b>use after free</b>');
    expect(offset).toBe(3);
    expect(drawings).toHaveLength(1);
    expect(plain).toContain(drawings[0]?.story.verdict.toUpperCase());
    const again = report(drawings[0]?.race ?? '', 'race');
    expect(again.drawings[0]?.story.verdict).toBe(drawings[0]?.story.verdict);
  });

  test('takes a scenario where a mail is asked for', () => {
    const race = report(MAIL).drawings[0]?.race ?? '';
    expect(isRace(`# mine\n\n${race}`)).toBe(true);
    expect(isRace(MAIL)).toBe(false);
    expect(report(race).drawings).toHaveLength(1);
  });

  test('says on which line a scenario is wrong', () => {
    const race = (report(MAIL).drawings[0]?.race ?? '').replace(/^lane CPU1/m, 'lnae CPU1');
    const line = race.split('\n').findIndex((text) => text.startsWith('lnae')) + 1;
    const { result } = answer({ id: 1, is: 'race', text: race });
    expect(result).toMatchObject({ problems: [expect.stringMatching(`^line ${line}: .*lnae`)] });
  });

  test('has something to say about nothing', () => {
    expect(textOf(reportView(report('Just prose.\n')))).toContain('No drawing was found');
    expect(summaryLine(report('Just prose.\n'), 0.2)).toBe('No drawing. 1 ms.');
  });
});

describe('what the page shows', () => {
  const view = reportView(report(MAIL));

  test('is made of known tags, and what a mail holds is text', () => {
    const tags = new Set([...elements(view)].map(({ tag }) => tag));
    expect([...tags].filter((tag) => !TAGS.has(tag))).toEqual([]);
    expect(textOf(view)).toContain('foo: <b>use after free</b>');
    expect(textOf(view)).toContain('<script>alert(1)</script>');
  });

  test('has no attribute that acts or that a mail can choose', () => {
    const names = [...elements(view)].flatMap(({ attributes }) => Object.keys(attributes ?? {}));
    const known = ['aria-label', 'colspan', 'data-drawing', 'data-line', 'role', 'scope', 'tabindex', 'title', 'type'];
    expect([...new Set(names)].filter((name) => !known.includes(name))).toEqual([]);
  });

  test('has a picture whose rows all have the same width', () => {
    const [drawing] = report(MAIL).drawings;
    const table = [...elements(drawingView(drawing as NonNullable<typeof drawing>, null, true))].find(
      ({ tag }) => tag === 'table',
    );
    const widths = [...elements(table as Element)]
      .filter(({ tag }) => tag === 'tr')
      .map(({ children }) => {
        return children.reduce(
          (sum, cell) => sum + Number((typeof cell !== 'string' && cell.attributes?.colspan) || 1),
          0,
        );
      });
    expect(new Set(widths).size).toBe(1);
  });

  test('jumps to lines only where they stand in the text', () => {
    const links = (canJump: boolean) =>
      [...elements(withLineLinks('see lines 3, 5 and 12, step 4', canJump))].flatMap(
        ({ attributes }) => attributes?.['data-line'] ?? [],
      );
    expect(links(true)).toEqual(['3', '5', '12']);
    expect(links(false)).toEqual([]);
    expect(textOf(withLineLinks('see lines 3, 5 and 12, step 4', true))).toBe('see lines 3, 5 and 12, step 4');
  });
});
