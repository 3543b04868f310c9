import type { Envelope } from './types.ts';

/**
 * The Message-IDs that a field holds, cleaned:
 *
 *     <a@b> <c@d>,<e@f>                       three
 *     a@b                                     one without its brackets
 *     Your message of "Tue, 3 May" <5@x.org>  the id; an address in a sentence (<joe@x.org>) is none
 */
const BRACKETED = /<([^<>\s]{1,900})>/g;
const BARE = /^[^<>\s"(),]{1,900}@[^<>\s"(),]{1,900}$/;

export function idsIn(field: string): string[] {
  const ids = [...field.matchAll(BRACKETED)].map(([id]) => id);
  if (ids.length === 0) return field.split(/[\s,]+/).flatMap((word) => (BARE.test(word) ? [`<${word}>`] : []));
  const isSentence = /[a-z]{2}/i.test(field.replace(BRACKETED, ''));
  return isSentence ? ids.filter((id) => /\d.*@/.test(id)) : ids;
}

/** What a mail answers to, the nearest last: its References, else its In-Reply-To. Never itself. */
export function ancestorsOf({ messageId, references, inReplyTo }: Envelope): string[] {
  const referred = references.flatMap(idsIn);
  const answered = idsIn(inReplyTo ?? '');
  // what is answered stands last in the References; where it does not, it says more than they do
  const nearest = answered.length === 1 && !referred.includes(answered[0] ?? '') ? answered : [];
  const all = referred.length === 0 ? answered.slice(0, 1) : [...referred, ...nearest];
  return [...new Set(all.filter((id) => id !== messageId))];
}

/** All ids that a mail says belong to one thread, its own first. */
export function idsJoined(envelope: Envelope): readonly string[] {
  const own = envelope.messageId === null ? [] : [envelope.messageId];
  return [...own, ...ancestorsOf(envelope)];
}
