import type { PhraseTable } from './types.ts';

/** "frees skb", "puts a reference on X", "removes X from L". */
export const objects: PhraseTable = {
  name: 'english',
  phrases: [
    {
      rule: 'free',
      patterns: ['free|frees|freed|freeing|destroy|destroys|deallocate|deallocates <x>', '<x> is|gets freed|destroyed'],
      op: 'free',
      object: '$x',
      effects: [{ do: 'free', object: '$x' }],
      cellOnly: false,
    },
    {
      rule: 'alloc',
      patterns: ['allocate|allocates|alloc|create|creates <x>', 'new <x> allocated'],
      op: 'alloc',
      object: '$x',
      effects: [{ do: 'alloc', object: '$x' }],
      cellOnly: true,
    },
    {
      rule: 'get-own',
      patterns: [
        'get|gets|take|takes|grab|grabs|acquire|acquires|hold|holds a|the|its|extra|another? ref|reference|refcount|refcnt',
      ],
      op: 'get',
      object: null,
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'put-own',
      patterns: ['put|puts|drop|drops|release|releases a|the|its? last|final|one|extra? ref|reference|refcount|refcnt'],
      op: 'put',
      object: null,
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'get-last',
      patterns: [
        'get|gets|take|takes|grab|grabs|acquire|acquires|hold|holds a|the|its|extra|another? ref|reference|refcount|refcnt on|to|of|for <x>',
        'get|gets|take|takes <x> ref|reference|refcount',
      ],
      op: 'get',
      object: '$x',
      effects: [{ do: 'get', object: '$x' }],
    },
    {
      rule: 'put-last',
      patterns: [
        'put|puts|drop|drops|release|releases the|its? last|final ref|reference|refcount on|to|of|for <x>',
        'put|puts|drop|drops last|final <x> ref|reference',
      ],
      op: 'put',
      object: '$x',
      effects: [{ do: 'put', object: '$x', last: true }],
    },
    {
      rule: 'put',
      patterns: [
        'put|puts|drop|drops|release|releases a|the|its|one? ref|reference|refcount|refcnt on|to|of|for <x>',
        'put|puts|drop|drops <x> ref|reference|refcount',
      ],
      op: 'put',
      object: '$x',
      effects: [{ do: 'put', object: '$x' }],
    },
    {
      rule: 'put-bare',
      patterns: ['put|puts <x:term>'],
      op: 'put',
      object: '$x',
      effects: [{ do: 'put', object: '$x' }],
      cellOnly: true,
    },
    {
      rule: 'use',
      patterns: [
        'use|uses|using|access|accesses|accessing|touch|touches the? memory|object pointed to by <x>',
        'use|uses|using|access|accesses|accessing|touch|touches the? memory|object behind|of <x>',
        'use|uses|using|access|accesses|accessing|touch|touches|deref|derefs|dereference|dereferences|dereferencing <x>',
      ],
      op: 'use',
      object: '$x',
      effects: [{ do: 'use', object: '$x' }],
      cellOnly: true,
    },
    {
      rule: 'unlink',
      patterns: [
        'remove|removes|removed|delete|deletes|unlink|unlinks|detach|detaches|dequeue|dequeues <x> from|of <l> ...',
      ],
      op: 'list-del',
      object: '$l',
      effects: (s) => (s.x ? [{ do: 'unlink', object: s.x, list: s.l ?? null }] : []),
      cellOnly: true,
    },
    {
      rule: 'add-number',
      patterns: ['add|adds|added|subtract|subtracts <v:value> to|from <x>'],
      op: 'rmw',
      object: '$x',
      effects: [],
      partial: true,
      cellOnly: true,
    },
    {
      rule: 'link',
      patterns: ['add|adds|added|insert|inserts|link|links|enqueue|enqueues <x> to|into|on|in|onto <l> ...'],
      op: 'list-add',
      object: '$l',
      effects: [{ do: 'link', object: '$x', list: '$l' }],
      cellOnly: true,
    },
  ],
};
