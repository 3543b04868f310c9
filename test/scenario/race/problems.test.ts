import { describe, expect, it } from 'vitest';
import { RACE_LIMITS, readRace } from '../../../src/scenario/index.ts';

/** Problems as `line:column detail`. */
function problems(text: string): string[] {
  const read = readRace(text, 'x.race');
  return read.ok ? [] : read.problems.map(({ line, column, detail }) => `${line}:${column} ${detail}`);
}
/** The first problem of one step in a lane. */
const inStep = (step: string) => problems(`lane CPU0\n  12:1 ${step}`)[0];
const first = (text: string) => problems(text)[0];

describe('a mistake in a .race text is told with line and column', () => {
  it.each([
    ['scenario', '1:9 expected the title in double quotes, but the line ends here'],
    ['scenario title', '1:10 expected the title in double quotes, found "title"'],
    ['scenario "a" from', '1:18 expected a Message-ID such as <id@host>, but the line ends here'],
    ['scenario "a" of x', '1:14 expected the end of the line, found "of"'],
    ['scenario "a', '1:10 cannot read ""a"'],
    ['lock', '1:5 expected the name of the lock, but the line ends here'],
    ['lock 12', '1:6 expected the name of the lock, found "12"'],
    ['cell x =', '1:9 expected a name or a number, but the line ends here'],
    ['cell x in 1,', '1:13 expected a name or a number, but the line ends here'],
    ['cell x = 99999999999', '1:10 the number 99999999999 is larger than 2147483647'],
    ['cell x = -2147483649', '1:11 the number 2147483649 is larger than 2147483648'],
    ['object x refs 1 =', '1:17 expected an option, found "="'],
    ['cell `x = 1', '1:6 cannot read "`x = 1"'],
    ['= 1', '1:1 expected a declaration, a lane or a step, found "="'],
    ['assume', '1:7 expected the assumption in double quotes, but the line ends here'],
    ['assume "a" line x', '1:17 expected a line number, found "x"'],
    ['assume "a" proven', '1:12 expected the end of the line, found "proven"'],
    ['unknown "a"', '1:9 expected a step such as 12:9'],
    ['unknown 12:1 line 12 relevant', '1:30 expected the reason in double quotes, but the line ends here'],
    ['lane', '1:5 expected the name of the lane, but the line ends here'],
    ['lane ;', '1:6 expected the name of the lane, found ";"'],
    ['lane CPU0 twice', '1:11 expected the end of the line, found "twice"'],
    ['lane irq on', '1:12 expected the name of a CPU, but the line ends here'],
    ['lane irq on ;', '1:13 expected the name of a CPU, found ";"'],
    ['lane irq on CPU0 nmi', '1:18 expected the end of the line, found "nmi"'],
    ['look at x', '1:6 expected "for", found "at"'],
    ['look for trouble', /^1:10 "trouble" is no failure: one of use-after-free, /],
    ['drawn 12', '1:7 expected a step such as 12:9'],
    ['drawn 12:x', '1:10 expected a step such as 12:9, found "x"'],
    ['  12:1 lock x', '1:3 a step stands before the first lane'],
    ['', '1:1 no lane is declared'],
    ['lane CPU0 % x', '1:11 cannot read "% x"'],
  ])('%s', (text, expected) => {
    if (typeof expected === 'string') expect(first(text)).toBe(expected);
    else expect(first(text)).toMatch(expected);
  });

  it.each([
    ['x =', '2:11 expected a name or a number, but the line ends here'],
    ['x = 1 2', '2:14 expected ";" or the end of the line, found "2"'],
    ['x = (1', '2:14 expected ")", but the line ends here'],
    ['noted', '2:13 expected a name or a number, but the line ends here'],
    ['check x == 1', '2:20 expected "else", but the line ends here'],
    ['check x else trouble', /^2:21 "trouble" is no failure/],
    ['if x 12:1', '2:13 expected "goto", found "12"'],
    ['if x goto', '2:17 expected a step of this lane, or "end", but the line ends here'],
    ['; x = 1', '2:8 expected a statement, found ";"'],
    ['lock L = 1', '2:15 expected a name or a number, found "="'],
    ['wait wq until', '2:21 expected a name or a number, but the line ends here'],
    ['12', '2:8 expected a statement, found "12"'],
  ])('step: %s', (step, expected) => {
    if (typeof expected === 'string') expect(inStep(step)).toBe(expected);
    else expect(inStep(step)).toMatch(expected);
  });

  it('tells what only the whole text shows', () => {
    const text = 'lock L\nlock L\nlane CPU0\n  1:1 pass\ndrawn 1:1\nlook for hang at 8:2';
    expect(problems(text)).toEqual(['2:1 "L" is declared twice', '6:18 no lane has the step 8:2']);
  });

  it('passes over drawn steps that no lane has any more', () => {
    const read = readRace('lane CPU0\n  1:1 pass\ndrawn 1:1 7:1\n', 'x.race');
    expect(read).toMatchObject({ ok: true, scenario: { drawn: ['1:1'] } });
  });

  it('goes on after a mistake, up to twenty', () => {
    expect(problems('lock\n'.repeat(50))).toHaveLength(20);
    expect(problems('lock\nlane CPU0\n  1:1 noted\n').map((each) => each.split(' ')[0])).toEqual(['1:5', '3:12']);
  });

  it('takes names of JavaScript for what they are: names', () => {
    expect(problems('constructor x\nlane CPU0\n  1:1 toString = 1; __proto__ x')).toEqual([]);
  });
});

