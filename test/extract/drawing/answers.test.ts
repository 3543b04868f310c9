import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/extract/drawing/read-answer.ts';
import { extractMessage } from '../../../src/extract/index.ts';
import type { Answer } from '../../../src/extract/types.ts';

const LINES = `There is a use-after-free here:

CPU0                          CPU1
----                          ----
p = dev->priv;                dev_stop(dev);
                              dev->priv = NULL;
                              frob_release(p);
p->count = 1;`.split('\n');

function read(...facts: readonly string[]) {
  const answers = facts.map((fact) => readAnswer(fact) as Answer);
  const [drawing] = extractMessage({ subject: null, date: null, lines: LINES }, { answers }).diagrams;
  const on = (line: number, lane = 1) => drawing?.steps.find((step) => step.line === line && step.lane === lane);
  return { on, used: drawing?.answers.map(({ text }) => text) };
}

describe('what a user says of a drawing', () => {
  it.each([
    ['14: kfree(p)', { line: 14, lane: null, fact: 'kfree(p)' }],
    [' 14 CPU1 : kfree(p) ', { line: 14, lane: 'CPU1', fact: 'kfree(p)' }],
    ['12: a->b == 1', { line: 12, lane: null, fact: 'a->b == 1' }],
    ['both hold rtnl_lock', { line: null, lane: 'both', fact: 'rtnl_lock' }],
  ])('%s', (text, expected) => {
    expect(readAnswer(text)).toMatchObject({ ...expected, text: text.trim() });
  });

  it.each(['', 'kfree(p)', ': x', '14:', 'fourteen: x'])('"%s" says nothing of a line or a lane', (text) => {
    expect(readAnswer(text)).toBeNull();
  });

  it('takes the place of what a cell says', () => {
    const { on, used } = read('7: kfree(p)');
    expect(on(7)).toMatchObject({
      complete: true,
      rule: 'user/answer',
      op: 'free',
      effects: [{ do: 'free', object: 'p' }],
      text: 'frob_release(p);',
    });
    expect(used).toEqual(['7: kfree(p)']);
  });

  it('or says that it does nothing', () => {
    expect(read('7: does nothing').on(7)).toMatchObject({ complete: true, effects: [] });
    expect(read('7: does not matter').on(7)).toMatchObject({ complete: true, effects: [] });
  });

  it('adds what held to what a step does', () => {
    expect(read('5 CPU0: dev->priv != NULL').on(5, 0)?.effects).toEqual([
      { do: 'use', object: 'dev' },
      { do: 'load', into: 'p', from: 'dev->priv' },
      { do: 'noted', condition: { left: 'dev->priv', is: '!=', right: 'NULL' } },
    ]);
  });

  it('of two steps on a line means the one that is open, or the one of the lane that is named', () => {
    expect(read('5: does nothing').on(5)).toMatchObject({ rule: 'user/answer' });
    expect(read('5 CPU0: does nothing').on(5, 0)).toMatchObject({ rule: 'user/answer', effects: [] });
  });

  it('puts a lock around lanes', () => {
    const { on } = read('both hold dev->lock');
    expect(on(5, 0)?.effects[0]).toMatchObject({ do: 'acquire', lock: 'dev->lock', mode: 'exclusive' });
    expect(on(8, 0)?.effects.at(-1)).toMatchObject({ do: 'release', lock: 'dev->lock' });
    expect(on(5)?.effects[0]).toMatchObject({ do: 'acquire' });
    expect(read('CPU1 holds the dev->lock for reading').on(5, 0)?.effects[0]).toMatchObject({ do: 'use' });
    expect(read('CPU1 holds the dev->lock for reading').on(5)?.effects[0]).toMatchObject({ mode: 'shared' });
  });

  it.each(['99: kfree(p)', '7 CPU0: kfree(p)', '7: is a mystery to everybody', 'CPU7 holds dev->lock'])(
    '%s is about no step of it, or not understood',
    (fact) => {
      expect(read(fact).used).toEqual([]);
    },
  );
});
