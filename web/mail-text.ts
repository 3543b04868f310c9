import { decodeBody, decodeWords } from './transfer.ts';

/**
 * Splits a pasted mail into what the judge needs. A small reader for one pasted text, not a mail parser: the command line decodes
 * every mail there is, this takes plain bodies, quoted-printable, base64, and the first text part of a multipart mail.
 */
export type MailText = {
  readonly subject: string | null;
  readonly from: string | null;
  readonly date: string | null;
  readonly messageId: string | null;
  readonly lines: readonly string[];
  /** Lines above the body; null where the body had to be decoded. */
  readonly offset: number | null;
  readonly notices: readonly string[];
};

type Fields = ReadonlyMap<string, string>;
type Part = { readonly fields: Fields; readonly lines: readonly string[]; readonly offset: number };

const FIELD = /^([!-9;-~]+):(?:[ \t]|$)/;
/** One of these makes the first lines a header; prose begins with `Note:` too. */
const TELLING = ['from', 'subject', 'date', 'message-id', 'received', 'return-path', 'mime-version', 'x-mailing-list'];
const DEEPEST = 8;

export function readMailText(text: string): MailText {
  const all = text.replaceAll('\r\n', '\n').split('\n');
  if (all.at(-1) === '') all.pop();
  // An mbox's separator, or what was copied with the mail.
  const start = all.findIndex((line) => line !== '' && !line.startsWith('From '));
  const whole = start < 0 ? null : readPart(all, start);
  if (whole === null || !TELLING.some((name) => whole.fields.has(name))) {
    return { subject: null, from: null, date: null, messageId: null, lines: all, offset: 0, notices: [] };
  }
  const notices: string[] = [];
  const part = textPart(whole, notices);
  const encoding = field(part.fields, 'content-transfer-encoding').toLowerCase();
  const charset = parameter(field(part.fields, 'content-type'), 'charset') || 'utf-8';
  const decoded = decodeBody(part.lines, encoding, charset);
  const html = /^text\/html/i.test(field(part.fields, 'content-type'));
  if (html) notices.push('This mail is HTML; paste its text, or give the file to the command line.');
  return {
    subject: textOf(whole.fields, 'subject'),
    from: textOf(whole.fields, 'from'),
    date: isoDate(field(whole.fields, 'date')),
    messageId: /<[^<>\s]+>/.exec(field(whole.fields, 'message-id'))?.[0] ?? null,
    lines: decoded ?? part.lines,
    offset: decoded === null ? part.offset : null,
    notices,
  };
}

/** The header that begins at `start` (folded lines joined) and the lines below it; null where no header begins there. */
function readPart(all: readonly string[], start: number, end = all.length): Part | null {
  const fields = new Map<string, string>();
  let name = '';
  let at = start;
  for (; at < end && all[at] !== ''; at++) {
    const line = all[at] ?? '';
    const found = FIELD.exec(line)?.[1]?.toLowerCase();
    if (found !== undefined) {
      name = found;
      if (!fields.has(name)) fields.set(name, line.slice(name.length + 1).trim());
    } else if (/^[ \t]/.test(line) && name !== '') {
      fields.set(name, `${fields.get(name) ?? ''} ${line.trim()}`);
    } else {
      return null;
    }
  }
  return { fields, lines: all.slice(at + 1, end), offset: at + 1 };
}

/** The first text/plain part, however deep; the part itself where it is no multipart. */
function textPart(whole: Part, notices: string[]): Part {
  let part = whole;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const type = field(part.fields, 'content-type');
    const boundary = /^multipart\//i.test(type) ? parameter(type, 'boundary') : '';
    if (boundary === '') return part;
    const parts = partsOf(part, boundary);
    const of = (pattern: RegExp) =>
      parts.find(({ fields }) => pattern.test(field(fields, 'content-type') || 'text/plain'));
    const next = of(/^text\/plain/i) ?? of(/^multipart\//i) ?? of(/^text\//i);
    if (next === undefined) return part;
    if (parts.length > 1 && notices.length === 0) notices.push('Only the first text part of this mail is read here.');
    part = next;
  }
  return part;
}

function partsOf({ lines, offset }: Part, boundary: string): readonly Part[] {
  const marks = lines.flatMap((line, at) => (line.trimEnd().startsWith(`--${boundary}`) ? [at] : []));
  return marks.flatMap((mark, k) => {
    const part = readPart(lines, mark + 1, marks[k + 1] ?? lines.length);
    return part === null ? [] : [{ ...part, offset: offset + part.offset }];
  });
}

const field = (fields: Fields, name: string): string => fields.get(name) ?? '';

function textOf(fields: Fields, name: string): string | null {
  const value = fields.get(name);
  return value === undefined ? null : decodeWords(value);
}

/** `parameter('text/plain; charset="utf-8"', 'charset')` is `utf-8`. */
function parameter(value: string, name: string): string {
  const found = value.split(';').find((piece) => piece.trim().toLowerCase().startsWith(`${name}=`));
  const text = found?.slice(found.indexOf('=') + 1).trim() ?? '';
  return text.replace(/^"|"$/g, '');
}

function isoDate(value: string): string | null {
  const time = Date.parse(value.replace(/\([^()]*\)/g, ''));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
