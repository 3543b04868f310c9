import type { Block, MailTree, Patch, PatchLine } from '../types.ts';
import { blocksOf } from './blocks.ts';

/** Lines of a patch that are looked at; what is behind them is passed over. */
const MOST_LINES = 4000;

/**
 * The code of the mail's patch: the author's own patch, else the least deeply quoted one.
 *
 *     @@ -120,6 +120,8 @@ static void frob_remove(struct frob *frob)
 *     -	kfree(frob->priv);
 *     +	kfree_rcu(frob->priv, rcu);
 */
export function patchIn(tree: MailTree): Patch | null {
  const blocks = [...blocksOf(tree)].filter(isDiff);
  const depth = Math.min(...blocks.map((block) => block.depth));
  const own = blocks.filter((block) => block.depth === depth);
  const code = own.flatMap(linesOf).slice(0, MOST_LINES);
  const changed = code.filter(({ sign }) => sign !== ' ');
  const [first, last] = [changed[0], changed.at(-1)];
  return first === undefined || last === undefined ? null : { lines: [first.line, last.line], quoted: depth, code };
}

const isDiff = ({ type, lines }: Block): boolean => type === 'diff' && lines.some((line) => /^[+-](?![+-])/.test(line));

function linesOf(block: Block): PatchLine[] {
  const first = block.position?.start.line ?? 1;
  let within: string | null = null;
  return block.lines.flatMap((text, index): PatchLine[] => {
    const header = /^@@ [-+\d, ]{1,40} @@(.*)$/.exec(text);
    if (header !== null) {
      within = /(\w+)\s*\(/.exec(header[1] ?? '')?.[1] ?? null;
      return [];
    }
    const match = /^([+ -])(?!\1\1)(.*)$|^(\t.*)$/.exec(text);
    const written = (match?.[2] ?? match?.[3] ?? '').trim();
    if (match === null || written === '') return [];
    return [{ sign: (match[1] ?? ' ') as PatchLine['sign'], text: written.slice(0, 200), line: first + index, within }];
  });
}
