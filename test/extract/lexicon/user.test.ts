import { describe, expect, it } from 'vitest';
import { lexiconFor, type Table } from '../../../src/extract/lexicon/index.ts';
import { readLexicon } from '../../../src/extract/lexicon/user/index.ts';
import { problemLine } from '../../../src/problem-texts.ts';

function read(text: string): Table {
  const result = readLexicon(text, 'my.yaml');
  if (!result.ok) throw new Error(result.problems.map(problemLine).join('\n'));
  return result.table;
}
/** `line:column detail` of each error. */
function errors(text: string): string[] {
  const result = readLexicon(text, 'my.yaml');
  return result.ok ? [] : result.problems.map(({ line, column, detail }) => `${line}:${column} ${detail}`);
}
const row = (...lines: string[]) =>
  `name: frob\nrows:\n  - rule: get\n${lines.map((line) => `    ${line}\n`).join('')}`;
const SOUND = row('names: frob_get', 'op: get', 'effects: { get: $1 }');

describe("a user's lexicon file", () => {
  it('is a table as those of threadjudge are', () => {
    const text = row(
      'names: [frob_get, "*_frob_get"]',
      'op: get',
      'object: [$=, $1]',
      'effects:',
      '  - get: $1',
      '    unless-zero: true',
      '  - { add: -1, to: $1->n, atomic: false }',
      'defaults: [frob]',
      'value: $1->n',
      'truth: $1->n != 0',
      'amount: -$2',
      'gives-old: true',
      'partial: true',
      'sleeps: false',
      'since: 5.10',
      'until: 6.1',
      'failure: leak',
    );
    expect(read(text)).toEqual({
      name: 'frob',
      rows: [
        {
          rule: 'get',
          names: ['frob_get', '*_frob_get'],
          op: 'get',
          object: ['$=', '$1'],
          effects: [
            { do: 'get', object: '$1', unlessZero: true },
            { do: 'add', to: '$1->n', by: -1, atomic: false },
          ],
          defaults: ['frob'],
          value: '$1->n',
          truth: { left: '$1->n', is: '!=', right: '0' },
          amount: { argument: 2, sign: -1 },
          givesOld: true,
          partial: true,
          sleeps: false,
          since: '5.10',
          until: '6.1',
          failure: 'leak',
        },
      ],
    });
  });

  it('needs no list for one thing, and no effects for a row that is partial', () => {
    expect(read(row('names: frob_get', 'op: get', 'object: none', 'partial: true')).rows).toEqual([
      { rule: 'get', names: ['frob_get'], op: 'get', object: null, effects: [], partial: true },
    ]);
    expect(read(row('names: frob_x', 'op: call', 'effects: nothing')).rows[0]?.effects).toEqual([{ do: 'nothing' }]);
    expect(read('name: frob\nrows: []\n')).toEqual({ name: 'frob', rows: [] });
  });

  it('takes every value as text', () => {
    expect(read(row('names: [on, no, y]', 'op: get', 'effects: []', 'since: 5.10')).rows[0]).toMatchObject({
      names: ['on', 'no', 'y'],
      since: '5.10',
    });
  });

  it.each([
    [
      'a key that there is not',
      row('name: frob_get', 'op: get', 'effects: []'),
      ['3:5 names is missing', /^4:5 there is no key name here: there are rule, names/],
    ],
    [
      'an op that there is not',
      row('names: frob_get', 'op: gett', 'effects: []'),
      [/^5:9 gett is none of call, return/],
    ],
    [
      'an effect that there is not',
      row('names: frob_get', 'op: get', 'effects: [gett]'),
      [/^6:15 an effect is named by one of acquire/],
    ],
    [
      'two effects in one',
      row('names: frob_get', 'op: get', 'effects: [{ get: $1, put: $1 }]'),
      [/^6:15 get and put are two effects/],
    ],
    [
      'a word of an effect',
      row('names: frob_get', 'op: get', 'effects: { acquire: $1, kind: mutx }'),
      [/^6:35 mutx is none of spin, mutex/],
    ],
    [
      'a key of an effect',
      row('names: frob_get', 'op: get', 'effects: { get: $1, twice: true }'),
      [/^6:25 there is no key twice here: there are get, unless-zero/],
    ],
    [
      'an effect without its part',
      row('names: frob_get', 'op: get', 'effects: get'),
      [/^6:14 a name or a placeholder is wanted/],
    ],
    [
      'a key that is missing',
      row('names: frob_get', 'op: get', 'effects: { add: 1, to: $1 }'),
      [/^6:14 atomic is missing: true, false/],
    ],
    ['a placeholder', row('names: frob_get', 'op: get', 'effects: []', 'object: $x'), [/^7:13 the placeholders are/]],
    ['a tenth argument', row('names: frob_get', 'op: get', 'effects: { get: $12 }'), [/^6:21 the placeholders are/]],
    ['a stem without a glob', row('names: frob_get', 'op: get', 'effects: { get: $* }'), [/^4:12 \$\* stands for/]],
    [
      'an argument as a default',
      row('names: frob_get', 'op: get', 'effects: []', 'defaults: [$1]'),
      [/^7:16 no other argument/],
    ],
    ['C around a term', row('names: frob_get', 'op: get', 'effects: { get: "&f" }'), [/^6:21 it is written without &/]],
    [
      'a name that is none of C',
      row('names: [frob-get, f(), 1a]', 'op: get', 'effects: []'),
      [/^4:13 a name of C/, /^4:23 a name of C/, /^4:28 a name of C/],
    ],
    [
      'a glob of everything',
      row('names: ["*", "a*b"]', 'op: get', 'effects: []'),
      [/^4:13 three letters/, /^4:18 three letters/],
    ],
    ['no names', row('names: []', 'op: get', 'effects: []'), [/^4:12 /]],
    [
      'a switch',
      row('names: frob_get', 'op: get', 'effects: []', 'sleeps: maybe'),
      [/^7:13 maybe is none of true, false/],
    ],
    ['a release', row('names: frob_get', 'op: get', 'effects: []', 'since: v6'), [/^7:12 a kernel release/]],
    [
      'a time that ends before it begins',
      row('names: frob_get', 'op: get', 'effects: []', 'since: 6.10', 'until: 6.9'),
      [/^8:12 must come after 6\.10/],
    ],
    ['a comparison', row('names: frob_get', 'op: get', 'effects: []', 'truth: $1 = 0'), [/^7:12 a comparison/]],
    ['a row that does not say what it does', row('names: frob_get', 'op: get'), [/^3:5 effects are missing/]],
    ['a wrong type', 'name: frob\nrows: many\n', [/^2:7 a list is wanted here, not many/]],
    ['a row that is none', 'name: frob\nrows:\n  - frob_get\n', [/^3:5 a map/]],
    ['a list in place of a map', '- rule: a\n', [/^1:1 a map/]],
    ['a name of threadjudge', SOUND.replace('name: frob', 'name: locking'), [/^1:7 locking is a name/]],
    ['no name', 'rows: []\n', ['1:1 name is missing']],
  ] as const)('is wrong with %s, at its place', (_, text, wanted) => {
    const told = errors(text);
    expect(told).toHaveLength(wanted.length);
    for (const [index, one] of wanted.entries()) expect(told[index]).toMatch(one);
  });

  it('names a rule twice at the second', () => {
    const [, second = ''] = SOUND.split('rows:\n');
    expect(errors(SOUND + second)).toEqual(['7:11 another row is called get: each has a name of its own']);
  });

  it.each([
    ['bad YAML', 'name: [frob\n', /^\d:\d /],
    ['nothing', '', /^1:1 /],
    ['a key twice', 'name: a\nname: b\n', /^2:1 the key name stands twice/],
    ['an anchor', 'name: &a frob\nrows: []\n', /^1:10 anchors/],
    ['an alias', 'name: frob\nrows: *all\n', /^2:7 /],
    ['a tag', 'name: !!js/function frob\nrows: []\n', /tags/],
    ['a second document', 'name: a\nrows: []\n---\nname: b\n', /^3:1 a second document/],
    ['a prototype', 'name: a\n__proto__: b\nrows: []\n', /^2:1 there is no key __proto__/],
  ])('is refused with %s', (_, text, wanted) => {
    expect(errors(text)[0]).toMatch(wanted);
  });

  it('is told all errors at once, twenty at most, in the order of the text', () => {
    const many = `name: frob\nrows:\n${'  - { rule: a b, names: x, op: get, effects: [] }\n'.repeat(30)}`;
    const told = errors(many);
    expect(told[0]).toBe('3:13 a rule is made of letters, digits, -, . and _');
    expect(told).toHaveLength(21);
    expect(told[20]).toMatch(/ more are not listed$/);
  });
});

