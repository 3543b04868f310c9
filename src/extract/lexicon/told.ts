import type { Op } from '../types.ts';
import type { Row } from './types.ts';

/**
 * A row for functions of which one word tells what they do, and of which no effect is modelled: understood, never complete; a call is a frame where
 * its inner steps are drawn. `names` are parted by white space.
 */
export const told = (rule: string, op: Op, names: string, more: Partial<Row> = {}): Row => ({
  rule,
  names: names.trim().split(/\s+/),
  op,
  effects: [],
  partial: true,
  ...(op === 'call' ? { frame: true } : {}),
  ...more,
});
