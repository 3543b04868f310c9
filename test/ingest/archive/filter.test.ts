import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHoldDrawing } from '../../../src/ingest/archive/filter.ts';
import { findParts } from '../../../src/ingest/archive/index.ts';
import { decodeQuoted } from '../../../src/ingest/archive/quoted-printable.ts';
import { readCase } from '../../corpus-reader.ts';
import { mail } from '../inputs.ts';
import { reencoded } from './reencoded.ts';
import { lostDrawings } from './same-drawings.ts';

const GOLD = new URL('../../../../shared/gold/', import.meta.url).pathname;
const CORPUS = new URL('../../../corpus/', import.meta.url).pathname;

const may = (body: string, fields: readonly string[] = []): boolean =>
  mayHoldDrawing(Buffer.from(mail(body, fields), 'latin1'));

/** One of each notation, and of each way in which its labels are told. */
const DRAWN: readonly string[] = [
  'CPU0        CPU1\nfoo()\n            bar()\n',
  '> > cpu 0 |  cpu 1\n',
  '+ *   Thread A\t\tThread B\n',
  '[   12.345678]   CPU0                    CPU1\n',
  'process         interrupt\n',
  'foo()           <irq>   CPU1\n',
  'time    CPU0    CPU1\n',
  'read_it()        write_it()\n---------        ----------\n',
  'reset work TASK      CPU1\n---------------------------\n',
  'T1: lock(A)\nT2: lock(B)\n',
  'timer: lock(A)\nuser: lock(B)\n',
  'Thread A:\nlock(X)\n                    Thread B:\n                    lock(Y)\n',
  'context A\n    lock(X)\n\ncontext B\n    lock(X)\n',
  'clear_flag(box)\n---> Interrupt\n     set_flag(box)\n',
  'CPU0 CPU 1 ------ -------- reader() L lock\n',
  'It goes so: reader writer ------ ------ foo()\n',
  'T1 T2 foo() spin_lock(&a)\n',
  ' * WMB          RMB\n',
  'CPU\u00a0\u00a00 \u00a0 CPU 1\n',
];
const NOT_DRAWN: readonly string[] = [
  '',
  'The user does not see the process of it.\nThanks, Ann\n',
  '-- \n2.39.5\n',
  '---\n drivers/md/md.c    | 10 +++++-----\n 1 file changed\n',
  '\tint value;\t/* of the user */\n\tstruct task *task;\n',
  'CPU: 0 PID: 12 Comm: kworker\n',
];

describe('mayHoldDrawing', () => {
  it.each(DRAWN)('lets through %j', (text) => {
    expect(may(text)).toBe(true);
    expect(may(text.replaceAll('\n', '\r\n'))).toBe(true);
    expect(may(`\n> ${text.replaceAll('\n', '\n> ')}`)).toBe(true);
  });

  it.each(NOT_DRAWN)('leaves out %j', (text) => {
    expect(may(text)).toBe(false);
  });

  it.each(DRAWN)('lets through %j however it is encoded', (text) => {
    for (const [name, bytes] of reencoded(`words\n${text}`))
      expect([name, mayHoldDrawing(bytes)]).toEqual([name, true]);
  });

  it('leaves out what is encoded, and no drawing', () => {
    const kinds = reencoded('words of = no matter\n'.repeat(9));
    expect(kinds.filter(([, bytes]) => !mayHoldDrawing(bytes)).map(([name]) => name)).toEqual([
      'base64',
      'quoted-printable',
      'base64 in a multipart',
      'quoted-printable in a multipart',
    ]);
  });

  it('lets through what is not understood', () => {
    expect(may('words\n', ['Content-Transfer-Encoding: x-uuencode'])).toBe(true);
    expect(may('words\n', ['Content-Type: text/plain; charset=utf-7'])).toBe(true);
    expect(may('words\0\n')).toBe(true);
  });

  it('never throws, and takes no longer than the mail is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        mayHoldDrawing(Buffer.from(bytes));
      }),
    );
    const begin = performance.now();
    for (const text of [
      '=',
      '- ',
      'cpu ',
      '\t',
      ' \n',
      '-- ',
      '--  ',
      '((',
      'Content-Transfer-Encoding: base64\n\n',
      '\xa0',
    ])
      mayHoldDrawing(
        Buffer.from(mail(text.repeat(1_000_000 / text.length), ['Content-Type: multipart/mixed']), 'latin1'),
      );
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});

describe('decodeQuoted', () => {
  it('decodes bytes and joins lines, and leaves what is neither', () => {
    expect(decodeQuoted('a=3D=\r\nb= \nc=zz=e4=')).toBe('a=bc=zz\xe4=');
  });
});

describe('no drawing is lost', () => {
  it('in the cases of the corpus, however they are encoded', async () => {
    const names = readdirSync(CORPUS).filter((name) => /^(?!README).*\.md$/.test(name));
    let drawn = 0;
    for (const name of names) {
      const { mail: text } = readCase(readFileSync(`${CORPUS}${name}`, 'utf8'));
      const { drawings, passes } = await lostDrawings(Buffer.from(text));
      if (drawings === 0) continue;
      drawn++;
      expect([name, passes]).toEqual([name, true]);
      const body = text.slice(text.indexOf('\n\n') + 2);
      for (const [kind, bytes] of reencoded(body))
        expect([name, kind, mayHoldDrawing(bytes)]).toEqual([name, kind, true]);
    }
    expect(drawn).toBeGreaterThan(20);
  }, 60_000);

  it.skipIf(!existsSync(GOLD))(
    'in real mails, however they are encoded (skipped where they are not there)',
    async () => {
      const { parts } = await findParts(
        ['unlabelled.mbox', 'threads.mbox', 'mail'].map((name) => GOLD + name),
        { limit: 1 << 25 },
      );
      const lost: string[] = [];
      let drawn = 0;
      for (const part of parts) {
        for await (const { mails } of part.read(null, null)) {
          for (const { source, bytes } of mails) {
            const { drawings, passes, text } = await lostDrawings(bytes);
            if (drawings === 0) continue;
            drawn++;
            if (!passes) lost.push(source);
            for (const [kind, other] of reencoded(text)) if (!mayHoldDrawing(other)) lost.push(`${source} ${kind}`);
          }
        }
      }
      expect(lost).toEqual([]);
      expect(drawn).toBeGreaterThan(400);
    },
    180_000,
  );
});
