import { bodyStart } from './body-start.ts';

/** A header longer than this is no header. */
const LONGEST = 1 << 20;

/**
 * Fields of a mail's header by their names in lower case, unfolded and trimmed, not decoded; of a field that comes again the first,
 * but for `references`, which are put together.
 */
export function headerOf(
  mail: Buffer,
  names: readonly string[],
  body: number = bodyStart(mail),
): Readonly<Record<string, string>> {
  const header = mail.toString('latin1', 0, Math.min(body, LONGEST));
  const found: Record<string, string> = {};
  let start = 0;
  while (start < header.length) {
    const end = foldedEnd(header, start);
    const name = nameAt(header, start, end, names);
    if (name !== null) {
      // from the bytes, for a part of the header's text would keep all of it in memory
      const value = unfold(mail.toString('latin1', start + name.length, end));
      if (value !== null) {
        const before = found[name];
        if (before === undefined) found[name] = value;
        else if (name === 'references') found[name] = `${before} ${value}`;
      }
    }
    start = end;
  }
  return found;
}

function foldedEnd(header: string, start: number): number {
  for (let at = header.indexOf('\n', start); at !== -1; at = header.indexOf('\n', at + 1)) {
    const next = header.charCodeAt(at + 1);
    if (next !== 32 && next !== 9) return at + 1;
  }
  return header.length;
}

function nameAt(header: string, start: number, end: number, names: readonly string[]): string | null {
  const first = header.charCodeAt(start) | 32;
  for (const name of names) {
    if (name.charCodeAt(0) !== first || start + name.length >= end) continue;
    const after = header.charCodeAt(start + name.length);
    if (after !== 58 && after !== 32 && after !== 9) continue;
    if (header.slice(start, start + name.length).toLowerCase() === name) return name;
  }
  return null;
}

/** What stands behind the colon; null where no colon does. */
function unfold(rest: string): string | null {
  const colon = rest.search(/\S/);
  if (rest.charCodeAt(colon) !== 58) return null;
  const value = rest.slice(colon + 1).trim();
  return value.includes('\n') || value.includes('\r') ? value.replace(/(?:\r?\n|\r)[ \t]*/g, ' ') : value;
}
