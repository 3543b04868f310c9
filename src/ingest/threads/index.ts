/** Threads: which mails belong together, who answers whom, which patches are versions of one another. Pure. */
export { idsJoined } from './ids.ts';
export { type PatchTitle, patchKey, patchTitle } from './patches.ts';
export { threadTree } from './tree.ts';
export type { Envelope, ThreadNode } from './types.ts';
