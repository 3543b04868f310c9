import { createHash } from 'node:crypto';
import type { FirstMail } from '../store/figures.ts';

const SLUG = 48;
/** Characters of a hash: one in 2^48. */
const HASH = 12;

/**
 * The file of a thread's report, the same on any machine: `2024-05-06-mm-fix-a-race-1f3a5c7e9b0d.md`. The letters are for people;
 * the hash of the Message-ID tells threads apart.
 */
export function threadFileName({ key, subject, date }: FirstMail): string {
  const day = /^\d{4}-\d\d-\d\d/.exec(date ?? '')?.[0] ?? 'undated';
  const hash = createHash('sha256').update(key).digest('hex').slice(0, HASH);
  return `${[day, slugOf(subject ?? ''), hash].filter((part) => part !== '').join('-')}.md`;
}

/** Whether a file could be a thread's report, or what is left of one that was being written. */
export const isThreadFileName = (name: string): boolean =>
  /^(?:\d{4}-\d\d-\d\d|undated)-(?:[a-z0-9-]+-)?[0-9a-f]{12}\.md(?:\.part)?$/.test(name);

function slugOf(subject: string): string {
  const words = subject
    .slice(0, 400)
    .replace(/^(?:\s*(?:\[[^\]]*\]|(?:re|fwd?|aw)\s*:))+/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    if (slug.length + word.length + 1 > SLUG) break;
    slug += slug === '' ? word : `-${word}`;
  }
  return slug;
}
