import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

const add = (to: string, by: number) => ({ do: 'add', to, by, atomic: true });

describe('reference counters', () => {
  it('a refcount_t counts, and its test asks the same counter in the same step', () => {
    const use = { do: 'use', object: 'obj' };
    expect(read('refcount_inc(&obj->ref)')).toMatchObject({ op: 'get', object: 'obj->ref' });
    expect(read('refcount_inc(&obj->ref)').effects).toEqual([use, add('obj->ref', 1)]);
    expect(read('if (refcount_dec_and_test(&obj->ref))')).toMatchObject({
      op: 'put',
      complete: true,
      effects: [
        use,
        add('obj->ref', -1),
        { do: 'test', condition: { left: 'obj->ref', is: '==', right: '0' }, holds: null },
      ],
    });
    expect(read('refcount_dec(&refs)').effects).toEqual([add('refs', -1)]);
    expect(read('refcount_add(2, &refs)').effects).toEqual([add('refs', 2)]);
    expect(read('if (refcount_sub_and_test(2, &refs))').effects[0]).toEqual(add('refs', -2));
  });

  it('a kref counts for its object', () => {
    expect(read('kref_put(&obj->ref, obj_free)').effects).toContainEqual({ do: 'put', object: 'obj' });
  });

  it('does not understand a change that depends on the value', () => {
    for (const text of ['refcount_dec_not_one(&refs)', 'refcount_dec_and_lock(&refs, &l)'])
      expect(read(text)).toMatchObject({ op: 'put', complete: false });
  });
});
