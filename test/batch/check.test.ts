import { describe, expect, it } from 'vitest';
import { checkInputs } from '../../src/batch/check.ts';
import { allProblems } from '../../src/batch/exit-code.ts';
import type { Stages, Timing } from '../../src/batch/types.ts';
import type { Extraction } from '../../src/extract/types.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';
import { inputFolder, mail } from '../ingest/inputs.ts';

const { path, write } = inputFolder();
const FROM = 'From ann@example.org Tue Mar  3 10:00:00 2026\n';

/** Judges nothing, and falls over a mail that says so. */
const stages: Stages = {
  extract: ({ lines }) => {
    if (lines.includes('crash')) throw new RangeError('it fell over');
    return {
      tree: { type: 'mail', children: [] },
      diagrams: [],
      claims: [],
      patch: null,
    } satisfies Extraction;
  },
  judge: (message, { tree }) => ({ message, tree, diagrams: [], claims: [], patch: null }),
};
const options = { bounds: DEFAULT_BOUNDS, stages };

describe('checkInputs', () => {
  it('judges what it can read, in order, and reports the rest', async () => {
    const good = write('good.eml', mail('one\n'));
    const text = write('text.txt', 'two\n');
    const missing = path('missing.eml');
    const report = await checkInputs([good, missing, text], options);
    expect(report.messages.map(({ message }) => message.source)).toEqual([good, text]);
    expect(report.problems).toEqual([{ code: 'file-missing', source: missing }]);
  });

  it('loses no mail when one fails inside', async () => {
    const box = write('box.mbox', ['one', 'crash', 'three'].map((body) => `${FROM}${mail(`${body}\n`)}\n`).join(''));
    const thrown: unknown[] = [];
    const report = await checkInputs([box], { ...options, onInternalError: (error) => thrown.push(error) });
    expect(report.messages.map(({ message }) => message.source)).toEqual([`${box}#1`, `${box}#3`]);
    expect(report.problems).toEqual([{ code: 'internal', source: `${box}#2`, detail: 'it fell over' }]);
    expect(thrown).toHaveLength(1);
  });

  it("keeps a message's own problems with it, or reports them where it failed", async () => {
    const odd = ['Content-Type: text/plain; charset=martian-7'];
    const good = write('odd.eml', mail('one\n', odd));
    const bad = write('odd-crash.eml', mail('crash\n', odd));
    const report = await checkInputs([good, bad], options);
    expect(report.messages[0]?.message.problems).toMatchObject([{ code: 'charset-unknown' }]);
    expect(report.problems.map(({ code, source }) => [code, source])).toEqual([
      ['charset-unknown', bad],
      ['internal', bad],
    ]);
    expect(allProblems(report)).toHaveLength(3);
  });

  it('tells how long each message took, outside the report', async () => {
    const good = write('timed.eml', mail('one\n'));
    const timings: Timing[] = [];
    await checkInputs([good], { ...options, onTiming: (timing) => timings.push(timing) });
    expect(timings).toMatchObject([{ source: good }]);
    expect(Math.min(timings[0]?.read ?? -1, timings[0]?.extract ?? -1, timings[0]?.judge ?? -1)).toBeGreaterThanOrEqual(
      0,
    );
  });
});
