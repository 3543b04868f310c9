import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHoldDrawing } from '../../../src/ingest/archive/filter.ts';
import { decodeQuoted } from '../../../src/ingest/archive/quoted-printable.ts';
import { mail } from '../inputs.ts';
import { reencoded } from './reencoded.ts';

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
    const text = Buffer.from('a=3D=\r\nb= \nc=zz=e4=', 'latin1');
    expect(decodeQuoted(text).toString('latin1')).toBe('a=bc=zz\xe4=');
  });
});
