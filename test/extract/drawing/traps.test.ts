import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';
import { readCase } from '../../corpus-reader.ts';
import { cellsIn } from './read.ts';

/** The mails of the corpus in other dress: what a drawing looks like must not change how it is read. */

const CORPUS = new URL('../../../corpus/', import.meta.url);
const FILES = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.md'))
  .sort();
const bodyOf = (name: string): string[] => {
  const { mail } = readCase(readFileSync(new URL(name, CORPUS), 'utf8'));
  return mail.slice(mail.indexOf('\n\n') + 2).split('\n');
};

/** Every drawing's lanes, and its steps with line, lane, op and object. */
const readingOf = (lines: readonly string[]) =>
  extractMessage({ subject: null, date: null, lines }).diagrams.map(({ lanes, steps }) => ({
    lanes,
    steps: steps.map(({ line, lane, op, object, text }) => [line, lane, op, object, text].join(' ')),
  }));

const expanded = (line: string): string => {
  let out = '';
  for (const character of line) out += character === '\t' ? ' '.repeat(8 - (out.length % 8)) : character;
  return out;
};
/** Tabs wherever eight columns end in two spaces or more. */
const tabbed = (line: string): string =>
  expanded(line)
    .replace(/.{8}/g, (eight) => eight.replace(/ {2,}$/, '\t'))
    .trimEnd();

const LOOKS: readonly (readonly [string, (line: string) => string])[] = [
  ['quoted', (line) => (line === '' ? '>' : `> ${line}`)],
  ['quoted three deep', (line) => `> > > ${line}`],
  ['padded with no-break spaces', (line) => expanded(line).replace(/ {2}/g, ' \u00a0')],
  ['indented with tabs', tabbed],
  ['with blanks at the ends of the lines', (line) => `${line}  `],
];

describe('the looks do not matter', () => {
  it.each(LOOKS)('%s', (_, dress) => {
    const differing = FILES.filter((name) => {
      const lines = bodyOf(name);
      return JSON.stringify(readingOf(lines.map(dress))) !== JSON.stringify(readingOf(lines));
    });
    expect(differing).toEqual([]);
  });
});

describe('words that a mailer broke off the last lane', () => {
  const drawn = (last: string, next: string) =>
    cellsIn(
      [
        '> CPU0                      CPU1                      CPU2',
        '> lock(a)',
        '>                           lock(b)',
        `>                                                     ${last}`,
        `> ${next}`,
        '> unlock(a)',
      ].join('\n'),
    );

  it('belong to the cell that cannot end where it does', () => {
    expect(drawn('waits for', 'crate->lock')).toContain('4 2 waits for crate->lock');
  });

  it("are the first lane's where the cell above is whole", () => {
    expect(drawn('lock(c)', 'crate->count++')).toContain('5 0 crate->count++');
    expect(drawn('waits', 'crate->count++')).toContain('5 0 crate->count++');
  });
});
