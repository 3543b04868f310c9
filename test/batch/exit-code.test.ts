import { describe, expect, it } from 'vitest';
import { exitCodeFor, exitCodeForScenario } from '../../src/batch/exit-code.ts';
import type { ScenarioVerdict } from '../../src/judge/types.ts';
import { judged } from './judged.ts';

const code = (...messages: Parameters<typeof judged>[0][]) =>
  exitCodeFor({ messages: messages.map((parts) => judged(parts)), problems: [] });

describe('the exit code', () => {
  it.each([
    ['a drawn bug reproduces', { drawings: [{ verdict: 'reproduces' }] }, 0],
    ['a drawn bug is refuted', { drawings: [{ verdict: 'refuted' }] }, 1],
    ['a drawn deadlock is refuted', { drawings: [{ kind: 'deadlock', verdict: 'refuted' }] }, 1],
    ['a drawing meant to be right holds', { drawings: [{ kind: 'correct', verdict: 'refuted' }] }, 0],
    ['a drawing meant to be right goes wrong', { drawings: [{ kind: 'correct', verdict: 'reproduces' }] }, 1],
    ['a sequence states nothing', { drawings: [{ kind: 'sequence', verdict: 'refuted' }] }, 0],
    ['a claim is supported', { claims: ['supported'] }, 0],
    ['a claim is refuted', { drawings: [{ verdict: 'reproduces' }], claims: ['supported', 'refuted'] }, 1],
    ['the patch fails', { drawings: [{ verdict: 'reproduces', fixes: [{ source: 'patch', verdict: 'fails' }] }] }, 1],
    [
      'a fix nobody proposed fails',
      { drawings: [{ verdict: 'reproduces', fixes: [{ source: 'search', verdict: 'fails' }] }] },
      0,
    ],
    ['all is undetermined', { drawings: [{ verdict: 'undetermined' }], claims: ['undetermined', 'not-checkable'] }, 4],
    ['something is determined', { drawings: [{ verdict: 'undetermined' }], claims: ['supported'] }, 0],
    ['nothing is drawn or claimed', {}, 3],
    ['only costs and questions', { claims: ['not-checkable'] }, 3],
    ['a message was odd', { drawings: [{ verdict: 'refuted' }], problems: [{ code: 'charset-unknown' }] }, 2],
  ] as [string, Parameters<typeof judged>[0], number][])('%s', (_, parts, expected) => {
    expect(code(parts)).toBe(expected);
  });

  it('takes all messages together', () => {
    expect(code({}, { drawings: [{ verdict: 'undetermined' }] })).toBe(4);
    expect(code({ drawings: [{ verdict: 'undetermined' }] }, { drawings: [{ verdict: 'reproduces' }] })).toBe(0);
    expect(code({ drawings: [{ verdict: 'reproduces' }] }, { drawings: [{ verdict: 'refuted' }] })).toBe(1);
  });

  it('is 2 where an input could not be read, whatever else was judged', () => {
    const messages = [judged({ drawings: [{ verdict: 'refuted' }] })];
    expect(exitCodeFor({ messages, problems: [{ code: 'file-missing', source: 'b.eml' }] })).toBe(2);
  });

  it.each([
    ['reproduces', 0],
    ['refuted', 1],
    ['undetermined', 4],
  ] as const)('of a scenario that %s', (verdict, expected) => {
    expect(exitCodeForScenario({ verdict } as ScenarioVerdict)).toBe(expected);
  });
});
