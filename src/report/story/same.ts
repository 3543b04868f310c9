/** Judge, machine and mail often say the same thing in nearly the same words; a report says it once. */

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether all that `part` says stands in `whole` already, whatever the case and the punctuation. */
export function saysAlready(whole: string, part: string): boolean {
  return ` ${bare(whole)} `.includes(` ${bare(part)} `);
}

/** Lines that the text does not name itself. */
export function unnamedLines(text: string, lines: readonly number[]): readonly number[] {
  const named = new Set(text.match(/\d+/g) ?? []);
  return lines.every((line) => named.has(String(line))) ? [] : lines;
}

/** Words that two texts must end in to be told as one, and words that each must keep of its own: an actor, a verb, an object. */
const COMMON = 5;
const OWN = 3;

/**
 * Joins texts that end in the same words: "CPU0 releases A after its last drawn step", "CPU1 releases B after its last drawn step"
 * become "CPU0 releases A, CPU1 releases B after its last drawn step". The order of first occurrence stays.
 */
export function joinedByEnding(texts: readonly string[]): readonly string[] {
  const groups = new Map<string, { readonly heads: string[]; readonly ending: string }>();
  for (const text of texts) {
    const words = text.split(' ');
    const length = words.length >= COMMON + OWN ? COMMON : 0;
    const ending = length === 0 ? '' : words.slice(-length).join(' ');
    const head = length === 0 ? text : words.slice(0, -length).join(' ');
    const key = ending === '' ? text : ending;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { heads: [head], ending });
    else group.heads.push(head);
  }
  return [...groups.values()].map(({ heads, ending }) => `${heads.join(', ')} ${ending}`.trim());
}
