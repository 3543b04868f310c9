import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { mailParser, readPage } from '../../../src/extract/mail-tree/index.ts';
import type { MailNode } from '../../../src/extract/types.ts';

const treeOf = (text: string) => unified().use(mailParser).parse(text);

/** `prose 3-4` with quotes in brackets. */
function outline(nodes: readonly MailNode[]): string {
  return nodes
    .map((node) =>
      node.type === 'quote'
        ? `[${outline((node as { children: MailNode[] }).children)}]`
        : `${node.type} ${node.position?.start.line}-${node.position?.end.line}`,
    )
    .join(', ');
}

describe('mailParser', () => {
  it('builds quotes inside quotes, whatever the spacing of the marks', () => {
    const text = ['On Mon, 1 Jan 2024 at 10:00, A wrote:', '> > deep', '>>deep, too', '> shallow', '', 'mine'].join(
      '\n',
    );
    expect(outline(treeOf(text).children)).toBe('attribution 1-1, [[prose 2-3], prose 4-4], prose 6-6');
  });

  it('tells the kinds of blocks apart and gives columns behind the marks', () => {
    const text = [
      'Look at this.',
      '',
      '> Signed-off-by: A <a@example.org>',
      '> ---',
      '> diff --git a/f b/f',
      '> @@ -1,1 +1,1 @@',
      '> -old',
      '> +new',
      '',
      'BUG: here',
      ' foo+0x10/0x20',
      ' bar+0x10/0x20',
      '',
      '-- ',
      'A',
    ].join('\n');
    const tree = treeOf(text);
    expect(outline(tree.children)).toBe(
      'prose 1-1, [trailer 3-3, prose 4-4, diff 5-8], prose 10-10, trace 11-12, signature 14-15',
    );
    const quote = tree.children[1] as { children: MailNode[] };
    expect(quote.children[0]?.position?.start).toEqual({ line: 3, column: 3 });
  });

  it('takes the paragraph behind an attribution as quoted where no line is marked', () => {
    const page = readPage(['On Mon, 1 Jan 2024, A wrote:', 'Their words.', '', 'My words.']);
    expect(page.map((line) => line.depth)).toEqual([0, 1, 0, 0]);
  });

  it('survives very deep and very long lines', () => {
    const tree = treeOf(`${'> '.repeat(20_000)}x\n${'a'.repeat(100_000)}`);
    expect(tree.children.length).toBe(2);
  });
});

describe('attributions', () => {
  const kinds = (...lines: string[]) => readPage(lines).map((line) => line.kind);
  it.each([
    ['On Tue, Jan 2, 2024 at 10:00:00AM +0100, Robin Example wrote:'],
    ['Robin Example <robin@example.org> writes:'],
    ['Robin Example writes:'],
    ['* Robin Example <robin@example.org> wrote:'],
    ['Robin, on the other hand, wrote:'],
    ['Am Di., 2. Jan. 2024 um 10:00 Uhr schrieb Robin Example <robin@example.org>:'],
    ['On Tue, Jan 2, 2024 at 10:00 AM Robin Example', '<robin@example.org> wrote:'],
    ['On Tue, Jan 2, 2024 at 10:00:00AM +0100, Robin Example <robin@example.org>', 'wrote:'],
  ])('%s', (...lines) => {
    expect(kinds(...lines.flat())).toEqual(lines.flat().map(() => 'attribution'));
  });
  it.each([
    ['pte_same(a, b) and commit, with the lost writes'],
    ['pte_same(a, b) and commit, with the lost writes:'],
    ['On CPU1 this gives lost writes:'],
    ['This leads to lost writes:'],
    ['As Robin said, there are 2 writes'],
    ['it wrote'],
    ['wrote:'],
  ])('no attribution: %s', (line) => {
    expect(kinds(line)).toEqual(['text']);
  });
});
