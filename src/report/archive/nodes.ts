import type { PhrasingContent } from 'mdast';
import type { Envelope } from '../../ingest/threads/types.ts';
import { type Inline, text } from '../markdown/nodes.ts';
import { count, dateWords } from '../story/sentences.ts';
import { harmless } from '../text/harmless.ts';

/** Parts of the pages of an archive. Whatever a mail says goes in as data, and is escaped by the printer. */

const LORE = 'https://lore.kernel.org/r/';

export function link(url: string, ...words: Inline[]): PhrasingContent {
  const children = words.map((part) => (typeof part === 'string' ? text(part) : part));
  return { type: 'link', url, children: children as Extract<PhrasingContent, { type: 'link' }>['children'] };
}

/** The mail in the archive of the kernel's lists, null where it has no Message-ID. */
export function loreUrl(messageId: string | null): string | null {
  const id = harmless((messageId ?? '').replace(/^<|>$/g, ''));
  return id === '' ? null : `${LORE}${encodeURIComponent(id).replaceAll('%40', '@')}`;
}

/** Words that lead to a mail, or stand alone where nothing leads to it. */
export function toMail({ messageId }: Pick<Envelope, 'messageId'>, words: string): PhrasingContent {
  const url = loreUrl(messageId);
  return url === null ? text(words) : link(url, words);
}

/** "Jane Doe" of `"Doe, Jane" <jane@example.org>` as far as a name is given, else the address. */
export function personName(from: string | null): string {
  const [, name = ''] = /^([^<]*)</.exec(from ?? '') ?? [];
  const plain = harmless(name.replace(/^[\s"']+|[\s"']+$/g, ''));
  return plain || harmless((from ?? '').replace(/[<>]/g, '')) || 'somebody';
}

export const dayOf = (date: string | null): string => (date === null ? 'undated' : date.slice(0, 10));
export const whenOf = (date: string | null): string => (date === null ? 'undated' : dateWords(date));

/** "1 mail", "2 mails". */
export const many = (number: number, one: string, more = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : more}`;
