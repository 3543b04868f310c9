import type { Step } from '../../../../extract/types.ts';

/** Whether a step changes something that others could see. */
export const isChange = ({ op, text }: Step): boolean =>
  CHANGES.has(op) || (op === 'call' && CHANGING_NAME.test(/^\W*(\w+)/.exec(text)?.[1] ?? ''));

const CHANGES: ReadonlySet<Step['op']> = new Set([
  'write',
  'rmw',
  'free',
  'put',
  'get',
  'list-add',
  'list-del',
  'alloc',
]);

/** A function that nobody knows, by a word of its name, changes something too: hatch_remove(), unregister_hatch(). */
const CHANGING_NAME =
  /(?:^|_)(?:free|destroy|release|remove|del|delete|unregister|clear|reset|put|drop|unlink|detach|attach|insert|unmap|close|kill|shutdown|offline|exit|invalidate|reparent|migrate|replace|swap)(?:_|$)/;
