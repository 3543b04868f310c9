import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportScenario } from '../../src/batch/index.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';

const RACE = 'object o\ncell p = o\nlane A\n  1:1 free p\nlane B\n  2:1 use p\nlook for use-after-free\n';
const DRAWING = `
  CPU0                      CPU1
  spin_lock(&foo->lock)
  p = foo->bar
  spin_unlock(&foo->lock)
                            spin_lock(&foo->lock)
                            kfree(p)
                            spin_unlock(&foo->lock)
  p->count++                // use after free
`;
const MAIL = (body: string) =>
  `From: Ann Author <ann@example.org>\nMessage-ID: <x@example.org>\nSubject: a race\n\n${body}\n`;

const folder = mkdtempSync(join(tmpdir(), 'threadjudge-export-'));
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
async function exported(source: string, format = 'promela', drawing: number | null = null, input?: string) {
  async function* chunks() {
    yield input as string;
  }
  const options = { bounds: DEFAULT_BOUNDS, limit: 1e6, drawing };
  return exportScenario(source, format, { ...options, ...(input === undefined ? {} : { standardInput: chunks() }) });
}

describe('export', () => {
  it('prints a .race file as a model', async () => {
    expect(await exported(file('a.race', RACE))).toEqual({ text: expect.stringContaining('proctype B() {') });
  });

  it('prints the drawing of a mail, or that of the number given, also from standard input', async () => {
    const mail = file('one.eml', MAIL(DRAWING));
    expect(await exported(mail)).toEqual({ text: expect.stringContaining('use-after-free') });
    expect(await exported('-', 'promela', null, MAIL(DRAWING))).toEqual({
      text: expect.stringContaining('use-after-free'),
    });
    expect(await exported('-', 'promela', null, RACE)).toEqual({ text: expect.stringContaining('proctype B() {') });
    const two = file('two.eml', MAIL(`${DRAWING}\nand then there is this one, which is quite another:\n${DRAWING}`));
    expect(await exported(two)).toMatchObject({
      problems: [{ code: 'usage', detail: expect.stringContaining('--drawing') }],
    });
    expect(await exported(two, 'promela', 2)).toHaveProperty('text');
    expect(await exported(two, 'promela', 3)).toMatchObject({ problems: [{ code: 'nothing-to-judge' }] });
  });

  it('prints a scenario as a litmus test, or says where it is none', async () => {
    const text = 'cell x\ncell r\nlane A\n  1:1 x = 1\nlane B\n  1:2 r = x\nlook for reordering when r == 1\n';
    expect(await exported(file('litmus.race', text), 'litmus')).toEqual({
      text: expect.stringMatching(
        /^C scenario\n[\s\S]*P1\(int \*x\)[\s\S]*r = READ_ONCE\(\*x\);[\s\S]*exists \(1:r=1\)/,
      ),
    });
    expect(await exported(file('use.race', RACE), 'litmus')).toEqual({
      problems: [
        {
          code: 'not-a-litmus-test',
          source: expect.any(String),
          line: 4,
          column: 3,
          detail: expect.stringMatching(/step 1:1: .*"free"/),
        },
      ],
    });
    expect(await exported(file('two.race', text.replace('cell x', 'cell x in 0, 2')), 'litmus')).toMatchObject({
      problems: [{ detail: expect.stringMatching(/several initial values/) }],
    });
  });

  it('names the formats that there are', async () => {
    const detail = 'there is no format "tla" to export to; known: promela, litmus';
    for (const format of ['tla', 'constructor'])
      expect(await exported(file('a.race', RACE), format)).toEqual({
        problems: [{ code: 'usage', detail: detail.replace('tla', format) }],
      });
  });

  it('says what is wrong with the file, and where', async () => {
    expect(await exported(join(folder, 'none.race'))).toMatchObject({ problems: [{ code: 'file-missing' }] });
    expect(await exported(file('bad.race', 'lane A\n  1:1 use q\n'))).toMatchObject({
      problems: [{ code: 'race-unknown-name', line: 2, column: 11 }],
    });
  });
});
