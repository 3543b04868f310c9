import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkInputs } from '../src/batch/check.ts';
import { renderJson } from '../src/report/index.ts';
import { type MessageJson, reportSchema } from '../src/report/json/schema.ts';
import { DEFAULT_BOUNDS } from '../src/sim/types.ts';
import { differences } from './corpus-expectations.ts';
import { CaseError, readCase } from './corpus-reader.ts';

const FOLDER = new URL('../corpus/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .sort();

/** Judges a mail in process, as `check -` does, through the JSON report. */
async function judge(mail: string): Promise<MessageJson> {
  async function* bytes(): AsyncGenerator<Buffer> {
    yield Buffer.from(mail);
  }
  const report = await checkInputs(['-'], {
    bounds: DEFAULT_BOUNDS,
    standardInput: bytes(),
    onInternalError: (error) => {
      throw error;
    },
  });
  const { errors, messages } = reportSchema.parse(JSON.parse(renderJson(report, {})));
  const [message] = messages;
  if (errors.length > 0 || message === undefined) throw new Error(`not judged: ${JSON.stringify(errors)}`);
  return message;
}

async function wrongIn(markdown: string): Promise<string[]> {
  const { mail, expectations } = readCase(markdown);
  return differences(await judge(mail), expectations);
}

describe('corpus', () => {
  it.each(FILES)('%s', async (name) => {
    const wrong = await wrongIn(read(name));
    expect(wrong, wrong.join('\n')).toEqual([]);
  });

  it('has the bundled mail among its cases', () => {
    expect(readCase(read('write-protect-deferred-flush.md')).mail).toBe(read('bundled.eml'));
  });

  it('has another title for each case', () => {
    const titles = FILES.map((name) => readCase(read(name)).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

/** A case that holds, and whose every part the tests below spoil in turn. */
const GOOD = `# A plain deadlock

Two locks, taken both ways round.

\`\`\`mail
From: Robin Example <robin@example.org>
Subject: crate: lock order
Date: Mon, 3 Jun 2024 10:00:00 +0000
Message-ID: <inline-1@example.org>

This can deadlock:

CPU0                    CPU1
----                    ----
mutex_lock(&crate->a);
                        mutex_lock(&crate->b);
mutex_lock(&crate->b);
                        mutex_lock(&crate->a);
\`\`\`

## Expected

| drawing | verdict | failure | lanes |
|---|---|---|---|
| 1 | reproduces | deadlock | CPU0, CPU1 |

| step | line | lane | op | object | understood |
|---|---|---|---|---|---|
| \`mutex_lock(&crate->b)\` | 7 | CPU0 | lock | crate->b | yes |

| claim | line | type | verdict |
|---|---|---|---|
| This can deadlock | 1 | bug-exists | supported |
`;

describe('the reader of cases', () => {
  it('finds nothing wrong in a case that holds', async () => {
    expect(await wrongIn(GOOD)).toEqual([]);
  });

  it.each([
    ['a verdict', '| 1 | reproduces', '| 1 | refuted', 'line 25: drawing 1: verdict must be refuted, is reproduces'],
    ['a verdict that must not be', '| drawing | verdict', '| drawing | never', 'verdict must not be reproduces'],
    ['a failure', '| deadlock |', '| hang |', 'line 25: drawing 1: failure must be hang, is deadlock'],
    ['the lanes', '| CPU0, CPU1', '| CPU0', 'line 25: drawing 1: lanes must be CPU0, is CPU0, CPU1'],
    ["a step's op", '| lock |', '| unlock |', 'line 29: step mutex_lock(&crate->b): op must be unlock, is lock'],
    [
      'a step',
      '`mutex_lock(&crate->b)`',
      '`mutex_lock(&crate->c)`',
      'line 29: step mutex_lock(&crate->c): not in the report',
    ],
    [
      'no drawing',
      '| 1 | reproduces | deadlock | CPU0, CPU1 |',
      '| none |',
      'the tables have 0 drawings, the report has 1',
    ],
    ["a claim's line", '| 1 | bug', '| 2 | bug', 'line 33: claim This can deadlock: line must be 2, is 1'],
    [
      "a claim's verdict",
      '| supported',
      '| refuted',
      'line 33: claim This can deadlock: verdict must be refuted, is supported',
    ],
    [
      'a claim that nobody makes',
      'can deadlock |',
      'cannot deadlock |',
      'line 33: claim This cannot deadlock: not in the report',
    ],
    [
      'a drawing that is not there',
      '| 1 | reproduces',
      '| 2 | reproduces',
      'line 25: drawing 2: not in the report, which has 1',
    ],
    [
      'too few drawings',
      'CPU0, CPU1 |\n',
      'CPU0, CPU1 |\n| 1 | reproduces | | |\n',
      'the tables have 2 drawings, the report has 1',
    ],
  ])('tells a mistake in %s', async (_, from, to, said) => {
    const spoilt = GOOD.replace(from, to);
    expect(spoilt).not.toBe(GOOD);
    expect((await wrongIn(spoilt)).join('\n')).toContain(said);
  });

  it.each([
    ['no title', '# A plain deadlock\n', '', 'line 1: a case begins with its title'],
    ['no sentence', 'Two locks, taken both ways round.\n', '', 'line 4: a sentence that teaches'],
    ['no mail', '```mail', '```text', 'line 21: no mail stands above'],
    ['a second mail', '## Expected', '```mail\nA: b\n\nc\n```\n\n## Expected', 'line 21: a second mail'],
    ['a mail without a header', 'From: Robin', 'Robin', 'line 5: the mail has no header'],
    ['no expectations', '## Expected', '## Wanted', 'line 33: there is no heading "## Expected"'],
    [
      'an unknown table',
      '| claim |',
      '| clam |',
      'line 31: a table is about drawing, step, claim, fix, assumption, not "clam"',
    ],
    [
      'a table whose rule is too short',
      '|---|---|---|---|\n| 1 |',
      '|---|---|---|\n| 1 |',
      'line 23: the rule under the header',
    ],
    ['an unknown column', '| lanes |', '| lane |', 'line 23: a table about a drawing has each of verdict, never'],
    ['a column twice', '| lanes |', '| verdict |', 'once at most, not "verdict"'],
    [
      'an unknown verdict',
      '| reproduces |',
      '| reproduced |',
      'line 25: verdict is one of reproduces, refuted, undetermined',
    ],
    ['a row about nothing', '| 1 | reproduces', '| | reproduces', 'line 25: the row does not say which drawing'],
    ['a cell too many', '| supported |', '| supported | 3 |', 'line 33: the row has more cells'],
  ])('refuses a case with %s, with its line', (_, from, to, said) => {
    const spoilt = GOOD.replace(from, to);
    expect(spoilt).not.toBe(GOOD);
    expect(() => readCase(spoilt)).toThrow(CaseError);
    expect(() => readCase(spoilt)).toThrow(said);
  });
});
