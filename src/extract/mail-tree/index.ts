import type { Plugin } from 'unified';
import type { Page } from '../drawing/types.ts';
import type { MailTree } from '../types.ts';
import { type LineKind, lineKinds } from './line-kinds.ts';
import { pageOf } from './page.ts';
import { buildTree, type DrawnSpan } from './tree.ts';

export { type LineKind, lineKinds } from './line-kinds.ts';
export { buildTree, type DrawnSpan } from './tree.ts';

/**
 * The lines of a body with their depth of quotation. Where a plain text has lost its quote marks, the attribution line still says
 * whose words begin: the paragraph after it is then taken as quoted once.
 */
export function readPage(lines: readonly string[]): Page {
  const plain = pageOf(lines);
  const kinds = lineKinds(plain);
  const page = plain.map((line, index) => ({ ...line, kind: kinds[index] as LineKind }));
  if (page.some((line) => line.depth > 0)) return page;
  let at = kinds.indexOf('attribution');
  if (at < 0 || at > 40) return page;
  at++;
  while (kinds[at] === 'blank') at++;
  // a paragraph of one unwrapped line ends with its line: the text was joined by whatever took the marks
  const long = (page[at]?.text.length ?? 0) > 90;
  let end = at;
  while (kinds[end] === 'text' && (end === at || !long)) end++;
  return page.map((line, index) => (index >= at && index < end ? { ...line, depth: 1 } : line));
}

/**
 * A unified parser for the bodies of mails: `unified().use(mailParser, { drawn }).parse(body)` gives a `MailTree`. It marks as
 * `drawing` what `drawn` names; the other kinds it tells by itself.
 */
export const mailParser: Plugin<[{ readonly drawn: readonly DrawnSpan[] }?], string, MailTree> = function (options) {
  this.parser = (document) => buildTree(readPage(document.split('\n')), options?.drawn ?? []);
};
