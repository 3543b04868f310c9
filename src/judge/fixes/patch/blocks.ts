import type { PatchLine } from '../../../extract/types.ts';

/**
 * The control flow of code, as its indentation tells: which lines an `if` or a loop governs, what is an error path, what nobody comes to.
 *
 *     if (!p) {                governs the two lines below it, and leaves
 *     	mutex_unlock(&lock);
 *     	return -ENOENT;
 *     }
 */
export type Block = { readonly head: PatchLine; readonly body: readonly PatchLine[] };

const LEAVES = /^(?:return|goto)\b/;
/** What governs the lines below it. */
export const HEAD =
  /^(?:\} ?)?(?:if|else if|else|for|while|switch|do|list_for_each\w*|for_each_\w+|scoped_guard|scoped_cond_guard|hlist_for_each\w*)\b/;

export const isTest = ({ text }: PatchLine): boolean => /^if\b/.test(text);
export const isElse = ({ text }: PatchLine): boolean => /^(?:\} ?)?else\b/.test(text);
export const leaves = ({ text }: PatchLine): boolean => LEAVES.test(text);

/** Lines that say nothing of what is done: comments, braces, labels, declarations, prints and assertions. */
export function isSilent({ text, meaning }: PatchLine): boolean {
  if (LEAVES.test(text)) return false;
  if (/^(?:\/?\*|\/\/|#|[{}][;)]*$|\w+:$|case\b.*:$|default:$|break;$)/.test(text)) return true;
  // what is handed a format first only prints
  if (SAYS.test(text) || /^\w+\((?:\w+, )?"/.test(text) || /\b\w+_init\s*\(|^INIT_\w+\s*\(/.test(text)) return true;
  if (meaning === null) return !HEAD.test(text);
  return meaning.complete && meaning.effects.every(({ do: does }) => does === 'nothing');
}
const SAYS =
  /^(?:WARN\w*|BUG_ON|VM_\w+_ON\w*|lockdep_\w+|pr_\w+|dev_(?:dbg|warn|err|info|notice)\w*|netdev_\w+|trace_\w+|might_\w+|printk\w*|BUILD_BUG_ON\w*|kasan_\w+)\s*\(/;

/** A block that ends in a way out: what it does nobody does who goes on. */
export function givesUp({ body }: Block): boolean {
  const last = body.findLast((line) => !isSilent(line));
  return last !== undefined && leaves(last) && last.indent <= Math.min(...body.map(({ indent }) => indent));
}

/** The blocks of one version of a function's code. */
export function blocksIn(code: readonly PatchLine[]): Block[] {
  return code.flatMap((head, at) => {
    if (!HEAD.test(head.text)) return [];
    const end = code.findIndex(
      (line, index) => index > at && (line.indent <= head.indent || line.hunk !== head.hunk) && !/^\{/.test(line.text),
    );
    return [{ head, body: code.slice(at + 1, end < 0 ? code.length : end) }];
  });
}

/** The lines behind a return at the function's own level: the way out of errors, which jumps alone come to. */
export function behindReturn(code: readonly PatchLine[]): ReadonlySet<PatchLine> {
  const out = new Set<PatchLine>();
  let isOver = false;
  for (const line of code) {
    if (isOver) out.add(line);
    if (/^return\b/.test(line.text) && line.indent <= OWN_LEVEL) isOver = true;
  }
  return out;
}
const OWN_LEVEL = 8;
