import { describe, expect, it } from 'vitest';
import { judgeScenario } from '../../src/judge/index.ts';
import { race } from '../sim/race.ts';
import { NEITHER_SEEN, storeBuffering } from '../sim/store-buffering.ts';
import { options } from './judged.ts';

const judged = (text: string) => judgeScenario(race(text), options);

describe('a reordering', () => {
  it('reproduces where the kernel model allows what no interleaving shows', () => {
    const { verdict, models, reason, witness, outcome, why, assumptions } = judged(storeBuffering() + NEITHER_SEEN);
    expect(assumptions.map(({ text }) => text)).toEqual([expect.stringMatching(/single ones/)]);
    expect({ verdict, models }).toEqual({
      verdict: 'reproduces',
      models: { sc: 'refuted', tso: 'reproduces', lkmm: 'reproduces' },
    });
    expect(reason).toMatch(/x86 reorders so too/);
    expect(outcome.witnesses).toEqual([]);
    expect(witness).toMatchObject({ failure: 'reordering', token: '' });
    expect(witness?.moves.map(({ step }) => step).sort()).toEqual(['1:1', '1:2', '3:1', '3:2']);
    expect(why).toEqual([]);
  });

  it('is refuted by what keeps the accesses in order, each named with its line', () => {
    const { verdict, models, why } = judged(storeBuffering('barrier full', 'barrier full') + NEITHER_SEEN);
    expect({ verdict, models }).toEqual({
      verdict: 'refuted',
      models: { sc: 'refuted', tso: 'refuted', lkmm: 'refuted' },
    });
    expect(why.map(({ text, lines }) => [text, lines])).toEqual([
      ['CPU0 has a full barrier on line 2', [2]],
      ['CPU1 has a full barrier on line 2', [2]],
    ]);
  });

  it('says where x86 does not do it', () => {
    const text = `cell data\ncell flag\ncell a\ncell b\nlane CPU0\n  1:1 data = 1\n  2:1 flag = 1\nlane CPU1\n  3:1 a = flag\n  4:1 b = data\nlook for reordering when a == 1 && b == 0`;
    const { models, reason } = judged(text);
    expect(models).toEqual({ sc: 'refuted', tso: 'refuted', lkmm: 'reproduces' });
    expect(reason).toMatch(/not on x86, but on arm64/);
  });

  it('is any outcome that no interleaving has, where nothing says which', () => {
    expect(judged(`${storeBuffering()}look for reordering`)).toMatchObject({ verdict: 'reproduces' });
    expect(judged(`${storeBuffering('barrier full', 'barrier full')}look for reordering`)).toMatchObject({
      verdict: 'refuted',
    });
  });

  it('that an interleaving shows too is shown by that', () => {
    const { verdict, witness, models } = judged(`${storeBuffering()}look for reordering when r0 == 1 && r1 == 1`);
    expect(verdict).toBe('reproduces');
    expect(witness?.token).not.toBe('');
    expect(models).toEqual({ sc: 'reproduces', tso: 'reproduces', lkmm: 'reproduces' });
  });

  it.each(['relevant', 'unmodelled'])('is undetermined where a step that is %s could be a barrier', (weight) => {
    const text = `${storeBuffering()}${NEITHER_SEEN}\nunknown 3:1 line 3 ${weight} "frob_sync() is not known"`;
    expect(judged(text)).toMatchObject({
      verdict: 'undetermined',
      reason: expect.stringMatching(/line 3 could forbid it/),
    });
  });

  it('is undetermined, with the line, where a step is none that memory models know', () => {
    const text = storeBuffering('use o', '', 'object o') + NEITHER_SEEN;
    expect(judged(text)).toMatchObject({ verdict: 'undetermined', reason: expect.stringMatching(/"use" \(line 2\)/) });
  });

  it('is not refuted for lack of anything that could bring it', () => {
    const text = (value: number) =>
      `cell x\ncell a\ncell b\nlane CPU0\n  1:1 x = 1\nlane CPU1\n  2:1 a = x\n  3:1 b = x\nlook for reordering when a == ${value} && b == 0`;
    expect(judged(text(2))).toMatchObject({ verdict: 'undetermined', models: { lkmm: 'refuted' } });
    // two reads of one variable are never done the other way round: the order of the code is enough
    expect(judged(text(1))).toMatchObject({ verdict: 'refuted', models: { lkmm: 'refuted' } });
  });

  it('is closed by barriers in pairs, and not by one alone', () => {
    const barriers = judged(storeBuffering() + NEITHER_SEEN).fixes.filter(({ kind }) => kind === 'add-barrier');
    expect(barriers.map(({ text, verdict }) => [text, verdict])).toEqual([
      ['smp_mb() in CPU0 between lines 1 and 3 and smp_mb() in CPU1 between lines 1 and 3', 'works'],
      ['smp_mb() in CPU0 between lines 1 and 3', 'fails'],
      ['smp_mb() in CPU1 between lines 1 and 3', 'fails'],
    ]);
  });
});

describe('another failure that no interleaving shows', () => {
  const PUBLISHED = (release: string, acquire: string) => `mutex m
cell data
cell ready
cell seen
cell copy
lane CPU0
  1:1 data = 1
  2:1 ${release}ready = 1
lane CPU1
  3:1 seen = ready${acquire}
  3:1 if seen == 0 goto end
  4:1 copy = data
  5:1 check copy == 1 else stale-read
look for stale-read at 5:1`;

  it('is not refuted where a reordering would show it', () => {
    expect(judged(PUBLISHED('', ''))).toMatchObject({
      verdict: 'undetermined',
      models: { sc: 'refuted', tso: 'refuted', lkmm: 'reproduces' },
      reason: expect.stringMatching(/a reordering may \(not on x86/),
    });
  });

  it('is refuted as before where it cannot be reordered', () => {
    expect(judged(PUBLISHED('barrier release; ', '; barrier acquire'))).toMatchObject({
      verdict: 'refuted',
      models: { sc: 'refuted', tso: 'refuted', lkmm: 'refuted' },
    });
  });
});
