/**
 * The text of a raw mail as far as a search needs it: Latin-1 of its bytes, and once more of each part that is sent in base64 or
 * quoted-printable. Null where only the mail's decoder can tell: HTML alone, an encoding that is not known.
 */
export function quickTexts(mail: Buffer): readonly string[] | null {
  const whole = mail.toString('latin1');
  const texts = [whole.includes('\0') ? whole.replaceAll('\0', '') : whole];
  // nearly all mails are sent as they are, and one search says so
  if (/ransfer-encoding/i.test(whole)) {
    const fields = [...whole.matchAll(ENCODING)];
    if (fields.length > MOST_PARTS) return null;
    const boundaries = [...whole.matchAll(BOUNDARY)].map(([, quoted, plain]) => `\n--${quoted ?? plain}`);
    for (const { index, 0: field } of fields) {
      const encoding = field
        .slice(field.indexOf(':') + 1)
        .replace(/["'\s]|\(.*\)/g, '')
        .toLowerCase();
      if (AS_IT_IS.has(encoding)) continue;
      const decode = DECODERS[encoding];
      if (decode === undefined) return null;
      texts.push(`\n${decode(bodyBehind(whole, index, boundaries))}`);
    }
  }
  return /text\/html/i.test(whole) && !/text\/plain/i.test(whole) ? null : texts;
}

/** A mail of more parts is left to its decoder. */
const MOST_PARTS = 50;
const ENCODING = /^content-transfer-encoding[ \t]*:(?:[ \t]*\r?\n(?=[ \t]))?.*/gim;
const BOUNDARY = /\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi;
const AS_IT_IS: ReadonlySet<string> = new Set(['', '7bit', '8bit', 'binary']);

const DECODERS: Readonly<Record<string, (body: string) => string>> = {
  base64: (body) => withoutNuls(Buffer.from(body, 'base64').toString('latin1')),
  'quoted-printable': (body) =>
    withoutNuls(
      body
        .replace(/=[ \t]*\r?\n/g, '')
        .replace(/=([\dA-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    ),
};

/** UTF-16 of a kernel's mail is ASCII with a NUL beside each character. */
const withoutNuls = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text);

/** From the blank line below a field to the next boundary. */
function bodyBehind(text: string, field: number, boundaries: readonly string[]): string {
  const blank = /\n\r?\n/g;
  blank.lastIndex = field;
  const start = blank.exec(text) === null ? text.length : blank.lastIndex;
  const ends = boundaries.map((boundary) => text.indexOf(boundary, start - 1)).filter((end) => end !== -1);
  return text.slice(start, Math.min(text.length, ...ends));
}
