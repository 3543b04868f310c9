import { type Understanding, understanding } from './types.ts';

/**
 * Cells without words of their own: numbers of steps, values, drawn strokes, places in the source, what goes on from the row above.
 *
 *     (1)   (EOF)   :   ;   \------\ \----\|   -> 1   == true   && (flags & DEAD)   (drivers/frob/core.c:120)   [-2, 3)
 */
const MARKS: readonly (readonly [rule: string, op: 'note' | 'elide', form: RegExp])[] = [
  ['mark/number', 'note', /^[([]\d{1,2}[)\]][.:]?$/],
  ['mark/elide', 'elide', /^(?:[:.;~] ?){1,6}$|^-(?:\.{2,}|…)$|^[<[(] ?(?:\.{2,}|…|snip|etc\.?) ?[>\])]$/],
  ['mark/elide', 'elide', /^\.{2,} ?(?:snip|cut|skip|skipped|omitted|continues?|etc\.?|and so on) ?\.{0,6}$/i],
  ['mark/close', 'note', /^\*\/$/],
  ['mark/underline', 'note', /^[\\/|\s_^↓↑→←Λ-]+$/],
  ['mark/end', 'note', /^\((?:EOF|END|end|eof)\)$/],
  ['mark/place', 'note', /^[([][\w./+-]{1,100}\.[chS]:\d{1,6}[)\]]$/],
  ['mark/value', 'note', /^(?:==|!=|-+>|=+>) ?(?:-?\d{1,9}|0x[\da-f]{1,16}|true|false|NULL|-E[A-Z]{2,12})(?: ?-+> ?-?\d{1,9}){0,4}[.;]?$/],
  ['mark/value', 'note', /^-E[A-Z]{2,14}[.;]?$/],
  ['mark/value', 'note', /^(?:failed|succeeded|success)[.!]?$/i],
  ['mark/continued', 'note', /^(?:&&|\|\|) \S/],
]; // biome-ignore format: one mark a line

export function understandSmallMark(text: string): Understanding | null {
  if (text.length > 160) return null;
  const found = MARKS.find(([, , form]) => form.test(text));
  if (found)
    return understanding(found[1], found[0], [], {
      complete: found[0] !== 'mark/value' && found[0] !== 'mark/continued',
    });
  return null;
}
