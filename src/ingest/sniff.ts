/**
 * Tells from the first bytes what an input is: the name of a file says nothing that can be relied on.
 *
 *     From mboxrd@z Thu Jan  1 00:00:00 1970    an mbox: a From line, then a header field
 *     Message-ID: <1@example.org>               a mail: fields up to a blank line, one of them a known one
 *     On Tue, A wrote:  /  CPU0   CPU1          a text: anything else that can be read
 */
export type Kind = 'mail' | 'mbox' | 'text';
export type Sniffed =
  | { readonly is: Kind /** Where it begins: after a byte order mark and blank lines. */; readonly start: number }
  | { readonly is: 'empty' }
  | { readonly is: 'binary'; readonly what: string };

/** How many bytes are looked at. */
export const SNIFF_BYTES = 1 << 16;

/** Files that people give by mistake, by their first bytes. */
const MAGIC: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'gzip data; unpack it first'],
  ['\xfd7zXZ', 'xz data; unpack it first'],
  ['(\xb5/\xfd', 'zstd data; unpack it first'],
  ['BZh', 'bzip2 data; unpack it first'],
  ['PK\x03\x04', 'a zip archive; unpack it first'],
  ['\x7fELF', 'a program'],
  ['%PDF-', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['\xff\xfe', 'UTF-16; save it as UTF-8'],
  ['\xfe\xff', 'UTF-16; save it as UTF-8'],
];

/** A header block without any of these is a text that has colons in it (`CPU0: lock(A)`). */
const KNOWN_FIELDS = new Set([
  'from', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'sender', 'reply-to', 'return-path',
  'delivered-to', 'received', 'mime-version', 'content-type', 'content-transfer-encoding', 'list-id', 'dkim-signature',
  'authentication-results', 'user-agent', 'x-mailer', 'x-original-to', 'archived-at', 'resent-from',
]); // biome-ignore format: a list

const FIELD = /^([!-9;-~]{1,80}):/;
const FROM_LINE = /^From \S.{0,198}$/;
/** The date that ends a From line: a time of day and a year. */
const FROM_DATE = /\d\d?:\d\d(?::\d\d)?.*\b\d{4}\b/;

/** Control bytes that texts do not have, as a share of the bytes that were looked at. */
const MOST_CONTROLS = 0.05;

/** `head`: the first SNIFF_BYTES, or all where there are fewer. */
export function sniff(head: Buffer): Sniffed {
  const text = head.toString('latin1');
  for (const [magic, what] of MAGIC) if (text.startsWith(magic)) return { is: 'binary', what };
  const start = leadingBlank(text);
  if (start === text.length) return { is: 'empty' };
  const lines = text.slice(start).split(/\r?\n/, 200);
  if (isFromLine(lines[0] ?? '', lines[1] ?? '')) return { is: 'mbox', start };
  if (hasHeader(lines)) return { is: 'mail', start };
  const controls = countControls(head);
  if (head.includes(0)) return { is: 'binary', what: 'it holds NUL bytes' };
  if (controls > head.length * MOST_CONTROLS) return { is: 'binary', what: 'it holds control bytes' };
  return { is: 'text', start: text.startsWith('\xef\xbb\xbf') ? 3 : 0 };
}

/** Whether `line` begins a message of an mbox, as against a sentence that begins with "From": the next line is a field. */
export function isFromLine(line: string, next: string): boolean {
  return FROM_LINE.test(line) && FROM_DATE.test(line) && (FIELD.test(next) || next.startsWith('>From '));
}

/** Length of a byte order mark and the blank lines after it. */
function leadingBlank(text: string): number {
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  let lineStart = at;
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') lineStart = at + 1;
    else if (char !== ' ' && char !== '\t' && char !== '\r') return lineStart;
  }
  return at;
}

/** Fields and their folded lines up to a blank line (or the end), one of them known. */
function hasHeader(lines: readonly string[]): boolean {
  let known = false;
  for (const [index, line] of lines.entries()) {
    if (line === '') return known;
    if (index > 0 && (line.startsWith(' ') || line.startsWith('\t'))) continue;
    const name = FIELD.exec(line)?.[1];
    if (name === undefined) return false;
    if (KNOWN_FIELDS.has(name.toLowerCase())) known = true;
  }
  return known;
}

function countControls(bytes: Buffer): number {
  let count = 0;
  // Tab to carriage return, backspace and escape are met in texts.
  for (const byte of bytes) if (byte < 32 && (byte < 8 || byte > 13) && byte !== 27) count++;
  return count;
}
