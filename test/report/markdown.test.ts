import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { renderMarkdown, renderScenarioMarkdown } from '../../src/report/index.ts';
import { harmless } from '../../src/report/text/harmless.ts';
import { oneMail, threeMails, undetermined, useAfterFree, withTexts } from './fixtures.ts';

const parse = (text: string): Root => unified().use(remarkParse).use(remarkGfm).parse(text);
function textOf(node: Nodes): string {
  let text = '';
  visit(node, (inner) => {
    if ('value' in inner) text += inner.value;
  });
  return text;
}
function all<T extends Nodes['type']>(tree: Root, type: T): Extract<Nodes, { type: T }>[] {
  const found: Nodes[] = [];
  visit(tree, type, (node: Nodes) => void found.push(node));
  return found as Extract<Nodes, { type: T }>[];
}

describe('the Markdown report', () => {
  test('tells the story from the top down', async () => {
    const text = await renderMarkdown(oneMail);
    expect(text).toMatchSnapshot();
    const order = ['# foo: a race', 'reproduces (use-after-free)', 'CPU0 uses foo after', '### Why', '### The drawing']
      .concat(['### How it goes wrong', 'taken for granted', '### The drawn order', 'What would help'])
      .concat(['How each step was understood', '### How far the search went', '## What the author says'])
      .map((words) => text.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('draws the witness in the shape of the drawing, with implied actors and what changes', async () => {
    const [, witness] = all(parse(await renderMarkdown(oneMail)), 'code');
    const lines = witness?.value.split('\n') ?? [];
    expect(lines[0]).toMatch(/^ +CPU0 +CPU1 +timer +\| what changes$/);
    expect(lines.find((line) => line.includes('foo_timer'))).toMatch(/^ +\+ /);
    expect(lines.at(-1)).toMatch(/^! 4 {2}foo->count\+\+/);
  });

  test('prints what was assumed in plain words', async () => {
    const text = await renderMarkdown(oneMail);
    expect(text).toContain('the mail does not say it');
    expect(text).not.toContain('basis');
  });

  test('says why the drawn order cannot run, what is unknown, which bound was hit, and ends with the problems', async () => {
    const text = textOf(parse(await renderMarkdown(threeMails)));
    expect(text).toContain('CPU1 waits at step 2 (line 22) for foo_lock, which CPU0 holds since step 1 (line 21).');
    expect(text).toContain('no row of the lexicon knows frobnicate');
    expect(text).toContain('the text stands between two lanes');
    expect(text).toContain(
      'Not every order was tried: the search ended at the limit on states after 1,000,000 states.',
    );
    expect(text.indexOf('mails/four.eml: no such file')).toBeGreaterThan(text.indexOf('No drawing was found'));
  });

  test('prints a .race file in the same way', async () => {
    expect(await renderScenarioMarkdown(useAfterFree.judged)).toContain('## reproduces (use-after-free)');
    expect(await renderScenarioMarkdown(undetermined.judged)).toContain('## undetermined');
  });
});

const HOSTILE = [
  '<script>alert(1)</script> <img src=x onerror=y> <!-- c',
  '[click](javascript:alert(1)) ![x](http://a.example/x.png) [r]: http://a.example',
  '```` fence ``` and `code` and ~~~',
  'a | b \\| c \\\\| `d | e` |---|',
  '# heading * bullet - dash 1. one > quote + plus === ---',
  '*em* **strong** _em_ ~~gone~~ &amp; &#35; \\ end\\',
  '- [ ] task :-: | :-- $x$ @user #12 www.example.org',
];

describe('hostile text', () => {
  /** The nodes by type, without texts: what a reader sees as structure. */
  const shape = (tree: Root): string => {
    const types: string[] = [];
    visit(tree, (node) => {
      if (!['text', 'inlineCode', 'link', 'break'].includes(node.type)) types.push(node.type);
    });
    return types.join(' ');
  };

  test.each(HOSTILE)('stays text: %s', async (hostile) => {
    const tree = parse(await renderMarkdown(withTexts(oneMail, () => hostile)));
    expect(all(tree, 'html')).toEqual([]);
    expect(all(tree, 'image')).toEqual([]);
    expect(all(tree, 'delete')).toEqual([]);
    const [title] = all(tree, 'heading');
    expect(textOf(title as Nodes)).toBe(harmless(hostile));
    const quotes = all(tree, 'blockquote').map((quote) => textOf(quote));
    expect(quotes).toEqual([harmless(hostile), harmless(hostile)]);
    const cells = all(tree, 'tableCell').map((cell) => textOf(cell));
    expect(cells.filter((cell) => cell === harmless(hostile)).length).toBeGreaterThan(4);
    expect(shape(tree)).toBe(shape(parse(await renderMarkdown(withTexts(oneMail, () => 'plain')))));
  });

  test('keeps a fence in a drawing inside its block', async () => {
    const tree = parse(await renderMarkdown(withTexts(oneMail, () => '```````')));
    expect(all(tree, 'code')).toHaveLength(2);
    expect(all(tree, 'code')[0]?.value).toContain('```````');
  });

  test('any text comes back as it was', async () => {
    const hostile = fc
      .array(fc.constantFrom(...'ab |\\`*_[]()<>!#-+=~:&;.@/{}$^"1'), { maxLength: 24 })
      .map((a) => a.join(''));
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const tree = parse(await renderMarkdown(withTexts(oneMail, () => `x${text}x`)));
        expect(textOf(all(tree, 'heading')[0] as Nodes)).toBe(harmless(`x${text}x`));
        expect(textOf(all(tree, 'blockquote')[0] as Nodes)).toBe(harmless(`x${text}x`));
        const row = all(tree, 'tableRow').find((candidate) => textOf(candidate.children[0] as Nodes) === '1');
        expect(row?.children).toHaveLength(7);
        expect(textOf(row?.children[5] as Nodes)).toBe(harmless(`x${text}x`));
      }),
      { numRuns: 60 },
    );
  });
});
