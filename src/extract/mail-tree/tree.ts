import type { Page } from '../drawing/types.ts';
import type { Block, BlockType, MailTree, Quote } from '../types.ts';
import type { LineKind } from './line-kinds.ts';

/** Body lines (1-based, first to last) at one depth of quotation that a drawing covers. */
export type DrawnSpan = { readonly lines: readonly [number, number]; readonly depth: number };

/**
 * Gathers the lines into a unist tree: blocks of one kind, inside quotes by their depth. Blank lines part paragraphs of prose; inside
 * code, a diff, a trace or a drawing they belong to the block. Iterative: the stack is as deep as the quotation.
 */
export function buildTree(page: Page, drawn: readonly DrawnSpan[]): MailTree {
  const types = blockTypes(page, drawn);
  const root: MailTree = { type: 'mail', children: [] };
  const stack: (MailTree | Quote)[] = [root];
  let at = 0;
  while (at < page.length) {
    const type = types[at];
    if (type == null) {
      at++;
      continue;
    }
    const end = endOfBlock(page, types, at);
    place(stack, blockOf(page, type, at, end));
    at = end;
  }
  return root;
}

/** Puts a block under the quote of its depth, opening and closing quotes on the way. */
function place(stack: (MailTree | Quote)[], block: Block): void {
  while (stack.length - 1 > block.depth) stack.pop();
  while (stack.length - 1 < block.depth) {
    const parent = stack.at(-1) as MailTree | Quote;
    const quote: Quote = { type: 'quote', depth: stack.length, children: [] };
    parent.children.push(quote);
    stack.push(quote);
  }
  for (const parent of stack) {
    if (!block.position) continue;
    parent.position = { start: parent.position?.start ?? block.position.start, end: block.position.end };
  }
  (stack.at(-1) as MailTree | Quote).children.push(block);
}

const KEEPS_BLANKS = new Set<BlockType>(['code', 'diff', 'trace', 'drawing', 'signature']);

function endOfBlock(page: Page, types: readonly (BlockType | null)[], at: number): number {
  const type = types[at] as BlockType;
  const depth = page[at]?.depth;
  let end = at + 1;
  for (let i = end; i < page.length && page[i]?.depth === depth; i++) {
    if (types[i] === type) end = i + 1;
    else if (types[i] !== null || !KEEPS_BLANKS.has(type) || i - end >= 2) break;
  }
  return end;
}

function blockOf(page: Page, type: BlockType, at: number, end: number): Block {
  const lines = page.slice(at, end);
  const first = lines[0] as Page[number];
  const last = lines.at(-1) as Page[number];
  return {
    type,
    depth: first.depth,
    lines: lines.map((line) => line.text),
    position: {
      start: { line: first.line, column: first.offset + 1 },
      end: { line: last.line, column: last.offset + last.text.length + 1 },
    },
  };
}

/** The block type of each line; null for a blank line. */
function blockTypes(page: Page, drawn: readonly DrawnSpan[]): (BlockType | null)[] {
  const types = page.map((line) => typeOf(line.kind ?? (line.text === '' ? 'blank' : 'text'), line.text));
  for (const span of drawn) {
    for (let line = span.lines[0]; line <= span.lines[1]; line++) {
      if (page[line - 1]?.depth === span.depth) types[line - 1] = 'drawing';
    }
  }
  paragraphs(page, types);
  return types;
}

function typeOf(kind: LineKind, text: string): BlockType | null {
  if (kind === 'blank') return null;
  if (kind !== 'text') return kind;
  if (isCode(text)) return 'code';
  return isTable(text) ? 'table' : 'prose';
}

/** One code-looking line inside a paragraph of prose is prose: a paragraph is what most of its lines are. */
function paragraphs(page: Page, types: (BlockType | null)[]): void {
  const soft = (type: BlockType | null | undefined) => type === 'prose' || type === 'code' || type === 'table';
  let at = 0;
  while (at < page.length) {
    if (!soft(types[at])) {
      at++;
      continue;
    }
    let end = at;
    const counts = new Map<BlockType, number>();
    while (end < page.length && soft(types[end]) && page[end]?.depth === page[at]?.depth) {
      const type = types[end] as BlockType;
      counts.set(type, (counts.get(type) ?? 0) + 1);
      end++;
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] as [BlockType, number];
    types.fill(most, at, end);
    at = end;
  }
}

const isCode = (text: string) =>
  /^(?:\t| {4,})\S/.test(text) ||
  /[;{}]\s*$/.test(text) ||
  /^\s*(?:\/\*|\*\/|#(?:if|define|include|endif)\b)/.test(text);

/** Three or more number columns. */
const isTable = (text: string) =>
  (text.match(/(?:\s|^)[-+]?\d[\d.,]*%?(?=\s|$)/g)?.length ?? 0) >= 3 && /\s{2,}|\|/.test(text);
