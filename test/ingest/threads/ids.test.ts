import { describe, expect, it } from 'vitest';
import { ancestorsOf, idsIn } from '../../../src/ingest/threads/ids.ts';
import { idsJoined } from '../../../src/ingest/threads/index.ts';
import { envelope } from './envelopes.ts';

describe('Message-IDs in a field', () => {
  it.each([
    ['<a@b>', ['<a@b>']],
    ['<a@b> <c@d>,<e@f>\n <g@h>', ['<a@b>', '<c@d>', '<e@f>', '<g@h>']],
    ['a@b', ['<a@b>']],
    ['Your message of "Tue, 3 May 2022" <20220503.5@x.org>', ['<20220503.5@x.org>']],
    ['Message from Joe <joe@x.org> of Tuesday', []],
    ['', []],
    ['no id at all', []],
    ['<<a@b>>', ['<a@b>']],
    [`<${'a'.repeat(5000)}@b>`, []],
  ])('%s', (field, ids) => {
    expect(idsIn(field)).toEqual(ids);
  });
});

describe('what a mail answers', () => {
  it('stands last in its References', () => {
    expect(ancestorsOf(envelope('c', ['a', 'b']))).toEqual(['<a@x>', '<b@x>']);
    expect(ancestorsOf(envelope('c', ['a', 'b'], { inReplyTo: '<b@x>' }))).toEqual(['<a@x>', '<b@x>']);
  });
  it('is In-Reply-To where the References are cut short or missing', () => {
    expect(ancestorsOf(envelope('d', ['a'], { inReplyTo: '<c@x>' }))).toEqual(['<a@x>', '<c@x>']);
    expect(ancestorsOf(envelope('d', [], { inReplyTo: '<c@x>' }))).toEqual(['<c@x>']);
  });
  it('is never itself, and nothing twice', () => {
    expect(ancestorsOf(envelope('a', ['a', 'b', 'b']))).toEqual(['<b@x>']);
    expect(idsJoined(envelope('a', ['a', 'b']))).toEqual(['<a@x>', '<b@x>']);
    expect(idsJoined(envelope('a', ['b'], { messageId: null }))).toEqual(['<b@x>']);
  });
});
