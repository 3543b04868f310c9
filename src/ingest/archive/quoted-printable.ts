const EQUALS = 61;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;

/** Decodes quoted-printable: `=` at a line's end joins the next one, `=3D` is the byte 0x3D. What is neither stays. */
export function decodeQuoted(text: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(text.length);
  let length = 0;
  let done = 0;
  for (let at = text.indexOf(EQUALS); at !== -1; at = text.indexOf(EQUALS, at + 1)) {
    const byte = hexOf(text[at + 1]) * 16 + hexOf(text[at + 2]);
    let end = at + 1;
    while (text[end] === SPACE || text[end] === TAB || text[end] === RETURN) end++;
    if (byte < 0 && text[end] !== NEWLINE) continue;
    length += text.copy(decoded, length, done, at);
    if (byte >= 0) decoded[length++] = byte;
    done = byte >= 0 ? at + 3 : end + 1;
    at = done - 1;
  }
  length += text.copy(decoded, length, done);
  return decoded.subarray(0, length);
}

/** The value of a hexadecimal digit; far below zero where there is none. */
function hexOf(code = 0): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1000;
}
