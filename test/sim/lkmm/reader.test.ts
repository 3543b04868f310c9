import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/problems.ts';
import { conditionText, PRIMITIVE_NAMES, printLitmus, readLitmus, runLitmus } from '../../../src/sim/lkmm/index.ts';
import { litmus, program, statesOf } from './programs.ts';

const GOOD = `C good

(* a comment (* in a comment *) with READ_ONCE(*x) *)
{ int x = 1; }

P0(int *x, int *y) // the writer
{
	int r0;

	r0 = READ_ONCE(*x); /* the start */
	if (r0 == 1)
		WRITE_ONCE(*y, r0 + 1);
	else
		smp_mb();
}

P1(int *y) {
	int r1 = smp_load_acquire(y);
}

locations [x; 0:r0]
filter (0:r0=1)
exists (1:r1=2 /\\ ~(y=0)) (* the end *)
`;

function problemOf(text: string): Problem {
  const read = readLitmus(text, 'bad.litmus');
  if (read.ok) throw new Error('it reads');
  return read.problem;
}

describe('a litmus test', () => {
  it('is read with comments, declarations, branches, locations and a filter', () => {
    const test = litmus(GOOD);
    expect(test).toMatchObject({ name: 'good', quantifier: 'exists', initial: [{ value: 1 }] });
    expect(test.threads.map(({ body }) => body.length)).toEqual([2, 1]);
    expect(conditionText(test)).toBe('exists (1:r1=2 /\\ not ([y]=0))');
    expect(statesOf(test)).toEqual(['0:r0=1 1:r1=0 [x]=1 [y]=2', '0:r0=1 1:r1=2 [x]=1 [y]=2']);
  });

  it.each([
    ['exists (0:r0=1 \\/ 0:r0=2 /\\ x=1)', 'exists (0:r0=1 \\/ 0:r0=2 /\\ [x]=1)'],
    ['exists ((0:r0=1 \\/ 0:r0=2) /\\ x!=1)', 'exists ((0:r0=1 \\/ 0:r0=2) /\\ not ([x]=1))'],
    ['~exists (0:r0=x)', '~exists (0:r0=x)'],
    ['forall (not (0:r0=1:r0) => true)', 'forall (not (0:r0=1:r0) => true)'],
    ['exists ([x]=-1);', 'exists ([x]=-1)'],
  ])('has the condition %s', (text, printed) => {
    expect(conditionText(program(['r0 = READ_ONCE(*x);', ''], text))).toBe(printed);
  });

  it('prints as a text that reads the same', () => {
    const printed = printLitmus(litmus(GOOD));
    expect(printLitmus(litmus(printed))).toBe(printed);
    expect(statesOf(litmus(printed))).toEqual(statesOf(litmus(GOOD)));
    // whatever is cut off is said, never thrown
    for (let end = 0; end < printed.length - 2; end++) readLitmus(printed.slice(0, end), 'cut.litmus');
  });

  it('may begin with what a generator writes', () => {
    const head = 'C made\n"PodWW Rfe PodRR Fre"\nCycle=Rfe PodRR Fre PodWW\nRelax=\n{\n}\n';
    expect(statesOf(litmus(`${head}P0(volatile int* x) {\n  *x = 1;\n}\nexists (x=1)\n`))).toEqual(['[x]=1']);
  });
});

