import type { Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { displayWidth } from '../text/width.ts';

const printer = unified()
  .use(remarkGfm, { stringLength: displayWidth })
  .use(remarkStringify, { bullet: '-', fences: true, rule: '-' })
  .freeze();

/** A page as text. Whatever a mail holds stays text: the printer escapes it. */
export function print(children: readonly RootContent[]): string {
  return printer.stringify({ type: 'root', children: [...children] } satisfies Root);
}
