import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../src/extract/types.ts';
import { printRace, RACE_LIMITS, readRace } from '../../src/scenario/index.ts';
import { PRIMITIVES, scenarioProblems } from '../../src/sim/index.ts';
import { MOST_INITIAL_STATES } from '../../src/sim/machine/initial-values.ts';
import { MOST_LANES } from '../../src/sim/machine/program.ts';

const text = readFileSync(new URL('../../docs/race-language.md', import.meta.url), 'utf8');

/** The rows below a table's head, as cells; `\|` is no border. */
function rowsBelow(head: string): string[][] {
  const [, rest = ''] = text.split(`${head}\n|---|---|\n`);
  const rows = rest.split('\n\n')[0] ?? '';
  return rows.split('\n').map((row) =>
    row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.replaceAll('\\|', '|')),
  );
}

describe('docs/race-language.md', () => {
  it('lists every kind of declaration by its form', () => {
    const forms = PRIMITIVES.flatMap(({ kinds }) => Object.values(kinds).map(({ form }) => `\`${form}\``));
    expect(rowsBelow('| declaration | what it is |').map(([form]) => form)).toEqual(forms);
  });

  it('lists every statement of the primitives with its meaning', () => {
    const verbs = PRIMITIVES.flatMap((primitive) =>
      primitive.verbs.map(({ signature, meaning }) => [`\`${signature}\``, meaning]),
    );
    const heads = text.split('| statement | what it does |').length - 1;
    expect(heads).toBe(2);
    const own = rowsBelow('| statement | what it does |').length;
    expect(own).toBe(6);
    const [, , second = ''] = text.split('| statement | what it does |\n|---|---|\n');
    const rows = (second.split('\n\n')[0] ?? '').split('\n').map((row) => row.slice(2, -2).split(' | '));
    expect(rows).toEqual(verbs);
  });

  it('names every failure', () => {
    for (const failure of FAILURES) expect(text).toContain(`\`${failure}\``);
  });

  it('says what the limits are', () => {
    const { lanes, steps, declarations, lines, lineLength, length } = RACE_LIMITS;
    expect(lanes).toBe(MOST_LANES);
    const stated = `${lanes} lanes, ${group(steps)} steps a lane, ${group(declarations)} declarations, ${group(lines)} lines, a million characters a line, ${length / 1e6} million in all`;
    expect(text).toContain(stated);
    expect(lineLength).toBe(1e6);
    expect(text).toContain(`${group(MOST_INITIAL_STATES)} combinations`);
  });

  it('has an example that runs, and reads back as it is printed', () => {
    const example = /```race\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const read = readRace(example, 'docs');
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(scenarioProblems(read.scenario, 'docs')).toEqual([]);
    const again = readRace(printRace(read.scenario), 'docs');
    expect(again.ok && printRace(again.scenario)).toBe(printRace(read.scenario));
  });
});

function group(count: number): string {
  return count.toLocaleString('en-GB');
}
