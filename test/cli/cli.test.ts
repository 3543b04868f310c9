import { existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LITMUS_FORMAT_NAMES } from '../../src/cli/litmus.ts';
import { litmusFormats } from '../../src/report/litmus/index.ts';
import { inputFolder, mail } from '../ingest/inputs.ts';
import { buildProgram, threadjudge, threadjudgeInto, threadjudgeIntoHead } from './threadjudge.ts';

beforeAll(buildProgram);

const { path, write } = inputFolder();
/** A mail in which nothing is drawn, and nothing said. */
const SILENT = mail('Applied, thanks.\n');
const STACK = /\n\s+at /;

describe('the command line', () => {
  it.each([['--help'], ['check', '--help'], ['--version']])('%s %s', (...args) => {
    const { code, stdout, stderr } = threadjudge(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  it.each([
    ['an unknown command', ['judge'], 'judge'],
    ['an unknown option', ['check', '--colour', 'x.eml'], '--colour'],
    ['an unknown format', ['check', '--format', 'xml', 'x.eml'], 'xml'],
    ['no number', ['check', '--max-states', 'many', 'x.eml'], 'many'],
    ['nothing to explain', ['explain'], 'file'],
    ['two files to run', ['run', 'a.race', 'b.race'], 'run'],
  ])('is wrong with %s: one line, exit code 2', (_, args, named) => {
    const { code, stdout, stderr } = threadjudge(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^threadjudge: [^\n]*\n$/);
    expect(stderr).toContain(named);
  });

  it('shows how it is used when it is given nothing', () => {
    const { code, stderr } = threadjudge([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: threadjudge');
  });
});

describe('check', () => {
  it('judges a mail, standard input too, without colour where no terminal is', () => {
    const file = threadjudge(['check', write('silent.eml', SILENT)]);
    expect(file).toMatchObject({ code: 3, stderr: '' });
    expect(file.stdout).not.toContain('\x1b');
    expect(threadjudge(['check', '-'], { input: SILENT })).toEqual(file);
  });

  it('judges the mail that comes with it when it is given none, from any folder', () => {
    const here = threadjudge(['check', '--format', 'json']);
    expect([0, 1]).toContain(here.code);
    expect(JSON.parse(here.stdout)).toMatchObject({ errors: [], messages: [{ source: 'corpus/bundled.eml' }] });
    mkdirSync(path('elsewhere'));
    const elsewhere = threadjudge(['check', '--format', 'json'], { cwd: path('elsewhere') });
    expect(JSON.parse(elsewhere.stdout).messages).toHaveLength(1);
  });

  it('says one line for each input that cannot be read, and judges the others', () => {
    mkdirSync(path('folder'));
    const huge = write('huge.eml', SILENT);
    truncateSync(huge, 100 * 1024 * 1024);
    const truncated = mail('--e\nContent-Type: text/plain\n\nApplied.\n', [
      'Content-Type: multipart/mixed; boundary=e',
    ]);
    const bad = [
      path('missing.eml'),
      path('folder'),
      write('empty.eml', ''),
      write('binary.eml', Buffer.from([1, 2, 3, 0, 5, 6])),
      huge,
      write('truncated.eml', truncated),
      write('charset.eml', mail('Applied.\n', ['Content-Type: text/plain; charset=martian-7'])),
    ];
    const { code, stdout, stderr } = threadjudge(['check', '--format', 'json', ...bad, write('good.eml', SILENT)]);
    expect(code).toBe(2);
    const lines = stderr.trimEnd().split('\n').sort();
    expect(lines.map((line) => line.slice(0, line.indexOf(': ')))).toEqual([...bad].sort());
    expect(stderr).not.toMatch(STACK);
    const { errors, messages } = JSON.parse(stdout);
    expect(errors).toHaveLength(7);
    expect(messages.map(({ source }: { source: string }) => source)).toEqual([bad[5], bad[6], path('good.eml')]);
  });

  it('prints no control bytes of a file name or a mail', () => {
    const { stderr } = threadjudge(['check', `${path('no')}\x1b[31m\nsuch.eml`]);
    expect(stderr.trimEnd()).not.toMatch(/\p{Cc}/u);
  });

  it('is the same byte for byte in every run, unless timings are asked for', () => {
    const args = ['check', '--format', 'json', write('same.eml', SILENT)];
    expect(threadjudge(args)).toEqual(threadjudge(args));
    const timed = threadjudge([...args, '--timings']);
    expect(timed.stderr).toMatch(/same\.eml: read [\d.]+ ms, extract [\d.]+ ms, judge [\d.]+ ms/);
    expect(JSON.parse(timed.stdout)).toHaveProperty('timings');
  });

  it('writes a report to a file, and over an old one only when it is told to', () => {
    const file = write('out.eml', SILENT);
    const out = path('report.md');
    const args = ['check', '--format', 'md', '--out', out, file];
    expect(threadjudge(args)).toEqual({ code: 3, stdout: '', stderr: '' });
    const report = readFileSync(out, 'utf8');
    expect(report).not.toBe('');
    write('report.md', 'mine');
    const refused = threadjudge(args);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^[^\n]*report\.md: exists already[^\n]*\n$/);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(threadjudge([...args, '--force']).code).toBe(3);
    expect(readFileSync(out, 'utf8')).toBe(report);
  });

  it('is quiet when nobody reads on', async () => {
    const mails = Array.from({ length: 300 }, () => write('head.eml', SILENT));
    const { stderr } = await threadjudgeIntoHead(['check', '--format', 'json', ...mails]);
    expect(stderr).toBe('');
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk (needs /dev/full)', () => {
  it('is one line and exit code 2', () => {
    const { code, stderr } = threadjudgeInto('/dev/full', ['check', write('full.eml', SILENT)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^standard output: cannot be written[^\n]*\n$/);
  });
});

describe('explain', () => {
  it('says of a mail without a drawing that it has none', () => {
    const file = write('explain.eml', SILENT);
    const said = {
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]*explain\.eml: holds no drawing[^\n]*\n$/),
    };
    expect(threadjudge(['explain', file])).toEqual(said);
    expect(threadjudge(['explain', '--steps', file])).toEqual(said);
  });

  it('says in one line that a mail was given to run, and a scenario to check', () => {
    const mail = write('run.eml', SILENT);
    expect(threadjudge(['run', mail]).stderr).toMatch(/^[^\n]*run\.eml: is no \.race text[^\n]*\n$/);
    const race = write('check.race', 'scenario "x"\nlane CPU0\n  1:1 pass\n');
    expect(threadjudge(['check', race])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('run judges .race files'),
    });
  });

  it('prints a scenario that run judges alike, and replays its witness', () => {
    const checked = JSON.parse(threadjudge(['check', '--format', 'json']).stdout);
    const drawing = checked.messages[0].diagrams[0];
    const explained = threadjudge(['explain', '--drawing', '1', 'corpus/bundled.eml']);
    expect(explained).toMatchObject({ code: 0, stderr: '' });
    const race = write('bundled.race', Buffer.from(explained.stdout));
    const run = threadjudge(['run', '--format', 'json', race]);
    expect(run.stderr).toBe('');
    const { scenario } = JSON.parse(run.stdout);
    expect(scenario.verdict).toBe(drawing.verdict);
    const replayed = threadjudge(['run', '--replay', scenario.replay, race]);
    expect(replayed).toMatchObject({ code: 0, stderr: '' });
    expect(replayed.stdout.trimEnd().split('\n').at(-1)).toBe(scenario.failure);
  });

  it('lists the steps with their rules', () => {
    const { code, stdout } = threadjudge(['explain', '--steps', 'corpus/bundled.eml']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^place +lane +text +op +object +rule +does$/m);
  });
});

describe('--lexicon', () => {
  const drawn = '  CPU0                 CPU1\n  frob_take(f)\n                       frob_take(f)\n';
  const lexicon = (name: string) =>
    `name: ${name}\nrows:\n  - { rule: take, names: frob_take, op: lock, effects: { acquire: $1, kind: mutex } }\n`;

  it('adds rows that read cells, for check and explain', () => {
    const file = write('drawn.eml', mail(drawn));
    const own = write('own.yaml', lexicon('own'));
    const second = write('second.yaml', lexicon('second'));
    const { code, stdout, stderr } = threadjudge(['explain', '--steps', '--lexicon', second, '--lexicon', own, file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/second\/take/g)).toHaveLength(2);
    const checked = JSON.parse(threadjudge(['check', '--format', 'json', '--lexicon', own, file]).stdout);
    expect(checked.messages[0].diagrams[0].steps[0]).toMatchObject({ op: 'lock', rule: 'own/take', understood: true });
    expect(threadjudge(['explain', '--steps', file]).stdout).not.toContain('/take');
  });

  it('tells all errors of all files, and judges nothing then', () => {
    const bad = write('bad.yaml', 'name: bad\nrows:\n  - { rule: a, names: b, op: c }\n');
    const worse = write('worse.yaml', 'name: [\n');
    const binary = write('binary.yaml', Buffer.from([1, 0, 2]));
    const files = [bad, worse, path('missing.yaml'), binary];
    const args = files.flatMap((file) => ['--lexicon', file]);
    for (const command of [['check', '--format', 'json'], ['explain']]) {
      const { code, stdout, stderr } = threadjudge([...command, ...args, write('drawn.eml', mail(drawn))]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      const lines = stderr.trimEnd().split('\n');
      expect(lines[0]).toMatch(/bad\.yaml:3:30: c is none of call/);
      expect(lines.filter((line) => line.includes('worse.yaml:')).length).toBeGreaterThan(0);
      expect(lines.at(-2)).toMatch(/missing\.yaml: no such file/);
      expect(lines.at(-1)).toMatch(/binary\.yaml: is not text/);
    }
  });

  it('is wrong with one name for two files, and with standard input', () => {
    const one = write('one.yaml', lexicon('frob'));
    const two = write('two.yaml', lexicon('frob'));
    const named = threadjudge(['check', '--lexicon', one, '--lexicon', two]);
    expect(named).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/two\.yaml: another file is named/),
    });
    expect(threadjudge(['check', '--lexicon', '-'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('lexicon', () => {
  it('prints which rows know a name', () => {
    expect(threadjudge(['lexicon', 'mutex_lock'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^> +locking\/mutex_lock /m),
    });
    expect(threadjudge(['lexicon', 'frobnicate'])).toMatchObject({ code: 3, stdout: 'frobnicate: no row knows it\n' });
    expect(threadjudge(['lexicon', '--kernel', 'new', 'mutex_lock'])).toMatchObject({ code: 2, stdout: '' });
    const bad = write('names.yaml', 'name: names\n');
    expect(threadjudge(['lexicon', '--lexicon', bad, 'mutex_lock'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('run', () => {
  it('names the line of an error in a .race file', () => {
    const race = write('error.race', 'scenario "x"\nfrobnicate\n');
    const { code, stdout, stderr } = threadjudge(['run', race]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]*error\.race:2:\d+: [^\n]*\n$/);
  });

  it('refuses a token that is none', () => {
    const race = write('token.race', threadjudge(['explain', '--drawing', '1', 'corpus/bundled.eml']).stdout);
    const { code, stderr } = threadjudge(['run', '--replay', 'nonsense', race]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^[^\n]*token\.race: [^\n]*nonsense[^\n]*\n$/);
  });

  it('is wrong with a missing file', () => {
    expect(threadjudge(['run', path('missing.race')])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('litmus', () => {
  const test =
    'C t\n{ }\nP0(int *x) { WRITE_ONCE(*x, 1); }\nP1(int *x) { int r0; r0 = READ_ONCE(*x); }\nexists (1:r0=1)\n';

  it('runs tests one after the other, and says what is wrong with the others', () => {
    const good = write('good.litmus', test);
    const bad = write('bad.litmus', test.replace('exists', ''));
    const { code, stdout, stderr } = threadjudge(['litmus', bad, path('none.litmus'), good]);
    expect(code).toBe(2);
    expect(stdout).toContain('Observation t Sometimes 1 1\n');
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(threadjudge(['litmus', good])).toEqual({ code: 0, stdout, stderr: '' });
    expect(threadjudge(['litmus', '-'], { input: test }).stdout).toBe(stdout);
    expect(JSON.parse(threadjudge(['litmus', '--format', 'json', '--model', 'sc', good]).stdout).tests).toMatchObject([
      { model: 'sc', observation: 'Sometimes' },
    ]);
  });

  it('knows its models and formats', () => {
    expect(threadjudge(['litmus', '--model', 'alpha', 'x'])).toMatchObject({ code: 2, stdout: '' });
    expect(LITMUS_FORMAT_NAMES).toEqual(Object.keys(litmusFormats));
  });
});
