import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { findClaims } from '../../../src/extract/claims/index.ts';
import { mailParser } from '../../../src/extract/mail-tree/index.ts';
import type { Claim, MailTree } from '../../../src/extract/types.ts';
import { drawn } from './mails.ts';

const folder = fileURLToPath(new URL('../../../../shared/seed/', import.meta.url));
const TYPES = ['question', 'invariant', 'cost', 'fix-works', 'fix-fails', 'fix-fails', 'invariant'];

function claimsOfSeed(file: string, span: [number, number], change: (body: string) => string): Claim[] {
  const raw = readFileSync(folder + file, 'utf8');
  const body = change(file.endsWith('.eml') ? raw.slice(raw.indexOf('\n\n') + 2) : raw);
  const parser = unified().use(mailParser, { drawn: [{ lines: span, depth: 0 }] });
  const tree = parser.parse(body) as MailTree;
  return findClaims(tree, [drawn(...span)], { subject: null, date: null, lines: body.split('\n') });
}

describe.skipIf(!existsSync(folder))('the seed mail in ../shared (skipped where it is missing)', () => {
  const unknownNames = (body: string) =>
    body
      .replace(/counter/g, 'gribble')
      .replace(/mmap_lock_write/g, 'frobnitz')
      .replace(/userfaultfd|ioctl/g, 'quux');
  it.each([
    ['as it is', (body: string) => body],
    ['with unknown names', unknownNames],
  ])('makes seven claims, %s', (_, change) => {
    const columns = claimsOfSeed('seed-columns.eml', [27, 62], change);
    expect(columns.map(({ line }) => line)).toEqual([6, 9, 14, 18, 22, 23, 25]);
    expect(columns.map(({ type }) => type)).toEqual(TYPES);
    expect(columns.map(({ content }) => content.is)).toEqual([
      'other',
      'without',
      'cost',
      'hold-lock',
      'with',
      'with',
      'order',
    ]);
    const flat = claimsOfSeed('seed-flat.txt', [9, 14], change);
    expect(flat.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 7, 8]);
    expect(flat.map(({ content }) => content)).toEqual(columns.map(({ content }) => content));
  });
});
