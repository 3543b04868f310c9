import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderJson, renderScenarioJson } from '../../src/report/index.ts';
import { reportSchema, scenarioReportSchema } from '../../src/report/json/schema.ts';
import { VERSION } from '../../src/report/json/version.ts';
import { judgedMessage, oneMail, refuted, threeMails, undetermined, useAfterFree, withTexts } from './fixtures.ts';

const parsed = (text: string) => reportSchema.parse(JSON.parse(text));
const drawings = parsed(renderJson(threeMails)).messages.flatMap((message) => message.diagrams);

describe('the JSON contract', () => {
  test('carries the version of package.json', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(VERSION).toBe(version);
  });

  test('holds exactly the keys that the schema knows, and a strict reader takes it', () => {
    const text = renderJson(threeMails);
    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  test('numbers implied actors after the lanes, and the witness speaks of them', () => {
    const [drawing] = drawings;
    expect(drawing?.lanes).toEqual(['CPU0', 'CPU1']);
    expect(drawing?.actors).toEqual([{ id: 2, name: 'timer', implied: true }]);
    expect(drawing?.witness[1]).toEqual({ step: 'implied:1', actor: 2, line: null, text: 'foo_timer runs', state: '' });
    expect(drawing?.witness[3]).toMatchObject({ actor: 1, line: 14, state: 'foo freed' });
    expect(drawing).toMatchObject({ failure: 'use-after-free', failureLine: 15, replay: '0/02110', blocked: null });
  });

  test("lists the mail's own fixes first", () => {
    expect(drawings[0]?.fixes.map((fix) => fix.source)).toEqual(['patch', 'search']);
  });

  test('names the step that blocks, the lock, its holder and the line since which it is held', () => {
    expect(drawings[1]).toMatchObject({
      verdict: 'refuted',
      drawnOrder: 'impossible',
      blocked: { step: '22:25', on: 'foo_lock', holder: 0, since: 21 },
      failureLine: 24,
      witness: [],
      replay: null,
    });
  });

  test('says what stood in the way, and which bound was hit', () => {
    expect(drawings[2]).toMatchObject({
      verdict: 'undetermined',
      unknown: [{ line: 33, relevant: true }],
      doubts: [{ line: 34 }],
      explored: { states: 1_000_000, complete: false, bound: 'states' },
    });
    expect(drawings[2]?.steps[1]).toMatchObject({ understood: false, rule: null, relevant: true });
  });

  test('gives a step as it is written, and no line to what the subject says', () => {
    expect(drawings[0]?.steps[3]?.text).toBe('foo->count++ <- UAF');
    const goals = [{ failure: 'use-after-free', step: null, basis: 'shown', line: 0 }] as const;
    const scenario = { ...refuted.judged.scenario, goals };
    const judged = { ...refuted, judged: { ...refuted.judged, scenario } };
    const report = parsed(renderJson({ messages: [judgedMessage([judged], [])], problems: [] }));
    expect(report.messages[0]?.diagrams[0]).toMatchObject({ failureLine: null, failures: [{ line: null }] });
  });

  test('is the same in every run and holds timings only when they are given', () => {
    expect(renderJson(threeMails)).toBe(renderJson(structuredClone(threeMails)));
    expect(renderJson(threeMails)).not.toContain('timings');
    expect(JSON.parse(renderJson(oneMail, { timings: { total: 3 }, indent: 0 })).timings).toEqual({ total: 3 });
  });

  test('puts all that went wrong under errors, and that of a mail also under its message', () => {
    const report = parsed(renderJson(threeMails));
    expect(report.errors).toMatchObject([
      { source: 'mails/four.eml', code: 'file-missing' },
      { source: 'mails/three.eml', code: 'mail-truncated' },
    ]);
    expect(report.messages[2]?.problems).toMatchObject([
      { source: 'mails/three.eml', code: 'mail-truncated', line: 9 },
    ]);
  });

  test('judges a .race file in the same shape', () => {
    for (const { judged } of [useAfterFree, refuted, undetermined]) {
      const json = JSON.parse(renderScenarioJson(judged));
      expect(scenarioReportSchema.parse(json)).toEqual(json);
      expect(json.scenario).toMatchObject({ verdict: judged.verdict, lanes: ['CPU0', 'CPU1'] });
    }
    const { scenario } = JSON.parse(renderScenarioJson(useAfterFree.judged));
    expect(scenario.steps.map((step: { line: number }) => step.line)).toEqual([12, 13, 14, 15]);
  });

  test('keeps every text as it was, and no byte of it acts on a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = renderJson(withTexts(oneMail, () => `${text}\u009b31m\u202e`));
        expect(JSON.parse(json).messages[0].subject).toBe(`${text}\u009b31m\u202e`);
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 50 },
    );
  });
});
