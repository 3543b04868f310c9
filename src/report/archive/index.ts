/** The reports of whole archives. Pure: what they are printed from is in types.ts. */
export { disputeOf } from './disputed.ts';
export { indexMarkdown, pageMarkdown } from './overview.ts';
export { summaryJson } from './summary.ts';
export { threadMarkdown } from './thread.ts';
export type * from './types.ts';
