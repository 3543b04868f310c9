import libmime from 'libmime';
import addressparser from 'nodemailer/lib/addressparser';
import { isoDate } from '../date.ts';
import type { Envelope } from '../threads/types.ts';
import { headerEnd } from './header.ts';

/** A header longer than this is no header; mailparser has the same limit. */
const LONGEST_HEADER = 1 << 20;

/**
 * What a thread needs to know of a mail, from its raw header alone: the same as `readMail` gives for these fields, without its cost.
 * Never throws.
 */
export function readEnvelope(mail: Buffer): Envelope {
  const fields = fieldsOf(headerOf(mail));
  const decoded = (name: string): string | null => {
    const value = fields.get(name)?.[0];
    return value === undefined || value === '' ? null : wordsOf(value);
  };
  const date = fields.get('date')?.[0];
  const references = (fields.get('references') ?? []).flatMap((value) => wordsOf(value).split(/\s+/));
  const from = fields.get('from')?.[0];
  return {
    messageId: bracketed(decoded('message-id')),
    inReplyTo: bracketed(decoded('in-reply-to')),
    references: references.flatMap((id) => bracketed(id) ?? []),
    subject: decoded('subject'),
    from: from === undefined ? null : authorOf(from),
    date: date === undefined ? null : isoDate(date),
  };
}

const NAMES = new Set(['message-id', 'in-reply-to', 'references', 'subject', 'from', 'date']);

/** The header's text; it is UTF-8 where it is not ASCII, as mailparser takes it. */
function headerOf(mail: Buffer): string {
  const end = headerEnd(mail);
  return mail.toString('utf8', 0, Math.min(end === 0 ? mail.length : end, LONGEST_HEADER));
}

/** The fields that matter, unfolded, with all their values in order. */
function fieldsOf(header: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (let at = 0; at < header.length; ) {
    const end = fieldEnd(header, at);
    const colon = header.indexOf(':', at);
    const name = colon === -1 || colon - at > 40 ? '' : header.slice(at, colon).trim().toLowerCase();
    if (NAMES.has(name)) {
      const value = header
        .slice(colon + 1, end)
        .replace(/\r?\n[ \t]*/g, ' ')
        .trim();
      const values = fields.get(name);
      if (values === undefined) fields.set(name, [value]);
      else values.push(value);
    }
    at = end;
  }
  return fields;
}

/** Index behind a field and its folded lines. */
function fieldEnd(header: string, start: number): number {
  for (let at = header.indexOf('\n', start); at !== -1; at = header.indexOf('\n', at + 1)) {
    const next = header[at + 1];
    if (next !== ' ' && next !== '\t') return at + 1;
  }
  return header.length;
}

function wordsOf(value: string): string {
  if (!value.includes('=?')) return value;
  try {
    return libmime.decodeWords(value);
  } catch {
    return value;
  }
}

function bracketed(id: string | null): string | null {
  if (id === null || id === '') return null;
  return `${id.startsWith('<') ? '' : '<'}${id}${id.endsWith('>') ? '' : '>'}`;
}

/** `Ann Author <ann@example.org>`; nearly all fields are of this kind. */
const PLAIN_AUTHOR = /^([A-Za-z][\w .-]*[\w.]) <([\w.+-]+@[A-Za-z\d.-]+)>$/;

function authorOf(value: string): string | null {
  const plain = PLAIN_AUTHOR.exec(value);
  if (plain !== null && !value.includes('@xn--')) return value;
  const names = addressparser(value, { flatten: true }).map(({ name = '', address = '' }) => {
    const decoded = wordsOf(name.trim());
    return decoded === '' ? address : address === '' ? decoded : `${decoded} <${address}>`;
  });
  return names.length === 0 ? null : names.join(', ');
}
