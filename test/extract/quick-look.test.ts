import { describe, expect, it } from 'vitest';
import { looksDrawn } from '../../src/extract/quick-look.ts';

const DRAWN: readonly string[] = [
  'CPU0        CPU1\nfoo()\n            bar()\n',
  '> > cpu 0 |  cpu 1\n',
  '[   12.345678]   CPU0                    CPU1\n',
  'process         interrupt\n',
  'foo()           CPU1\n',
  'read_it()        write_it()\n---------        ----------\n',
  'set bio1          set bio2\n---               ---\n',
  'TASK A    reset work TASK      TASK B\n-------------------------------------\n',
  'T1: lock(A)\nT2: lock(B)\n',
  'timer: lock(A)\nuser: lock(B)\n',
  'Thread A:\nlock(X)\n                    Thread B:\n                    lock(Y)\n',
  'clear_flag(box)\n---> Interrupt\n     set_flag(box)\n',
  'CPU0 CPU 1 ------ -------- reader() L lock\n',
  ' * WMB          RMB\n',
  'CPU\u00a0\u00a00 \u00a0 CPU 1\n',
  'CPU\u00c2\u00a0\u00c2\u00a00 \u00c2\u00a0 CPU 1\n',
];

describe('a quick look', () => {
  it.each(DRAWN)('lets through %j', (text) => {
    expect(looksDrawn(text)).toBe(true);
    expect(looksDrawn(text.replaceAll('\n', '\r\n'))).toBe(true);
    expect(looksDrawn(`words\n> ${text.replaceAll('\n', '\n> ')}`)).toBe(true);
  });

  it.each([
    '',
    'The user does not see the process of it.\nThanks, Ann\n',
    'CPU0 is the one that waits.\n',
    '---\n drivers/md/md.c    | 10 +++++-----\n 1 file changed\n',
    '\tint value;\t/* of the user */\n\tstruct task *task;\n',
    'T1: one heading is none\n',
  ])('leaves out %j', (text) => {
    expect(looksDrawn(text)).toBe(false);
  });

  it('takes no longer than the text is', () => {
    const begin = performance.now();
    for (const text of ['=', '- ', 'cpu  ', '\t', ' \n', '-- ', '--  ', '((', '\u00a0', 'user\n', '\n> cpu ', '  cpu1'])
      looksDrawn(text.repeat(1_000_000 / text.length));
    looksDrawn(`mb${' '.repeat(1_000_000)}`);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
