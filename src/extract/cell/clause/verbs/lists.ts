import type { VerbRow } from './row.ts';

/** Lists, queues, trees, tables: what is put in, taken out, searched. Where the list is named, the step is about the list. */
export const lists: readonly VerbRow[] = [
  { rule: 'list-del', op: 'list-del', verbs: 'remove, delete, del, unlink, detach, dequeue, erase, drop, take, take off, take out, pull, pop, evict, isolate, splice, get, pick, unhash, steal, unqueue, disconnect, deregister, unregister, extract, move', at: 'from off out', about: 'place' },
  { rule: 'list-add', op: 'list-add', verbs: 'add, insert, put, enqueue, link, append, prepend, splice, push, reinsert, re-insert, re-add, readd, requeue, move, attach, place, queue, chain, hook, hash, put back, register, move back, park, return', at: 'to into onto on in at', to: 'list', about: 'place' },
  { rule: 'list-add-to', op: 'list-add', verbs: 'add, insert, enqueue, link, append, prepend, splice, push, reinsert, re-insert, re-add, readd, requeue', at: 'to into onto on in at', thing: true, about: 'place' },
  { rule: 'list-del-bare', op: 'list-del', verbs: 'unlink, dequeue, unhash, erase, delete, remove, evict, pop, list_del, unqueue, delist, isolate' },
  { rule: 'list-add-bare', op: 'list-add', verbs: 'insert, enqueue, link, reinsert, re-insert, append, hash, add, list_add, enlist, splice', thing: true },
  { rule: 'list-walk', op: 'list-walk', verbs: 'walk, iterate, traverse, scan, search, look through, loop over, loop through, go through, iterate over, walk through, look up, lookup, find, locate, encounter, enumerate, visit' },
]; // biome-ignore format: one row a line
