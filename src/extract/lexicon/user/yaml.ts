import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type YAMLMap,
} from 'yaml';
import { LIMITS } from './limits.ts';

/** Something wrong at a place of the text; `code` tells bad YAML from YAML that says something impossible. */
export type Complaint = {
  readonly code: 'lexicon-syntax' | 'lexicon-invalid';
  readonly offset: number;
  readonly detail: string;
};

/** A way into the data: keys and indices. */
export type Path = readonly PropertyKey[];

export type Source = {
  /** Maps as objects without a prototype, lists as arrays, all else as text: `5.10` and `yes` stay what they are. */
  readonly data: unknown;
  /** Where the value at a path stands, or its key; where nothing stands there, what would hold it. */
  readonly offsetOf: (path: Path, key?: string) => number;
  readonly complaints: readonly Complaint[];
  readonly lines: LineCounter;
};

/**
 * Reads YAML as far as a lexicon needs it: maps, lists and text. Anchors, aliases and tags are refused, so that no few lines can stand
 * for millions of rows. Never throws.
 */
export function readYaml(text: string): Source {
  const lines = new LineCounter();
  const read = compose(text, lines);
  if ('complaint' in read) return { data: undefined, offsetOf: () => 0, complaints: [read.complaint], lines };
  const { document } = read;
  const complaints: Complaint[] = [...document.errors].map(({ pos, message }) => syntax(pos[0], message));
  const data = plain(document.contents, complaints);
  return { data, complaints, lines, offsetOf: (path, key) => offsetOf(document, path, key) };
}

const syntax = (offset: number, detail: string): Complaint => ({ code: 'lexicon-syntax', offset, detail });

/** The library's own parts in turn, for it recurses into what is nested: too deep a nest must end before that. */
function compose(text: string, lines: LineCounter): { document: Document } | { complaint: Complaint } {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // the marks with which the lexer tells where a document begins and a text follows are no part of it
    if (!/^[\x02\x18\x1f\ufeff]$/.test(lexeme)) offset += lexeme.length;
    if (parser.stack.length > LIMITS.depth) return { complaint: syntax(offset, 'lists and maps are nested too deep') };
  }
  for (const token of parser.end()) tokens.push(token);
  // keys that stand twice are looked for below: the library compares each with each
  const composer = new Composer({ schema: 'failsafe', prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return { complaint: syntax(0, 'nothing stands in it') };
  if (second) return { complaint: syntax(second.range[0], 'a second document begins here: one file holds one') };
  return { document };
}

/** A node as plain data; what a lexicon has no use for is complained about. */
function plain(node: unknown, complaints: Complaint[]): unknown {
  if (!isNode(node)) return '';
  const offset = node.range?.[0] ?? 0;
  if (isAlias(node)) {
    complaints.push(syntax(offset, 'aliases (*name) are not read: write it out, or quote it if it is text'));
    return undefined;
  }
  if (node.anchor !== undefined)
    complaints.push(syntax(offset, 'anchors (&name) are not read: quote it if it is text'));
  if (node.tag !== undefined && node.tag !== '') {
    if (!/^tag:yaml\.org,2002:(?:map|seq|str)$/.test(node.tag)) {
      complaints.push(syntax(offset, 'tags (!name) are not read: quote it if it is text'));
    }
  }
  if (isSeq(node)) return node.items.map((item) => plain(item, complaints));
  if (isMap(node)) return plainMap(node, complaints);
  return isScalar(node) ? String(node.value ?? '') : undefined;
}

function plainMap(map: YAMLMap, complaints: Complaint[]): Record<string, unknown> {
  const data: Record<string, unknown> = Object.create(null);
  for (const { key, value } of map.items) {
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    const name = isScalar(key) ? String(key.value ?? '') : null;
    if (name === null) complaints.push(syntax(offset, 'a key must be a word'));
    else if (name in data) complaints.push(syntax(offset, `the key ${name} stands twice`));
    else data[name] = plain(value, complaints);
  }
  return data;
}

function offsetOf(document: Document, path: Path, key?: string): number {
  let node: unknown = document.contents;
  for (const part of path) {
    // one thing alone needs no list: it is read as the first of one
    if (part === 0 && !isSeq(node)) continue;
    const child: unknown = isMap(node) || isSeq(node) ? node.get(part, true) : undefined;
    if (!isNode(child)) break;
    node = child;
  }
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
