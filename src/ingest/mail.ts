import type { AttachmentStream, MailParser, MessageText } from 'mailparser';
import type { Problem } from '../problems.ts';
import { isKnownCharset } from './charset.ts';
import { isoDate } from './date.ts';
import { toLines } from './lines.ts';
import { readStructure } from './structure.ts';
import type { Message } from './types.ts';

/** HTML longer than this, in characters, is not turned into text: it is no mail that somebody typed. */
const LONGEST_HTML = 2_000_000;

/**
 * Decodes one raw mail. A problem instead of a message where nothing can be judged (`mail-malformed`, `mail-no-text`);
 * the message's own `problems` where what is there was read (`mail-truncated`, `charset-unknown`). Never throws.
 */
export async function readMail(bytes: Buffer, source: string): Promise<Message | Problem> {
  const structure = readStructure(bytes);
  const problems: Problem[] = [];
  for (const charset of new Set(structure.charsets)) {
    if (!isKnownCharset(charset)) problems.push({ code: 'charset-unknown', source, detail: charset });
  }
  if (structure.cutOff) problems.push({ code: 'mail-truncated', source, detail: partCount(structure.parts) });
  let parsed: Parsed;
  try {
    parsed = await parse(structure.bytes);
  } catch (error) {
    return { code: 'mail-malformed', source, detail: error instanceof Error ? error.message : String(error) };
  }
  const { parser, content } = parsed;
  if (!structure.hasText && content.text === undefined) {
    return structure.cutOff
      ? { code: 'mail-truncated', source, detail: partCount(0) }
      : { code: 'mail-no-text', source };
  }
  const unconverted = content.textConversionError;
  if (unconverted !== undefined) problems.push({ code: 'mail-malformed', source, detail: unconverted.message });
  return {
    source,
    messageId: parser.messageId ?? null,
    subject: parser.subject ?? null,
    from: authorOf(parser),
    date: dateOf(parser),
    inReplyTo: parser.inReplyTo ?? null,
    references: [parser.references ?? []].flat(),
    lines: toLines(content.text ?? ''),
    problems,
  };
}

type Parsed = { readonly parser: MailParser; readonly content: MessageText };

/** Runs mailparser, which is loaded here so that texts and wrong usage do not pay for it. */
async function parse(bytes: Buffer): Promise<Parsed> {
  const { MailParser } = await import('mailparser');
  const parser = new MailParser({ skipTextToHtml: true, checksumAlgo: false, maxHtmlLengthToParse: LONGEST_HTML });
  return new Promise((resolve, reject) => {
    let content: MessageText = { type: 'text' };
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        content = data;
        return;
      }
      // The parser waits until an attachment is read and released; nobody looks into it.
      data.content.on('end', () => data.release?.());
      data.content.on('error', reject);
      data.content.resume();
    });
    parser.on('error', reject);
    parser.on('end', () => resolve({ parser, content }));
    parser.end(bytes);
  });
}

/** The Date field in UTC. mailparser puts today's date where it cannot read one, so the raw field decides. */
function dateOf(parser: MailParser): string | null {
  const field = parser.headerLines === false ? undefined : parser.headerLines.find(({ key }) => key === 'date')?.line;
  return isoDate(field?.slice(field.indexOf(':') + 1).trim());
}

/** "Ann Author <ann@example.org>", decoded, without the quotes that a header needs and a report does not. */
function authorOf({ from }: MailParser): string | null {
  const names = (from?.value ?? []).map(({ name, address = '' }) =>
    name === '' ? address : address === '' ? name : `${name} <${address}>`,
  );
  return names.length === 0 ? null : names.join(', ');
}

function partCount(parts: number): string {
  return parts === 0 ? 'before its first part' : `in part ${parts}`;
}
