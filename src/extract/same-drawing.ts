/**
 * A drawing that is quoted in answers is one drawing, also where a quotation is cut short:
 *
 *     CPU0       CPU1                > CPU0       CPU1
 *     lock(A)                        > lock(A)
 *                lock(B)             > [...]
 *     lock(B)                        > lock(B)
 *                lock(A)             Here you forget that …
 */
export type Mention = {
  /** How deep it is quoted; 0 is drawn by the author of the mail. */
  readonly quoted: number;
  readonly lanes: readonly string[];
  /** What stands in the cells, with the lane. */
  readonly cells: readonly { readonly lane: number; readonly text: string }[];
};

/** Share of a quotation's cells that stand in what it quotes: the rest was re-wrapped or edited. */
const ENOUGH = 0.8;

/**
 * The mentions of each drawing, by their place in the list, which is in the order of the mails' days. The first of each stands for all:
 * the least quoted, then the oldest. Two authors' own drawings are one only if nothing differs.
 */
export function mergeDrawings(mentions: readonly Mention[]): readonly (readonly number[])[] {
  const cells = mentions.map(cellsOf);
  const order = mentions.map((_, index) => index).sort((a, b) => depth(mentions, a) - depth(mentions, b) || a - b);
  const groups: number[][] = [];
  for (const index of order) {
    const own = cells[index] as ReadonlySet<string>;
    const isQuoted = depth(mentions, index) > 0;
    const scored = groups.map((group) => ({
      group,
      share: shareOf(own, cells[group[0] as number] as ReadonlySet<string>),
    }));
    const best = scored.sort((a, b) => b.share - a.share)[0];
    if (best !== undefined && (isQuoted ? best.share >= ENOUGH : best.share === 1 && isWhole(own, best.group, cells))) {
      best.group.push(index);
    } else {
      groups.push([index]);
    }
  }
  return groups.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

const depth = (mentions: readonly Mention[], index: number): number => mentions[index]?.quoted ?? 0;

const isWhole = (own: ReadonlySet<string>, group: readonly number[], cells: readonly ReadonlySet<string>[]): boolean =>
  cells[group[0] as number]?.size === own.size;

function cellsOf({ cells, lanes }: Mention): ReadonlySet<string> {
  const counted = new Map<string, number>();
  const texts = cells.map(({ lane, text }) => `${lanes[lane] ?? lane}: ${text.replace(/\s+/g, ' ').trim()}`);
  // the second `unlock(A)` is another one than the first
  return new Set(
    texts.map((text) => {
      const before = counted.get(text) ?? 0;
      counted.set(text, before + 1);
      return `${text} #${before}`;
    }),
  );
}

/** How much of one stands in the other, from 0 to 1; what has no cells stands in nothing. */
function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0) return 0;
  return [...one].filter((cell) => other.has(cell)).length / one.size;
}
