import { describe, expect, it } from 'vitest';
import { assumed, build, goals, programOf } from '../drawing.ts';

describe('a leak', () => {
  const filled = build(
    `
CPU0                        CPU1

kfree(tub->buffer);
                            buffer = kmalloc(64, GFP_KERNEL);
                            tub->buffer = buffer;
tub->buffer = NULL;
`,
    'a leak',
  );

  it('is what was allocated and is found nowhere when all lanes have ended', () => {
    expect(goals(filled)).toEqual(['leak shown']);
    expect(filled.declarations.find(({ name }) => name === '*buffer (new)')?.options).toContainEqual({
      word: 'must-free',
      value: null,
    });
    expect(programOf(filled, 'CPU0').at(-1)).toBe('`lanes that have ended` = `lanes that have ended` + 1');
    expect(programOf(filled, 'last_user')).toEqual([
      'await `lanes that have ended` == 2',
      'if tub->buffer == 0 goto end; free tub->buffer',
    ]);
    expect(assumed(filled)).toContain('what tub->buffer holds when all lanes have ended is freed then');
  });

  it('needs something that the drawing allocates', () => {
    const scenario = build('CPU0                CPU1\n\np->x = 1;\n                    kfree(p);', 'a leak');
    expect(scenario.lanes.map(({ name }) => name)).toEqual(['CPU0', 'CPU1']);
  });
});
