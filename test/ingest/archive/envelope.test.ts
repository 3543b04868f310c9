import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEnvelope } from '../../../src/ingest/archive/envelope.ts';
import { findParts } from '../../../src/ingest/archive/index.ts';
import { listOf } from '../../../src/ingest/archive/list.ts';
import { readMail } from '../../../src/ingest/mail.ts';
import type { Envelope } from '../../../src/ingest/threads/types.ts';

const THREADS = new URL('../../../../shared/gold/threads.mbox', import.meta.url).pathname;

async function asDecoded(bytes: Buffer): Promise<Envelope | null> {
  const message = await readMail(bytes, 'mail');
  if ('code' in message) return null;
  const { messageId, inReplyTo, references, subject, from, date } = message;
  return { messageId, inReplyTo, references, subject, from, date };
}

const HEADERS: readonly (readonly string[])[] = [
  ['From: Ann Author <ann@example.org>', 'Subject: one', 'Date: Tue, 1 Sep 2020 10:00:00 +0200', 'Message-ID: <1@a>'],
  ['from: "Author, Ann" <ann@example.org>', 'SUBJECT : two\n  lines\n\tof it', 'message-id: 1@a'],
  ['From: =?utf-8?q?J=C3=B6rg?= <j@example.org>', 'Subject: =?utf-8?B?w6Q=?= =?utf-8?B?w7Y=?=', 'Date: no date'],
  ['From: J\xc3\xb6rg <j@example.org>', 'Subject: \xc3\xa4', 'References: <1@a>\n <2@b>', 'References: <3@c>'],
  ['From: ann@example.org (Ann Author)', 'In-Reply-To: <1@a> of Monday', 'Subject:', 'Date: 1 Sep 2020 10:00'],
  ['From: a@example.org, B <b@example.org>', 'From: c@example.org', 'Subject: first', 'Subject: second'],
  ['Message-Id: ', 'References: ', 'X: y'],
  ['Subject: long\r\n header\r', 'Message-ID:\n <folded@a>'],
];

describe('readEnvelope', () => {
  it.each(HEADERS)('gives what the decoded mail gives: %j', async (...lines) => {
    const bytes = Buffer.from(`${lines.join('\n')}\n\nwords\n`, 'latin1');
    expect(readEnvelope(bytes)).toEqual(await asDecoded(bytes));
  });

  it.skipIf(!existsSync(THREADS))(
    'and for real mails (skipped where they are not there)',
    async () => {
      const { parts } = await findParts([THREADS], { limit: 1 << 25 });
      for (const part of parts)
        for await (const { mails } of part.read(null, null))
          for (const { bytes } of mails) {
            const decoded = await asDecoded(bytes);
            if (decoded !== null) expect(readEnvelope(bytes)).toEqual(decoded);
          }
    },
    60_000,
  );
});

describe('listOf', () => {
  const named = (source: string, field = ''): string | null =>
    listOf({ source, bytes: Buffer.from(`${field}Subject: one\n\nwords\n`) });

  it('is the label of the List-Id', () => {
    expect(named('x.mbox#1', 'List-Id: Linux RAID <linux-raid.vger.kernel.org>\n')).toBe('linux-raid');
    expect(named('x.mbox#1', 'List-ID: <Linux-MM.kvack.org>\n')).toBe('linux-mm');
    expect(named('x.mbox#1', 'List-Id: \n <rcu.vger.kernel.org>\n')).toBe('rcu');
  });

  it('or a name made from the source', () => {
    const commit = '0123456789'.repeat(4);
    expect(named('mail/linux-raid.mbox.gz#17')).toBe('linux-raid');
    expect(named(`lists/lkml/git/0.git:${commit}`)).toBe('lkml');
    expect(named(`lists/lkml/0.git:${commit}`)).toBe('lkml');
    expect(named(`lists/lkml.git:${commit}`)).toBe('lkml');
    expect(named('lists/rcu/cur/1:2,S')).toBe('rcu');
    expect(named('lists/rcu/1.eml')).toBe('rcu');
    expect(named('-#3')).toBe(null);
  });
});
