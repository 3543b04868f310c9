/** Decodes quoted-printable, one character a byte: `=` at a line's end joins the next one, `=3D` is the byte 0x3D. */
export function decodeQuoted(text: string): string {
  let decoded = '';
  let done = 0;
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    const byte = hexAt(text, at + 1) * 16 + hexAt(text, at + 2);
    if (byte >= 0) {
      decoded += text.slice(done, at) + String.fromCharCode(byte);
      done = at + 3;
      at += 2;
      continue;
    }
    let end = at + 1;
    while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9 || text.charCodeAt(end) === 13) end++;
    if (text.charCodeAt(end) !== 10) continue;
    decoded += text.slice(done, at);
    done = end + 1;
    at = end;
  }
  return decoded + text.slice(done);
}

/** The value of a hexadecimal digit; far below zero where there is none. */
function hexAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1000;
}
