import { headerEnd } from './header.ts';

/**
 * The text of a raw mail as far as a search needs it: Latin-1 of its body, and once more of each part that is sent in base64 or
 * quoted-printable. Null where only the mail's decoder can tell: HTML alone, an encoding that is not known.
 */
export function quickTexts(mail: Buffer): readonly string[] | null {
  const end = headerEnd(mail);
  const header = mail.toString('latin1', 0, end).toLowerCase();
  // nearly all mails are of one part that is sent as it is
  if (header.includes('multipart/') || header.includes('message/')) {
    const whole = withoutNuls(mail.toString('latin1'));
    return /text\/html/i.test(whole) && !/text\/plain/i.test(whole) ? null : decoded(whole, end, whole);
  }
  if (header.includes('text/html')) return null;
  if (header.includes('transfer-encoding')) return decoded(withoutNuls(mail.toString('latin1')), end, header);
  return [withoutNuls(mail.toString('latin1', end))];
}

/** The body, and behind it what stands below each encoding that `fields` names. */
function decoded(whole: string, end: number, named: string): readonly string[] | null {
  const texts = [whole.slice(end)];
  const fields = [...named.matchAll(ENCODING)];
  if (fields.length > MOST_PARTS) return null;
  const encodings = fields.map(([field]) =>
    field
      .slice(field.indexOf(':') + 1)
      .replace(/["'\s]|\(.*\)/g, '')
      .toLowerCase(),
  );
  if (encodings.every((encoding) => AS_IT_IS.has(encoding))) return texts;
  const boundaries = [...named.matchAll(BOUNDARY)].map(([, quoted, plain]) => `\n--${quoted ?? plain}`);
  for (const [index, encoding] of encodings.entries()) {
    if (AS_IT_IS.has(encoding)) continue;
    const decode = DECODERS[encoding];
    if (decode === undefined) return null;
    texts.push(`\n${decode(bodyBehind(whole, fields[index]?.index ?? 0, boundaries))}`);
  }
  return texts;
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
