import { bodyStart } from './body-start.ts';
import { headerOf } from './header.ts';
import { decodeQuoted } from './quoted-printable.ts';

/**
 * The texts of a mail in which drawings are looked for, as bytes: the body as it stands, and each part that is encoded,
 * decoded. `unknown` where that is not enough to tell what a reader would see: HTML, UTF-16, encodings of which nothing is known.
 */
const ENCODING = /^content-transfer-encoding[ \t]*:\s*"?([\w-]*)/gim;
const CHARSET = /charset\*?\d?\*?\s*=\s*["']?([\w:.+-]*)/gi;
/** Charsets in which the letters of ASCII are the bytes of ASCII. */
const LIKE_ASCII =
  /^(?:us-ascii|ascii|ansi_x3.*|utf-?8|iso-?8859-?\d+.*|latin-?\d|windows-125\d|cp125\d|gb2312|gbk|gb18030|big5|euc-(?:jp|kr|tw)|koi8-\w+|shift_jis|ks_c.*|iso-2022-jp|default|unknown-8bit|x-unknown|)$/i;
const PLAIN = /^(?:7bit|8bit|binary|)$/i;
/** More encoded parts than a mail has. */
const MOST_PARTS = 40;
const HEADER_MOST = 1 << 20;
const FIELDS = ['content-type', 'content-transfer-encoding'];

export function partsToRead(mail: Buffer): readonly Buffer[] | 'unknown' {
  const body = bodyStart(mail);
  if (body === 0 || body > HEADER_MOST || mail.includes(0)) return 'unknown';
  const fields = headerOf(mail, FIELDS, body);
  const value = fields['content-type'] ?? '';
  const type = value === '' ? 'text/plain' : value.replace(/^"|[;\s"].*$/gs, '').toLowerCase();
  if (type === 'text/html' || !areLikeAscii(value)) return 'unknown';
  if (type.startsWith('multipart/') || type.startsWith('message/')) return partsOf(mail);
  const text = mail.subarray(body);
  const encoding = (fields['content-transfer-encoding'] ?? '').replace(/^"|[;\s"(].*$/gs, '');
  if (PLAIN.test(encoding)) return [text];
  const decoded = decode(encoding, text);
  return decoded === null ? 'unknown' : [decoded];
}

/** Whatever the nesting: each encoded part is read from its header to the next boundary, or further. */
function partsOf(mail: Buffer): readonly Buffer[] | 'unknown' {
  const whole = mail.toString('latin1');
  if (/^content-type[ \t]*:\s*"?text\/html/im.test(whole) || !areLikeAscii(whole)) return 'unknown';
  const texts = [mail];
  const encodings = encodingsIn(whole).filter(({ name }) => !PLAIN.test(name));
  if (encodings.length > MOST_PARTS) return 'unknown';
  for (const { name, at } of encodings) {
    const blank = /\n\r?\n/g;
    blank.lastIndex = at;
    if (blank.exec(whole) === null) continue;
    const decoded = decode(name, mail.subarray(blank.lastIndex));
    if (decoded === null) return 'unknown';
    texts.push(decoded);
  }
  return texts;
}

function encodingsIn(text: string): { readonly name: string; readonly at: number }[] {
  return [...text.matchAll(ENCODING)].map(({ 1: name = '', index }) => ({ name, at: index }));
}

function areLikeAscii(text: string): boolean {
  for (const { 1: charset = '' } of text.matchAll(CHARSET)) {
    if (!LIKE_ASCII.test(charset.split("'")[0] ?? '')) return false;
  }
  return true;
}

/** Null for an encoding that is not known. */
function decode(name: string, text: Buffer): Buffer | null {
  switch (name.toLowerCase()) {
    case 'base64': {
      // no line of base64 begins like a boundary
      const end = text.indexOf('\n--', 0, 'latin1');
      return Buffer.from(text.toString('latin1', 0, end === -1 ? text.length : end), 'base64');
    }
    case 'quoted-printable':
      return decodeQuoted(text);
    default:
      return null;
  }
}