describe('what is wrong with a test is said with line and column', () => {
  it.each([
    ['no litmus test', 'Subject: hello\n\nworld\n', 'litmus-no-litmus', undefined, undefined, undefined],
    ['another language', 'AArch64 MP\n{}\n', 'litmus-unsupported', 1, 1, 'the language AArch64'],
    ['nothing behind the name', 'C t\n', 'litmus-syntax', 2, 1, 'the test ends here'],
    ['an open initial state', 'C t\n{ int x = 1;\n', 'litmus-syntax', 3, 1, 'the test ends here'],
    ['no threads', 'C t\n{}\nexists (x=1)\n', 'litmus-syntax', 3, 1, 'expected a thread'],
    ['an open thread', 'C t\n{}\nP0(int *x) {\n WRITE_ONCE(*x, 1);\n', 'litmus-syntax', 5, 1, 'the test ends here'],
    ['no condition', 'C t\n{}\nP0(int *x) { }\n', 'litmus-syntax', 4, 1, 'expected exists'],
    ['an open comment', 'C t\n{}\n(* P0(int *x) { }\n', 'litmus-syntax', 3, 1, 'comment'],
    [
      'an unknown primitive',
      'C t\n{}\nP0(int *x) {\n  smp_frob();\n}\nexists (x=1)\n',
      'litmus-unsupported',
      4,
      3,
      'the primitive smp_frob()',
    ],
    [
      'a loop',
      'C t\n{}\nP0(int *x) {\n  while (1) { }\n}\nexists (x=1)\n',
      'litmus-unsupported',
      4,
      3,
      '"while": a litmus test has no loops',
    ],
    [
      'a value of nothing',
      'C t\n{}\nP0(int *x) {\n  r0 = smp_mb();\n}\nexists (x=1)\n',
      'litmus-syntax',
      4,
      8,
      'smp_mb() gives no value',
    ],
    [
      'no location',
      'C t\n{}\nP0(int *x) {\n  WRITE_ONCE(x, 1);\n}\nexists (x=1)\n',
      'litmus-syntax',
      4,
      14,
      'such as *x',
    ],
    [
      'a missing semicolon',
      'C t\n{}\nP0(int *x) {\n  smp_mb()\n}\nexists (x=1)\n',
      'litmus-syntax',
      5,
      1,
      'expected ";", found "}"',
    ],
    [
      'threads out of order',
      'C t\n{}\nP1(int *x) { }\nexists (x=1)\n',
      'litmus-syntax',
      3,
      1,
      'expected P0, found "P1"',
    ],
    ['an unknown thread', 'C t\n{}\nP0(int *x) { }\nexists (3:r0=1)\n', 'litmus-syntax', 4, 8, 'there is no thread 3'],
    [
      'more behind the condition',
      'C t\n{}\nP0(int *x) { }\nexists (x=1) P1',
      'litmus-syntax',
      4,
      14,
      'expected the end',
    ],
    ['a member', 'C t\n{}\nP0(int *x) {\n  r0 = p->next;\n}\nexists (x=1)\n', 'litmus-unsupported', 4, 8, 'members'],
    ['a strange character', 'C t\n{}\nP0(int *x) {\n  r0 = @;\n}\nexists (x=1)\n', 'litmus-syntax', 4, 8, '"@"'],
  ])('%s', (_, text, code, line, column, detail) => {
    const problem = problemOf(text);
    expect({ code: problem.code, line: problem.line, column: problem.column }).toEqual({ code, line, column });
    if (detail !== undefined) expect(problem.detail).toContain(detail);
  });

  it('and so is a limit', () => {
    const threads = Array.from({ length: 40 }, (_, thread) => `P${thread}(int *x) { WRITE_ONCE(*x, 1); }\n`).join('');
    expect(problemOf(`C t\n{}\n${threads}exists (x=1)\n`)).toMatchObject({ code: 'litmus-limit', line: 19 });
    const deep = `C t\n{}\nP0(int *x) {\n  r0 = ${'('.repeat(5000)}1${')'.repeat(5000)};\n}\nexists (x=1)\n`;
    expect(problemOf(deep)).toMatchObject({ code: 'litmus-limit', line: 4 });
    expect(problemOf(`C t\n{}\nP0(int *x) {\n${'  smp_mb();\n'.repeat(300)}}\nexists (x=1)\n`)).toMatchObject({
      code: 'litmus-limit',
    });
    expect(problemOf(`C t\n{}\nexists ${'~'.repeat(5000)}(x=1)`).code).toBe('litmus-syntax');
    expect(problemOf(`C t\n{}\nP0(int *x) { }\nexists ${'~'.repeat(5000)}(x=1)`).code).toBe('litmus-limit');
    const branches = 'if (READ_ONCE(*x)) smp_mb(); '.repeat(20);
    expect(runLitmus(program([branches], 'exists (x=1)'))).toMatchObject({
      ok: false,
      problem: { code: 'litmus-limit' },
    });
    expect(runLitmus(program(['r0 = READ_ONCE(*NULL);'], 'exists (x=1)'))).toMatchObject({
      ok: false,
      problem: { code: 'litmus-unsupported', line: 7 },
    });
  });

  it('a search that a bound ends says so', () => {
    const writes = 'WRITE_ONCE(*x, 1); r0 = READ_ONCE(*x); '.repeat(5);
    const ran = runLitmus(program([writes, writes, writes, writes], 'exists (x=1)'), {
      bounds: { choices: 1000, time: 60_000 },
    });
    expect(ran).toMatchObject({ ok: true, outcome: { complete: false, bound: 'choices' } });
  });

  it('a primitive for each name of the tables', () => {
    expect(PRIMITIVE_NAMES).toContain('atomic_fetch_andnot_release');
    expect(new Set(PRIMITIVE_NAMES).size).toBe(PRIMITIVE_NAMES.length);
  });
});
