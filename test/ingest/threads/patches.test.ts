import { describe, expect, it } from 'vitest';
import { patchKey, patchTitle } from '../../../src/ingest/threads/index.ts';
import { envelope } from './envelopes.ts';

describe('the title of a patch', () => {
  it.each([
    ['[PATCH] md: fix the race', { title: 'md: fix the race', version: 1, number: null, total: null }],
    ['[PATCH v3 2/7] md: fix the race', { title: 'md: fix the race', version: 3, number: 2, total: 7 }],
    ['[PATCHv2 0/3] md', { title: 'md', version: 2, number: 0, total: 3 }],
    ['[v2,1/3] md', { title: 'md', version: 2, number: 1, total: 3 }],
    ['[PATCH V2 00/12] md', { title: 'md', version: 2, number: 0, total: 12 }],
    ['[RFC PATCH net-next] tcp: a', { title: 'tcp: a', version: 1, number: null, total: null }],
    ['[PATCH][v4] tcp:  a\n b', { title: 'tcp: a b', version: 4, number: null, total: null }],
    ['Re: [PATCH v2] md: fix the race', null],
    ['[GIT PULL] md fixes', null],
    ['[syzbot] KASAN: use-after-free', null],
    ['md: fix', null],
    ['', null],
  ])('%s', (subject, title) => {
    expect(patchTitle(subject)).toEqual(title);
  });
});

describe('versions of one patch', () => {
  const subject = (text: string) => patchKey(envelope('a', [], { subject: text }));
  it('have one key', () => {
    expect(subject('[PATCH v2 3/5] md: Fix  the race')).toBe(subject('[RFC PATCH] md: fix the race'));
    expect(subject('[PATCH] md: fix')).not.toBe(subject('[PATCH] md: fix it'));
  });
  it('are by one author, whatever the name is', () => {
    const by = (from: string | null) => patchKey(envelope('a', [], { subject: '[PATCH] md: fix', from }));
    expect(by('Ann <Ann@Example.org>')).toBe(by('"A. Author" <ann@example.org>'));
    expect(by('Bob <bob@example.org>')).not.toBe(by('Ann <ann@example.org>'));
    expect(by(null)).toBeNull();
  });
  it('are not made by answers', () => {
    expect(subject('Re: [PATCH] md: fix')).toBeNull();
  });
});
