/** Widths as a terminal counts them: East Asian wide characters and emoji take two columns, combining marks none. */

/** First and last code point of the blocks that take two columns (Unicode's East Asian Width, W and F, by block). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/\p{M}/u.test(character)) return 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Columns that `text` takes; it must hold no control characters (see `harmless`). */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** `text` with spaces up to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** `text`, or its beginning and `…` where it takes more than `width` columns. */
export function cut(text: string, width: number): string {
  if (text.length <= width && displayWidth(text) <= width) return text;
  const [head] = split(text, Math.max(0, width - 1));
  return width < 1 ? '' : `${head}…`;
}

/** The longest beginning of at most `width` columns, and the rest. */
function split(text: string, width: number): readonly [string, string] {
  let used = 0;
  let end = 0;
  for (const character of text) {
    const next = used + characterWidth(character);
    if (next > width) break;
    used = next;
    end += character.length;
  }
  return [text.slice(0, end), text.slice(end)];
}

/** The part of a long word for one line: up to a place where C names part, or where there is none as much as fits. */
function headOf(word: string, width: number): string {
  const [head] = split(word, width);
  for (let end = head.length; end > head.length / 2; end--) {
    if ('_,.(>/;'.includes(head[end - 1] ?? ' ')) return head.slice(0, end);
  }
  return head;
}

/**
 * Breaks one line of text at spaces, and inside words that are longer than a line.
 * @param width columns of a line, at least 2
 * @param most lines to give; what does not fit is cut and ends in `…`
 * @param hang columns by which the second and later lines are indented (they stay within `width`)
 */
export function wrap(text: string, width: number, most = Number.POSITIVE_INFINITY, hang = 0): string[] {
  const columns = Math.max(2, width);
  const indent = ' '.repeat(Math.min(hang, columns - 2));
  const lines: string[] = [];
  let line = '';
  let filled = 0;
  const finish = () => {
    lines.push(line);
    line = indent;
    filled = indent.length;
  };
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (lines.length > most) break;
    let rest = word;
    let restWidth = displayWidth(rest);
    if (!isEmpty && filled + 1 + restWidth <= columns) {
      line += ` ${rest}`;
      filled += 1 + restWidth;
      continue;
    }
    if (!isEmpty) finish();
    while (filled + restWidth > columns && lines.length <= most) {
      const head = headOf(rest, columns - filled);
      line += head;
      finish();
      rest = rest.slice(head.length);
      restWidth -= displayWidth(head);
    }
    line += rest;
    filled += restWidth;
    isEmpty = false;
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  kept[most - 1] = `${cut(kept[most - 1] ?? '', columns - 1).replace(/…$/, '')}…`;
  return kept;
}
