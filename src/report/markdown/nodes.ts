import type { BlockContent, Code, Heading, List, Paragraph, PhrasingContent, Table } from 'mdast';
import { harmless, harmlessPart } from '../text/harmless.ts';
import { cut } from '../text/width.ts';

/** Short makers of mdast nodes. Text goes in as data and is escaped by the printer, never by us. */

/** A cell of a table or a heading is no place for a page of text. */
const LONGEST = 400;

export type Inline = string | PhrasingContent;
const inline = (part: Inline): PhrasingContent => (typeof part === 'string' ? text(part) : part);

export const text = (value: string): PhrasingContent => ({ type: 'text', value: cut(harmlessPart(value), LONGEST) });
export const strong = (value: string): PhrasingContent => ({ type: 'strong', children: [text(value)] });

/** Words of the mail, as code. A backslash cannot stand before a pipe inside code in a table, so such text stays text. */
export function code(value: string): PhrasingContent {
  const clean = cut(harmless(value), LONGEST);
  return clean === '' || clean.includes('\\') ? { type: 'text', value: clean } : { type: 'inlineCode', value: clean };
}

export function heading(depth: Heading['depth'], ...parts: Inline[]): Heading {
  return { type: 'heading', depth, children: parts.map(inline) };
}

export function paragraph(...parts: Inline[]): Paragraph {
  return { type: 'paragraph', children: parts.map(inline) };
}

/** A fenced block; the printer makes the fence longer than any in it. */
export function block(lines: readonly string[]): Code {
  return { type: 'code', lang: 'text', value: lines.join('\n') };
}

export function bullets(items: readonly (readonly BlockContent[])[]): List {
  const spread = items.some((item) => item.length > 1);
  return {
    type: 'list',
    ordered: false,
    spread,
    children: items.map((children) => ({ type: 'listItem', spread, children: [...children] })),
  };
}

export function table(head: readonly string[], rows: readonly (readonly Inline[])[]): Table {
  const row = (cells: readonly Inline[]): Table['children'][number] => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: [inline(cell)] })),
  });
  return { type: 'table', children: [row(head), ...rows.map(row)] };
}
