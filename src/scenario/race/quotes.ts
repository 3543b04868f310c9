/**
 * Quoted text of the `.race` form: "a title", `an odd name`. Anything can stand in it, and comes back as it was:
 *
 *     \" \` \\ themselves    \n \r \t line break, carriage return, tab    \u001b any UTF-16 code unit
 */
export type Quote = '"' | '`';

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const ESCAPED = new Map(Object.entries(LETTERS).map(([letter, character]) => [character, `\\${letter}`]));
/** What a terminal could take for a command, what ends a line somewhere, and halves of a character. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/u;

/** Whether `text` can be printed as it is, on one line. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** `text` in quotes, so that `unquoted` gives it back. */
export function quoted(text: string, quote: Quote): string {
  let inside = '';
  for (const character of text) {
    if (character === quote || character === '\\') inside += `\\${character}`;
    else if (UNPRINTABLE.test(character))
      inside += ESCAPED.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    else inside += character;
  }
  return quote + inside + quote;
}

/** The quoted text that begins at `start`, and where it ends; null where it does not end. */
export function unquoted(text: string, start: number): { readonly value: string; readonly end: number } | null {
  const quote = text[start];
  let value = '';
  for (let i = start + 1; i < text.length; i++) {
    const character = text[i] as string;
    if (character === quote) return { value, end: i + 1 };
    if (character !== '\\' || i + 1 >= text.length) {
      value += character;
      continue;
    }
    i++;
    const code = text[i] === 'u' ? /^[0-9a-fA-F]{4}$/.exec(text.slice(i + 1, i + 5))?.[0] : undefined;
    if (code !== undefined) {
      value += String.fromCharCode(Number.parseInt(code, 16));
      i += 4;
    } else value += LETTERS[text[i] as string] ?? (text[i] as string);
  }
  return null;
}

/** The text of a cell behind ` # `: as it is, or in double quotes where it could not be read back. */
export function printCellText(text: string): string {
  const isPlain = text === text.trim() && !text.startsWith('"') && isPrintable(text.replaceAll('\t', ''));
  return isPlain ? text : quoted(text, '"');
}

export function readCellText(comment: string): string {
  const text = comment.trim();
  const found = text.startsWith('"') ? unquoted(text, 0) : null;
  return found?.end === text.length ? found.value : text;
}
