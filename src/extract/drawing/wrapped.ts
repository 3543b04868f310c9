import type { Row } from './rows.ts';

/** What of a cell says whether the next row goes on with it. `indent` is a visual column. */
export type Wrapping = {
  readonly text: string;
  readonly indent: number;
  readonly line: number;
  readonly lastLine: number;
  /** A number in front of its row says that it is a step of its own. */
  readonly numbered?: boolean;
};

/**
 * Whether a row goes on with the cell above it:
 *
 *     [ notice that desc is on             an open bracket, an open comment
 *       the stack                   ]
 *     -> blocks waiting for all            words that cannot end a phrase, set under the text
 *        handles to stop
 *     tsk->futex_state =                   an operator that wants its other side
 *         FUTEX_STATE_DEAD;
 */
export function joins(open: Wrapping, next: Wrapping): boolean {
  const text = open.text;
  const [most, longest] = text.startsWith('/*') ? [16, 800] : [6, 300];
  if (next.numbered || next.line !== open.lastLine + 1 || next.lastLine - open.line > most || text.length > longest)
    return false;
  // a bracket that is only missing
  if (opens(text)) return !/^(?:return|goto|break|continue)\b/.test(next.text);
  if (next.indent < open.indent) return false;
  if (/(?:[^=!<>+-]=|[!=<>]=|&&|\|\||,)$/.test(text) && next.indent > open.indent - 1) return true;
  if (isCodeLine(next.text)) return false;
  if (DANGLING.test(text) && /^[a-z]/.test(next.text)) return true;
  // text set under the words behind an arrow or a bullet
  const bullet = /^(?:-+>|=+>|<-+|[-*]|\/\/|#|\w\))\s+/.exec(text);
  if (bullet && next.indent === open.indent + bullet[0].length && /^[a-z]/.test(next.text)) return true;
  return LEADING.test(next.text) && isWords(text);
}

/** Brackets or a comment that the text leaves open. */
function opens(text: string): boolean {
  if (text.startsWith('/*') && !text.includes('*/')) return true;
  if (text.startsWith('[') && !text.includes(']')) return true;
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
  }
  return depth > 0 && !/\.\.+|[;{]$/.test(text) && /\w\s*\(/.test(text);
}

const DANGLING =
  /\b(?:a|an|the|and|or|of|to|in|on|at|for|from|with|by|as|is|are|was|be|been|being|all|no|not|that|which|will|would|can|might|does|do|its|their|this|properly|longer)$/;
// `or 4 with 0` computes
const LEADING = /^(?:because|since|(?:and|or)(?! -?\d)|but|so that|which|until|when|while|anymore|as it|due to|that)\b/;

const isCodeLine = (text: string) => /[;{}]\s*$|\w\(|^\/\/|^#|^\[|^\.\.\.|^<|^-+>|=/.test(text);
/** More than two words, no code at the end. */
const isWords = (text: string) => text.split(' ').length >= 3 && !/[;)}]$/.test(text);

/** Where mailers break lines; words that cannot end a phrase were broken off by one that broke earlier. */
const WIDTH = 76;
const NARROW = 68;
/** A row that was broken is not much shorter than that: a longer word than these two leave room for is a cell of its own. */
const SHORTEST = 60;

/**
 * Whether a mailer broke the row above, so that this one's words belong behind its last cell although they stand at the margin:
 *
 *     >                                          get the second
 *     > tag(1)
 */
export function brokenOff(above: Row | undefined, row: Row): boolean {
  const words = row.segments[0];
  if (!above || !words || above.line !== row.line - 1 || row.segments.length > 1 || words.start > 0) return false;
  const last = above.segments.at(-1);
  if (!last || words.text.length > 30) return false;
  const complete = /[;{})\]]$|_|^\S+$/.test(last.text) && !last.text.startsWith('//');
  const dangling = last.text.includes(' ') && DANGLING.test(last.text);
  // at the margin of what is not quoted, or of the first lane, a row of its own may begin
  if ((row.offset === 0 || last.start < 16) && !(dangling && /^[a-z]/.test(words.text))) return false;
  if (complete && !dangling && !opens(last.text)) return false;
  // a whole statement is no rest of a comment
  if (/\w\(.*\);$|^\w+_\w+\(.*\)$/.test(words.text) && !opens(last.text)) return false;
  // `Task B starts` begins a step of its own
  if (!dangling && /^[A-Z][a-z]/.test(words.text)) return false;
  const length = above.offset + last.end;
  const word = words.text.split(' ', 1)[0] ?? '';
  return length >= SHORTEST && length <= WIDTH + 4 && length + 1 + word.length > (dangling ? NARROW : WIDTH);
}
