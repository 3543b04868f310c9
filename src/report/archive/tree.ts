import type { BlockContent, List, ListItem, PhrasingContent, RootContent } from 'mdast';
import type { ThreadNode } from '../../ingest/threads/types.ts';
import { heading, paragraph, strong, text } from '../markdown/nodes.ts';
import { harmless } from '../text/harmless.ts';
import { loreUrl, many, personName, toMail, whenOf } from './nodes.ts';
import type { MailPart, ThreadView } from './types.ts';

/** A list in a list in a list: deeper answers stand side by side, in their order. */
const DEEPEST = 8;
/** Mails that are listed; the rest is at lore. */
const MOST = 400;

type Item = { readonly node: ThreadNode; readonly depth: number; readonly above: string };

/** The mails of a thread as a tree, without recursion: a thread may be deeper than the stack. */
export function treeSection({ nodes, parts }: Pick<ThreadView, 'nodes' | 'parts'>): RootContent[] {
  const items = inOrder(nodes);
  const root = listOf([]);
  // the lists that are open, from the outermost
  const open: List[] = [root];
  for (const { node, depth, above } of items.slice(0, MOST)) {
    open.length = Math.min(depth, DEEPEST, open.length - 1) + 1;
    const list = open.at(-1) as List;
    const item: ListItem = { type: 'listItem', spread: false, children: [paragraph(...wordsOf(node, above, parts))] };
    list.children.push(item);
    const below = listOf([]);
    (item.children as BlockContent[]).push(below);
    open.push(below);
  }
  closeEmpty(root);
  const rest = items.length - MOST;
  const more = rest > 0 ? [paragraph(`… and ${many(rest, 'more mail')}, which the links lead to.`)] : [];
  return [heading(2, 'The thread'), root, ...more];
}

const listOf = (children: ListItem[]): List => ({ type: 'list', ordered: false, spread: false, children });

function closeEmpty(root: List): void {
  const lists = [root];
  for (let list = lists.pop(); list !== undefined; list = lists.pop()) {
    for (const item of list.children) {
      const below = item.children.at(-1);
      if (below?.type !== 'list') continue;
      if (below.children.length === 0) item.children.pop();
      else lists.push(below);
    }
  }
}

/** Each node before those that answer it, with the subject of the mail above. */
export function inOrder(nodes: readonly ThreadNode[]): Item[] {
  const out: Item[] = [];
  const waiting: Item[] = [...nodes].reverse().map((node) => ({ node, depth: 0, above: '' }));
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    out.push(item);
    const { node, depth, above } = item;
    const subject = node.envelope === null ? above : plainSubject(node.envelope.subject);
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child !== undefined) waiting.push({ node: child, depth: depth + 1, above: subject });
    }
  }
  return out;
}

/** A subject without "Re:", to see where it changes. */
const plainSubject = (subject: string | null): string =>
  harmless(subject ?? '').replace(/^(?:(?:re|aw|fwd?)\s*:\s*)+/i, '');

function wordsOf(
  { id, envelope }: ThreadNode,
  above: string,
  parts: ThreadView['parts'],
): (string | PhrasingContent)[] {
  if (envelope === null) {
    const url = loreUrl(id);
    return [
      'a mail that is not in the archive',
      ...(url === null ? [] : [' (', toMail({ messageId: id }, 'look at lore'), ')']),
    ];
  }
  const { from, date, subject } = envelope;
  const changed = plainSubject(subject);
  return [
    ...[strong(personName(from)), ', ', toMail(envelope, whenOf(date))],
    ...(changed === above || changed === '' ? [] : [': ', text(changed)]),
    ...partWords(parts.get(id)),
  ];
}

function partWords(part: MailPart | undefined): string[] {
  if (part === undefined) return [];
  const { draws, quotes, says } = part;
  const words = [
    ...(draws.length === 0 ? [] : [`draws ${draws.join(', ')}`]),
    ...(quotes.length === 0 ? [] : [`quotes ${quotes.join(', ')}`]),
    ...(says === 0 ? [] : [many(says, 'argument')]),
  ];
  return words.length === 0 ? [] : [` · ${words.join(' · ')}`];
}
