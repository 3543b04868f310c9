import libmime from 'libmime';
import { parseAddressHeader } from 'mailparser';
import { isoDate } from '../date.ts';
import type { Envelope } from '../threads/types.ts';
import { headerOf } from './header.ts';

const FIELDS = ['message-id', 'in-reply-to', 'references', 'subject', 'from', 'date'];
/** `Ann B. Author <ann@example.org>`, as nearly every mail has it. */
const PLAIN_AUTHOR = /^([\w.'-]+(?: [\w.'-]+)*) <([\w.+=-]+@[\w.-]+)>$/;
const ENCODED = /=\?/;
const NOT_ASCII = /[\x80-\xff]/;

/** What a mail's header says, from its raw bytes; the same values as `readMail` gives, which decodes the whole mail for them. */
export function readEnvelope(mail: Buffer): Envelope {
  const fields = headerOf(mail, FIELDS);
  const { subject, from, date } = fields;
  return {
    messageId: idOf(fields['message-id']),
    inReplyTo: idOf(fields['in-reply-to']),
    references: idsOf(fields.references),
    subject: subject === undefined || subject === '' ? null : decoded(subject),
    from: from === undefined || from === '' ? null : authorOf(utf8(from)),
    date: isoDate(date),
  };
}

/** Header bytes beyond ASCII are UTF-8, whoever put them there. */
const utf8 = (value: string): string => (NOT_ASCII.test(value) ? Buffer.from(value, 'latin1').toString() : value);

function decoded(value: string): string {
  const text = utf8(value);
  if (!ENCODED.test(text)) return text;
  try {
    return libmime.decodeWords(text);
  } catch {
    return text;
  }
}

function idOf(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  const id = decoded(value);
  return id === '' ? null : bracketed(id);
}

const idsOf = (value: string | undefined): string[] =>
  value === undefined
    ? []
    : decoded(value)
        .split(/\s+/)
        .filter((id) => id !== '')
        .map(bracketed);

const bracketed = (id: string): string => `${id.startsWith('<') ? '' : '<'}${id}${id.endsWith('>') ? '' : '>'}`;

/** "Ann Author <ann@example.org>", decoded, without the quotes that a header needs. */
function authorOf(value: string): string | null {
  if (PLAIN_AUTHOR.test(value)) return value;
  const names = parseAddressHeader(value).value.map(({ name, address = '' }) =>
    name === '' ? address : address === '' ? name : `${name} <${address}>`,
  );
  return names.length === 0 ? null : names.join(', ');
}
