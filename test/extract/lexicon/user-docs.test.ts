import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EFFECT_WORDS } from '../../../src/extract/lexicon/user/effects.ts';
import { LIMITS, readLexicon } from '../../../src/extract/lexicon/user/index.ts';
import { ROW_KEYS } from '../../../src/extract/lexicon/user/row.ts';
import { FAILURES, OPS } from '../../../src/extract/types.ts';

const page = readFileSync(new URL('../../../docs/lexicon.md', import.meta.url), 'utf8');
/** The first cell of each row of the table under a heading. */
function firstCells(heading: string): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell = '']) => cell);
}
const codes = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
/** `name: …` of each, or the errors. */
const outcome = (text: string) => {
  const read = readLexicon(text, 'docs');
  return read.ok ? 'ok' : read.problems.map(({ line, detail }) => `${line}: ${detail}`);
};

describe('docs/lexicon.md', () => {
  it('has examples that are read', () => {
    const examples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(outcome(example)).toBe('ok');
  });

  it('lists each key of a row', () => {
    expect(firstCells('Keys').flatMap(codes).sort()).toEqual([...ROW_KEYS].sort());
  });

  it('lists each effect, as it is written', () => {
    const forms = firstCells('Effects').flatMap(codes);
    const words = forms.map((form) => form.match(/^\{? ?([\w-]+)/)?.[1]);
    expect([...new Set(words)].sort()).toEqual([...EFFECT_WORDS].sort());
    for (const form of forms) {
      const text = `name: a\nrows:\n  - { rule: a, names: bbb_*, op: call, effects: ${form} }\n`;
      expect(outcome(text), form).toBe('ok');
    }
  });

  it('names the ops, the failures and the limits', () => {
    for (const word of [...OPS, ...FAILURES]) expect(page).toContain(word);
    const limits = page.split('## What is refused')[1] ?? '';
    for (const limit of [LIMITS.rows, LIMITS.globs, LIMITS.names, LIMITS.effects, LIMITS.term, LIMITS.errors]) {
      expect(limits).toMatch(new RegExp(`\\b${limit}\\b`));
    }
    expect(LIMITS.bytes).toBe(1024 * 1024);
  });
});