describe('limits are answered quickly', () => {
  const timed = (text: string) => {
    const begin = performance.now();
    const answer = first(text);
    expect(performance.now() - begin).toBeLessThan(2000);
    return answer;
  };

  it.each([
    ['500 lanes', 'lane A\n'.repeat(500), '31:6 more than 30 lanes'],
    ['too many steps', `lane A\n${'  1:1 pass\n'.repeat(6000)}`, '5002:3 a lane has more than 5000 steps'],
    [
      'too many declarations',
      `${Array.from({ length: 1500 }, (_, i) => `lock L${i}`).join('\n')}`,
      '1001:1 more than 1000 declarations',
    ],
    ['too many lines', '\n'.repeat(RACE_LIMITS.lines + 1), '1:1 the text has more than 200000 lines'],
    ['a long text', ' '.repeat(RACE_LIMITS.length + 1), '1:1 the text has more than 16000000 characters'],
    ['a long line', `lane ${'a'.repeat(RACE_LIMITS.lineLength)}`, '1:1 a line is longer than 1000000 characters'],
    ['deep parentheses', `lane A\n  1:1 x = ${'('.repeat(10_000)}1`, '2:212 an expression nests deeper than 200'],
    ['deep negations', `lane A\n  1:1 x = ${'!'.repeat(10_000)}1`, '2:212 an expression nests deeper than 200'],
    ['many operators', `lane A\n  1:1 x = 1${' + 1'.repeat(10_000)}`, '2:2015 a line has more than 500 operators'],
    ['stray quotes', `lane A\n  1:1 x = ${'"'.repeat(99_999)}`, '2:100009 cannot read """'],
    ['message ids that do not end', `scenario "a" from ${'<a@'.repeat(100_000)}`, /^1:19 expected a Message-ID/],
    ['words', `lane A\n  1:1 x = ${'a->'.repeat(100_000)}`, /^2:300010 /],
    ['stars', `lane A\n  1:1 x = ${'*'.repeat(100_000)}`, /^2:11 cannot read/],
    ['backslashes', `assume "${'\\'.repeat(200_000)}`, /^1:8 cannot read/],
  ])('%s', (_, text, expected) => {
    if (typeof expected === 'string') expect(timed(text)).toBe(expected);
    else expect(timed(text)).toMatch(expected);
  });
});
