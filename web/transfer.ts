/** Undoes what mail transport does to text: quoted-printable, base64, and encoded words in headers. */

/** @returns the body's lines, or null where the encoding leaves them as they stand */
export function decodeBody(lines: readonly string[], encoding: string, charset: string): readonly string[] | null {
  const text = lines.join('\n');
  if (encoding === 'quoted-printable') {
    if (!/=[0-9A-F]{2}|=$/im.test(text)) return null;
    return toLines(decode(quotedPrintable(text.replace(/=[ \t]*\n/g, '')), charset));
  }
  const bytes = encoding === 'base64' ? base64(text) : null;
  return bytes === null ? null : toLines(decode(bytes, charset));
}

/** `=?utf-8?q?caf=C3=A9?=` is `café`. */
export function decodeWords(value: string): string {
  return value
    .replace(/\?=[ \t]+=\?/g, '?==?')
    .replace(/=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=/gi, (word, charset: string, how: string, text: string) => {
      const bytes = how.toLowerCase() === 'b' ? base64(text) : quotedPrintable(text.replaceAll('_', ' '));
      return bytes === null ? word : decode(bytes, charset);
    });
}

function toLines(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function quotedPrintable(text: string): Uint8Array {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  let at = 0;
  for (const { 0: code, 1: hex = '', index } of text.matchAll(/=([0-9a-f]{2})/gi)) {
    // What is no ASCII was decoded before it was pasted.
    for (const byte of encoder.encode(text.slice(at, index))) bytes.push(byte);
    bytes.push(Number.parseInt(hex, 16));
    at = index + code.length;
  }
  for (const byte of encoder.encode(text.slice(at))) bytes.push(byte);
  return Uint8Array.from(bytes);
}

function base64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