describe('the limits of a lexicon file', () => {
  const rows = (count: number, names = 'frob_NUMBER') =>
    `name: frob\nrows:\n${Array.from({ length: count }, (_, n) => `- { rule: r${n}, names: [${names.replaceAll('NUMBER', String(n))}], op: get, effects: [] }\n`).join('')}`;

  it('are 5000 rows, 1000 globs, 200 names a row, 1 MB', () => {
    expect(read(rows(5000)).rows).toHaveLength(5000);
    expect(errors(rows(5001))).toEqual(['3:1 at most 5000 rows may stand in a file']);
    expect(errors(rows(1001, '"frob_NUMBER_*"'))).toEqual(['3:1 1001 names have a *, at most 1000 may']);
    expect(errors(rows(1, 'frob_a, '.repeat(201)))).toEqual([
      expect.stringMatching(/^3:\d+ at most 200 may stand here/),
    ]);
    expect(errors(rows(1, 'f'.repeat(201)))).toEqual([expect.stringMatching(/at most 200 characters/)]);
    const large = readLexicon('#'.repeat(1024 * 1024 + 1), 'my.yaml');
    expect(large).toMatchObject({ problems: [{ code: 'file-too-large' }] });
  });

  it.each([
    ['lists', '['.repeat(1e6)],
    ['dashes', '- '.repeat(5e5)],
    ['maps', 'a: {b: '.repeat(1e5)],
    ['indentation', Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')],
    ['one key many times', 'a: b\n'.repeat(1e5)],
    ['many keys', Array.from({ length: 5e4 }, (_, n) => `k${n}: b\n`).join('')],
    ['quotes', '"'.repeat(1e5)],
    ['blanks', `name: ${' '.repeat(9e5)}x`],
    ['a comparison', row('names: a', 'op: get', 'effects: []', `truth: "a${' '.repeat(1e5)}b"`)],
  ])('hold against %s', (_, text) => {
    const begin = performance.now();
    expect(errors(text).length).toBeGreaterThan(0);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});

describe('rows of a user', () => {
  const own = read(`name: own
rows:
  - { rule: exact, names: [mutex_lock, fb_get], op: note, effects: nothing }
  - { rule: glob, names: ["frob_*", "fb_*", "spin_lock_ir*", "*_puu", "*_putter"], op: note, effects: nothing }
`);
  const ruleOf = (name: string) => lexiconFor(null, [own]).find(name)?.rule;

  it('win by an exact name, then by letters, never by a glob over a built-in exact name', () => {
    expect(ruleOf('mutex_lock')).toBe('own/exact');
    expect(ruleOf('__fb_get')).toBe('own/exact');
    expect(ruleOf('frob_put')).toBe('own/glob');
    expect(ruleOf('fb_put')).toBe('references/family-put');
    expect(ruleOf('spin_lock_irq')).toBe('locking/spin_lock_irq');
  });
});
