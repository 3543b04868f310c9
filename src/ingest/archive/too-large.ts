import type { Problem } from '../../problems.ts';

export function tooLarge(source: string, limit: number): Problem {
  const detail = limit >= 1 << 20 ? `${Math.round(limit / (1 << 20))} MB` : `${limit} bytes`;
  return { code: 'file-too-large', source, detail };
}
