import { renderHerd } from './herd.ts';
import { renderLitmusJson } from './json.ts';
import type { LitmusResult } from './types.ts';

/** The formats of `threadjudge litmus`: a new one is a file and a row here. */
export const litmusFormats = {
  herd: (results: readonly LitmusResult[], width: number) => renderHerd(results, width),
  json: (results: readonly LitmusResult[]) => renderLitmusJson(results),
} as const satisfies Readonly<Record<string, (results: readonly LitmusResult[], width: number) => string>>;
export type LitmusFormat = keyof typeof litmusFormats;
