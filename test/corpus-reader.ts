import type { Nodes, RootContent, Table, TableRow } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { ABOUTS, type About, columnsOf, type Expectation, valuesOf } from './corpus-expectations.ts';

/**
 * Reads a case: a Markdown file with a title, a few sentences that teach, the mail in a block fenced as `mail`, and under
 * the heading "Expected" tables of what must come out. docs/corpus.md tells how to write one.
 */
export type Case = {
  readonly title: string;
  /** The bytes of the mail, header and body, as text. */
  readonly mail: string;
  readonly expectations: readonly Expectation[];
};

/** A case that is not written as one; the message begins with the line. */
export class CaseError extends Error {
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
    this.name = 'CaseError';
  }
}

const HEADING = 'Expected';
const parser = unified().use(remarkParse).use(remarkGfm);

/** @throws CaseError where a part is missing or a table says something that no report can say. */
export function readCase(markdown: string): Case {
  const [title, ...rest] = parser.parse(markdown).children;
  if (title?.type !== 'heading' || title.depth !== 1) throw new CaseError(1, 'a case begins with its title: # …');
  const expected = rest.findIndex((node) => node.type === 'heading' && wordsOf(node) === HEADING);
  if (expected === -1) throw new CaseError(lastLine(markdown), `there is no heading "## ${HEADING}"`);
  const told = rest.slice(0, expected);
  const mails = told.filter((node) => node.type === 'code').filter(({ lang }) => lang === 'mail');
  const [mail, second] = mails;
  if (mail === undefined)
    throw new CaseError(lineOf(rest[expected]), 'no mail stands above: a block fenced as ```mail');
  if (second !== undefined) throw new CaseError(lineOf(second), 'a second mail: a case has one');
  if (told[0]?.type !== 'paragraph') throw new CaseError(lineOf(told[0]), 'a sentence that teaches follows the title');
  if (!/^[A-Za-z-]+: .*\n(?:.+\n)*\n/.test(mail.value)) {
    throw new CaseError(lineOf(mail), 'the mail has no header, or no blank line after it');
  }
  return { title: wordsOf(title), mail: `${mail.value}\n`, expectations: readTables(rest.slice(expected)) };
}

function readTables(nodes: readonly RootContent[]): Expectation[] {
  const tables = nodes.filter((node) => node.type === 'table');
  // a header with more cells than its rule is a paragraph to Markdown, and nothing would look at it
  const broken = nodes.find((node) => node.type === 'paragraph' && wordsOf(node).startsWith('|'));
  if (broken !== undefined)
    throw new CaseError(lineOf(broken), 'the rule under the header has too few or too many cells');
  const expectations = tables.flatMap(readTable);
  if (expectations.length === 0) throw new CaseError(lineOf(nodes[0]), 'nothing is expected: no table has a row');
  return expectations;
}

function readTable({ children: [header, ...rows] }: Table): Expectation[] {
  const [about, ...columns] = cellsOf(header);
  if (!isAbout(about)) {
    throw new CaseError(lineOf(header), `a table is about ${ABOUTS.join(', ')}, not "${about ?? ''}"`);
  }
  const known = columnsOf(about);
  const strange = columns.find((column, at) => !known.includes(column) || columns.indexOf(column) !== at);
  if (strange !== undefined) {
    throw new CaseError(
      lineOf(header),
      `a table about a ${about} has each of ${known.join(', ')} once at most, not "${strange}"`,
    );
  }
  return rows.map((row) => readRow(about, columns, row));
}

function readRow(about: About, columns: readonly string[], row: TableRow): Expectation {
  const line = lineOf(row);
  const [words = '', ...cells] = cellsOf(row);
  if (words === '') throw new CaseError(line, `the row does not say which ${about} it is about`);
  // Markdown drops what stands in no column, which would make a mistake of writing go unseen.
  if (cells.length > columns.length) throw new CaseError(line, 'the row has more cells than the table has columns');
  const must = new Map<string, string>();
  for (const [at, cell] of cells.entries()) {
    const column = columns[at] ?? '';
    if (cell === '') continue;
    const values = valuesOf(about, column);
    if (values !== null && !values.includes(cell)) {
      throw new CaseError(line, `${column} is one of ${values.join(', ')}, not "${cell}"`);
    }
    must.set(column, cell);
  }
  return { line, about, words, must };
}

const isAbout = (word: string | undefined): word is About => (ABOUTS as readonly (string | undefined)[]).includes(word);
const cellsOf = (row: TableRow | undefined): string[] => (row?.children ?? []).map(wordsOf);
const lineOf = (node: Nodes | undefined): number => node?.position?.start.line ?? 1;
const lastLine = (text: string): number => text.trimEnd().split('\n').length;

function wordsOf(node: Nodes): string {
  let words = '';
  visit(node, (inner) => {
    if ('value' in inner) words += inner.value;
  });
  return words.trim();
}
