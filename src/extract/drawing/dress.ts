/**
 * What a drawing's lines wear in front of them, the same on each line of one drawing:
 *
 *     + * CPU0          CPU1             a comment in a patch's added lines
 *        * foo();                        a comment in source code
 *     [   12.345678]   CPU0     CPU1     a kernel log's time stamps
 *
 * Undressing puts spaces in place of the marks, so that all columns stay.
 */
export type Dress = {
  /** Which version of the patched file the drawing belongs to; `none` outside a patch. */
  readonly patch: 'none' | 'old' | 'new';
  readonly comment: '' | '*' | '//' | '#';
};

const STAR = /^(\s*\*)(?!\/)(?=\s|$)/;
const TIME_STAMP = /^\s*\[\s*\d{1,9}\.\d{3,9}\](?:\s?\[\s*[TC]\d+\])?/;

/** The dress of a label row. `below` is the next line: `//` and `#` are only worn if it wears them, too. */
export function dressOf(text: string, below: string, inDiff: boolean): Dress {
  const marked = /^[+-](?!-)/.test(text) && (inDiff || STAR.test(text.slice(1)) || /^[+-][\t ]/.test(text));
  const patch = marked ? (text[0] === '+' ? 'new' : 'old') : inDiff ? 'new' : 'none';
  const rest = patch === 'none' ? text : text.slice(1);
  const next = patch === 'none' ? below : below.slice(1);
  if (STAR.test(rest)) return { patch, comment: '*' };
  for (const comment of ['//', '#'] as const) {
    if (rest.trimStart().startsWith(comment) && next.trimStart().startsWith(comment)) return { patch, comment };
  }
  return { patch, comment: '' };
}

/** The line without its dress; `skip` for the patch's other version, `end` where the dress ends. */
export function undress(text: string, dress: Dress): { readonly text: string } | 'skip' | 'end' {
  let body = text;
  if (dress.patch !== 'none') {
    const mark = text[0] ?? ' ';
    if (mark === (dress.patch === 'new' ? '-' : '+')) return 'skip';
    if (mark !== '+' && mark !== '-' && mark !== ' ' && mark !== '\t' && mark !== '\u00a0') return 'end';
    // the mark stands in front of the file's own columns: it goes, and the columns count from behind it
    if (mark !== '\t') body = text.slice(1);
  }
  if (dress.comment !== '') {
    const rest = body.trimStart();
    if (rest === '' && dress.comment !== '*') return { text: '' };
    if (!rest.startsWith(dress.comment) || rest.startsWith('*/')) return 'end';
    const at = body.length - rest.length;
    return { text: body.slice(0, at) + ' '.repeat(dress.comment.length) + rest.slice(dress.comment.length) };
  }
  const stamp = TIME_STAMP.exec(body);
  return { text: stamp ? ' '.repeat(stamp[0].length) + body.slice(stamp[0].length) : body };
}

/** How many characters `undress` cuts off in front (the patch's mark). */
export const cutBy = (text: string, dress: Dress) =>
  dress.patch !== 'none' && text !== '' && text[0] !== '\t' ? 1 : 0;
