import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

const fails = (declarations: readonly string[], ...steps: readonly (readonly string[])[]) =>
  failuresOf(lanes(declarations, ...steps));

describe('objects', () => {
  it('are used while they live', () => {
    expect(fails(['object a'], ['use a'])).toEqual([]);
    expect(fails(['object a freed'], ['use a'])).toEqual(['use-after-free']);
    expect(fails(['object a unallocated'], ['use a'])).toEqual(['wrong-state']);
    expect(fails(['object a'], ['use a'], ['free a'])).toEqual(['use-after-free']);
  });

  it('are reached through pointers', () => {
    expect(fails(['object a', 'cell p = a'], ['use p'], ['p = null'])).toEqual(['null-deref']);
    expect(fails(['object a', 'object b freed', 'cell p = a'], ['use p'], ['p = b'])).toEqual(['use-after-free']);
    expect(fails(['cell p = 7'], ['use p'])).toEqual(['wrong-state']);
  });

  it('are freed once; freeing NULL does nothing', () => {
    expect(fails(['object a'], ['free a'], ['free a'])).toEqual(['double-free']);
    expect(fails(['cell p = null'], ['free p'])).toEqual([]);
    expect(
      fails(
        ['object a', 'cell p = a', 'lock L'],
        ['lock L; free p; p = null; unlock L'],
        ['lock L; free p; p = null; unlock L'],
      ),
    ).toEqual([]);
  });

  it('live as long as a reference is left', () => {
    expect(fails(['object a refs 2'], ['put a'], ['use a', 'put a'])).toEqual([]);
    expect(fails(['object a refs 1'], ['put a'], ['use a'])).toEqual(['use-after-free']);
    expect(fails(['object a refs 2'], ['put a', 'put a', 'put a'])).toEqual(['use-after-free']);
    expect(fails(['object a refs 1'], ['get a', 'put a', 'use a', 'put a'])).toEqual([]);
    expect(fails(['object a refs 0'], ['get a'])).toEqual(['warning']);
  });

  it('give no reference when the last is gone, if asked so', () => {
    const careful = ['get-unless-zero a into got', 'if got == 0 goto end', 'use a', 'put a'];
    expect(fails(['object a refs 0', 'cell got'], careful)).toEqual([]);
    expect(fails(['object a refs 1', 'cell got'], careful)).toEqual([]);
    // the memory itself must still be there
    expect(fails(['object a refs 1', 'cell got'], careful, ['put a'])).toEqual(['use-after-free']);
  });

  it('are allocated once', () => {
    expect(fails(['object a unallocated', 'cell p'], ['alloc a into p', 'use p', 'free p'])).toEqual([]);
    expect(fails(['object a unallocated', 'cell p'], ['alloc a into p'], ['use p'])).toEqual(['null-deref']);
    expect(fails(['object a unallocated', 'cell p'], ['alloc a into p', 'free p', 'alloc a into p'])).toEqual([
      'wrong-state',
    ]);
  });

  it('tell who was last without freeing', () => {
    const put = ['put a into last', 'if last == 0 goto end', 'free a'];
    const own = (lane: number) => put.map((step) => step.replaceAll('last', `last${lane}`));
    expect(fails(['object a refs 2', 'cell last0', 'cell last1'], own(0), own(1))).toEqual([]);
    expect(
      fails(['object a', 'cell last'], ['put a into last', 'check last == 1 else torn', 'use a', 'get a']),
    ).toEqual(['warning']);
    expect(fails(['object a', 'cell last'], ['put a into last', 'put a'])).toEqual(['use-after-free']);
    expect(
      fails(['object a', 'cell got'], ['put a into got', 'get-unless-zero a into got', 'check got == 0 else torn']),
    ).toEqual([]);
  });

  it('with a saturated count are never freed by a put', () => {
    expect(fails(['object a saturated'], ['put a', 'put a', 'use a', 'get a', 'put a', 'use a'])).toEqual([]);
    expect(fails(['object a saturated must-free'], ['put a'])).toEqual(['leak']);
    expect(fails(['object a saturated'], ['free a', 'use a'])).toEqual(['use-after-free']);
    const counts = ['put a into t', 'check t == 0 else torn', 'get-unless-zero a into t', 'check t == 1 else torn'];
    expect(fails(['object a saturated', 'cell t'], counts)).toEqual([]);
    // one more than the largest count would be saturated: refcount_t warns
    expect(fails(['object a refs 999'], ['get a', 'get a'])).toEqual(['warning']);
  });

  it('that must be freed and are not when all lanes have ended are leaks', () => {
    expect(fails(['object a must-free'], ['free a'])).toEqual([]);
    expect(fails(['object a'], ['pass'])).toEqual([]);
    expect(fails(['object a refs 2 must-free'], ['put a'], ['pass'])).toEqual(['leak']);
    expect(fails(['object a must-free unallocated', 'cell p'], ['pass'])).toEqual([]);
    expect(fails(['object a unallocated must-free', 'cell p'], ['alloc a into p', 'p = null'])).toEqual(['leak']);
    // who is stuck has not ended, who is never called has
    expect(fails(['object a must-free', 'lock L'], ['lock L', 'lock L', 'free a'])).toEqual(['deadlock']);
    expect(fails(['object a must-free', 'work w'], ['begin w', 'free a', 'end w'], ['pass'])).toEqual(['leak']);
    expect(fails(['object a must-free', 'work w'], ['begin w', 'free a', 'end w'], ['queue w'])).toEqual([]);
    // an end is one also where a lane looped before it
    expect(fails(['object a must-free', 'cell x'], ['x = 1', 'if x == 0 goto 1:1'])).toEqual(['leak']);
  });

  it('say who freed them, who set the pointer to NULL, where the last reference stayed', () => {
    const told = (declarations: readonly string[], failure: string, ...steps: readonly (readonly string[])[]) =>
      messageOf(lanes(declarations, ...steps), failure);
    expect(told(['object a'], 'use-after-free', ['use a'], ['free a'])).toBe(
      'CPU0 uses freed memory at "1:1" (freed by CPU1 at "2:1")',
    );
    expect(told(['object a'], 'use-after-free', ['put a', 'use a'])).toBe(
      'CPU0 uses freed memory at "1:2" (freed by itself at "1:1")',
    );
    expect(told(['object a freed'], 'use-after-free', ['use a'])).toBe('CPU0 uses freed memory at "1:1"');
    expect(told(['object a'], 'double-free', ['free a'], ['free a'])).toBe(
      'CPU1 frees at "2:1" what is freed already (freed first by CPU0 at "1:1")',
    );
    expect(told(['object a', 'cell p = a'], 'null-deref', ['use p'], ['p = null'])).toBe(
      'CPU0 dereferences NULL at "1:1" (set to NULL by CPU1 at "2:1")',
    );
    // what a lane read NULL from a place is not its own doing
    expect(told(['object a', 'cell p = a', 'cell q = a'], 'null-deref', ['q = p', 'use q'], ['p = null'])).toBe(
      'CPU0 dereferences NULL at "1:2" (NULL since "1:1")',
    );
    expect(told(['object a refs 2 must-free'], 'leak', ['put a'], ['pass'])).toBe(
      'a is never freed: it is still live when every lane has ended',
    );
    const [leak] = explore(lanes(['object a unallocated must-free', 'cell p'], ['alloc a into p'], ['pass'])).witnesses;
    expect(leak).toMatchObject({ failure: 'leak', step: '1:1', blocked: [] });
  });
});
