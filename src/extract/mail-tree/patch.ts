import { isUnderstood, understandCell } from '../cell/index.ts';
import type { Lexicon } from '../lexicon/index.ts';
import type { Block, MailTree, Patch, PatchLine } from '../types.ts';
import { blocksOf } from './blocks.ts';

/** Lines of a patch that are looked at, and those of them that are read as steps are; what is behind them is passed over. */
const MOST_LINES = 4000;
const MOST_READ = 1500;
/** Lines that one statement may be wrapped over. */
const MOST_WRAPPED = 6;

/**
 * The code of the mail's patch: the author's own patch, else the least deeply quoted one.
 *
 *     @@ -120,6 +120,8 @@ static void frob_remove(struct frob *frob)
 *     -	kfree(frob->priv);
 *     +	kfree_rcu(frob->priv, rcu);
 */
export function patchIn(tree: MailTree, lexicon: Lexicon): Patch | null {
  const blocks = [...blocksOf(tree)].filter(isDiff);
  const depth = Math.min(...blocks.map((block) => block.depth));
  const own = blocks.filter((block) => block.depth === depth);
  const lines = own.flatMap(linesOf).slice(0, MOST_LINES);
  const changed = lines.filter(({ sign }) => sign !== ' ');
  const [first, last] = [changed[0], changed.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    lines: [first.line, last.line],
    quoted: depth,
    code: joined(lines).map((line, index) =>
      index < MOST_READ ? { ...line, meaning: meaningOf(line.text, lexicon) } : line,
    ),
  };
}

const isDiff = ({ type, lines }: Block): boolean => type === 'diff' && lines.some((line) => /^[+-](?![+-])/.test(line));

function linesOf(block: Block): PatchLine[] {
  const first = block.position?.start.line ?? 1;
  let within: string | null = null;
  let hunk = 0;
  return block.lines.flatMap((text, index): PatchLine[] => {
    const header = /^@@ [-+\d, ]{1,40} @@(.*)$/.exec(text);
    if (header !== null) {
      within = functionIn(header[1] ?? '');
      hunk = first + index;
      return [];
    }
    const match = /^([+ -])(?!\1\1)(.*)$|^(\t.*)$/.exec(text);
    const raw = match?.[2] ?? match?.[3] ?? '';
    const written = raw.trim();
    if (match === null || written === '') return [];
    // a definition begins at the left edge, and so does the brace that ends it
    const opens = DEFINITION.test(raw) ? functionIn(raw) : null;
    if (opens !== null) within = opens;
    const line: PatchLine = {
      sign: (match[1] ?? ' ') as PatchLine['sign'],
      text: written.slice(0, 200),
      line: first + index,
      within,
      hunk,
      indent: indentOf(raw),
      meaning: null,
    };
    if (/^\}\s*$/.test(raw)) within = null;
    return [line];
  });
}

const functionIn = (text: string): string | null => /(\w+)\s*\(/.exec(text)?.[1] ?? null;

/** `static int frob_probe(struct device *dev)`, not a macro, a label or a declaration. */
const DEFINITION = /^[a-z_][\w \t*]*\b\w+\s*\([^;]*$/i;

/** In columns; a tab goes on to the next eighth. */
function indentOf(raw: string): number {
  let column = 0;
  for (const char of raw) {
    if (char === '\t') column += 8 - (column % 8);
    else if (char === ' ') column++;
    else break;
  }
  return column;
}

/** A statement that is wrapped over lines is one line: until its brackets are closed. */
function joined(lines: readonly PatchLine[]): PatchLine[] {
  const out: PatchLine[] = [];
  let wrapped = 0;
  for (const line of lines) {
    const last = out.at(-1);
    const goesOn = last !== undefined && last.sign === line.sign && last.hunk === line.hunk && isOpen(last.text);
    if (goesOn && wrapped < MOST_WRAPPED) {
      out[out.length - 1] = { ...last, text: `${last.text} ${line.text}`.slice(0, 400) };
      wrapped++;
    } else {
      out.push(line);
      wrapped = 0;
    }
  }
  return out;
}

function isOpen(text: string): boolean {
  if (/^(?:\/?\*|\/\/|#)/.test(text)) return false;
  let depth = 0;
  for (const char of text) depth += char === '(' ? 1 : char === ')' ? -1 : 0;
  return depth > 0;
}

/** What a line does, read like a cell; null for what is no statement: comments, braces, labels, declarations. */
function meaningOf(text: string, lexicon: Lexicon): PatchLine['meaning'] {
  if (/^(?:\/?\*|\/\/|#)/.test(text) || !/[(=;]|\+\+|--/.test(text) || DECLARATION.test(text)) return null;
  const bare = text.replace(/\/\*.*?\*\/|\/\/.*$/g, '').replace(/\s*\{\s*$/, '');
  const meaning = understandCell({ text: bare.replace(/^\} ?/, '').trim(), annotations: [] }, lexicon);
  const { op, object, complete, rule, effects } = meaning;
  return { op, object, complete, rule, effects, understood: isUnderstood(meaning) };
}

/** `struct foo *p;`, `unsigned long flags;`: a name and nothing done. */
const DECLARATION =
  /^(?:static |const |volatile |struct |union |enum |unsigned |signed )*[a-z_]\w* \**\w+(?:\[\w*\])?(?:, \**\w+)*;$/;
