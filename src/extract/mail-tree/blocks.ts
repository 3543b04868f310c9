import type { Block, MailNode, MailTree } from '../types.ts';

/** Every block of a mail in the order of its lines, quoted ones too. Iterative: quotes nest as deep as the sender likes. */
export function* blocksOf(tree: MailTree): Generator<Block> {
  const waiting: MailNode[] = [...tree.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type !== 'quote') yield node;
    else for (const child of [...node.children].reverse()) waiting.push(child);
  }
}
