/**
 * A decoded text as lines: CRLF made LF, all else as sent (tabs, no-break spaces, white space at the end).
 * A newline at the end ends the last line; it begins no further one.
 */
export function toLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
