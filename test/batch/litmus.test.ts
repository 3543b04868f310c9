import { describe, expect, it } from 'vitest';
import { exitCodeForLitmus, litmusProblems, litmusResult } from '../../src/batch/index.ts';
import type { LitmusRunOptions } from '../../src/batch/litmus.ts';
import { problemLine } from '../../src/problem-texts.ts';
import { litmusFormats } from '../../src/report/litmus/index.ts';
import { DEFAULT_LITMUS_BOUNDS } from '../../src/sim/lkmm/index.ts';

const OPTIONS: LitmusRunOptions = { model: 'lkmm', bounds: DEFAULT_LITMUS_BOUNDS, why: false };

const passing = (condition: string) => `C passing

{ }

P0(int *data, int *flag)
{
	*data = 1;
	WRITE_ONCE(*flag, 1);
}

P1(int *data, int *flag)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*flag);
	r1 = *data;
}

${condition}
`;

describe('a litmus test', () => {
  it('prints what herd7 prints', () => {
    const result = litmusResult(passing('exists (1:r0=1 /\\ 1:r1=0)'), 'passing.litmus', OPTIONS);
    expect(litmusFormats.herd([result], 80)).toBe(`Test passing Allowed
States 4
1:r0=0; 1:r1=0;
1:r0=0; 1:r1=1;
1:r0=1; 1:r1=0;
1:r0=1; 1:r1=1;
Ok
Witnesses
Positive: 1 Negative: 3
Flag data-race
Condition exists (1:r0=1 /\\ 1:r1=0)
Observation passing Sometimes 1 3
`);
  });

  it.each([
    ['~exists (1:r0=1 /\\ 1:r1=0)', 'Forbidden', 'No', 'Sometimes 1 3'],
    ['~exists (1:r0=2)', 'Forbidden', 'Ok', 'Never 0 4'],
    ['forall (data=1)', 'Required', 'Ok', 'Always 4 0'],
    ['forall (data=0)', 'Required', 'No', 'Never 0 4'],
  ])('%s is %s: %s', (condition, kind, verdict, observation) => {
    const text = litmusFormats.herd([litmusResult(passing(condition), 'passing.litmus', OPTIONS)], 80);
    expect(text).toContain(`Test passing ${kind}\n`);
    expect(text).toContain(`\n${verdict}\nWitnesses\n`);
    expect(text).toContain(`Observation passing ${observation}`);
  });

  it('is drawn in columns, or its cycle told, on demand', () => {
    const why = { ...OPTIONS, why: true };
    const drawn = litmusFormats.herd([litmusResult(passing('exists (1:r0=1 /\\ 1:r1=0)'), 'a.litmus', why)], 80);
    expect(drawn).toMatch(/Why: this can be under the Linux-kernel memory model, though not on x86/);
    expect(drawn).toMatch(/CPU0 +CPU1 +\|/);
    expect(drawn).toMatch(/17 +r1 = \*data +\| reads data = 0/);
    const fenced = passing('exists (1:r0=1 /\\ 1:r1=0)')
      .replace('WRITE_ONCE(*flag, 1)', 'smp_store_release(flag, 1)')
      .replace('READ_ONCE(*flag)', 'smp_load_acquire(flag)');
    const told = litmusFormats.herd([litmusResult(fenced.replaceAll('*data', '*data'), 'b.litmus', why)], 80);
    expect(told).toContain('Why: under the Linux-kernel memory model this cannot be.');
    expect(told).toMatch(/a {2}CPU0 {2}line 7 .*data = 1/);
  });

  it('is the same byte for byte each time, as JSON too', () => {
    const run = () =>
      litmusFormats.json([litmusResult(passing('exists (data=1)'), 'a.litmus', { ...OPTIONS, why: true })]);
    expect(run()).toBe(run());
    expect(JSON.parse(run())).toMatchObject({
      errors: [],
      tests: [
        { name: 'passing', model: 'lkmm', observation: 'Always', flags: ['data-race'], explored: { complete: true } },
      ],
    });
  });
});

describe('what is wrong with a litmus test', () => {
  it('is a problem with its place, and exit code 2', () => {
    const results = [
      litmusResult('C bad\n{ }\nP0(int *x) {\n\tsmp_frob();\n}\nexists (x=1)\n', 'bad.litmus', OPTIONS),
      litmusResult(passing('exists (data=1)'), 'good.litmus', OPTIONS),
    ];
    expect(litmusProblems(results).map(problemLine)).toEqual([
      'bad.litmus:4:2: not supported: the primitive smp_frob(); docs/memory-model.md lists what is',
    ]);
    expect(exitCodeForLitmus(results)).toBe(2);
    expect(litmusFormats.herd(results, 80)).toContain('Observation passing Always');
    expect(JSON.parse(litmusFormats.json(results)).errors).toMatchObject([
      { code: 'litmus-unsupported', line: 4, column: 2 },
    ]);
    expect(exitCodeForLitmus(results.slice(1))).toBe(0);
  });

  it('is said of a search that a bound ended', () => {
    const results = [
      litmusResult(passing('exists (data=1)'), 'a.litmus', { ...OPTIONS, bounds: { choices: 1, time: 60_000 } }),
    ];
    expect(litmusFormats.herd(results, 80)).toContain('\nIncomplete choices\n');
    expect(litmusProblems(results)).toMatchObject([{ code: 'litmus-bound', source: 'a.litmus' }]);
    expect(exitCodeForLitmus(results)).toBe(2);
  });
});
