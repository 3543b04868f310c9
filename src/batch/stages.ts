import { extractMessage } from '../extract/index.ts';
import { judgeMessage } from '../judge/index.ts';
import type { Stages } from './types.ts';

/** What `check` runs on every message. */
export const STAGES: Stages = { extract: extractMessage, judge: judgeMessage };
