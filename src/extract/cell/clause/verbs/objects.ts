import type { VerbRow } from './row.ts';

/** Lifetimes and references. */
export const objects: readonly VerbRow[] = [
  { rule: 'fails-by', op: 'fail', verbs: 'hit, trigger, cause, raise, get, see, fire, produce, run', to: 'failure', about: 'nothing' },
  { rule: 'get', op: 'get', verbs: 'get, take, acquire, grab, hold, obtain, elevate, add, gain, retake, bump, increase, increment, raise', to: 'reference', about: 'place' },
  { rule: 'put', op: 'put', verbs: 'put, drop, release, unpin, lose, return, give up, give, dec, decrement, decrease', to: 'reference', about: 'place' },
  { rule: 'alloc', op: 'alloc', verbs: 'allocate, alloc, reallocate, realloc, create, recreate, construct, instantiate, preallocate, kmalloc, clone, duplicate, reserve, instantiate' },
  { rule: 'free', op: 'free', verbs: 'free, kfree, destroy, deallocate, reclaim, destruct, recycle, release memory, tear down, teardown, dispose, dispose of, munmap' },
  { rule: 'use', op: 'use', verbs: 'use, access, touch, dereference, deref, reuse, re-use, operate on, consume, manipulate, hit uaf, trigger uaf' },
]; // biome-ignore format: one row a line
