import type { Envelope } from './types.ts';

/**
 * What a subject says of a patch and its version:
 *
 *     [PATCH v3 2/7] md: fix the race       version 3, number 2 of 7, "md: fix the race"
 *     [RFC PATCH net-next] tcp: …           version 1
 *     [PATCHv2] …, [v2,2/7] …               version 2
 *     Re: [PATCH v2] …                      an answer, no patch
 */
export type PatchTitle = {
  readonly title: string;
  readonly version: number;
  /** 0 is a cover letter. */
  readonly number: number | null;
  readonly total: number | null;
};

const PREFIX = /^\s*((?:\[[^\]]{1,80}\]\s*)+)(.{1,400})$/s;
const IS_PATCH = /\b(?:(?:PATCH|RFC|RESEND)(?:v\d{1,3})?|v\d{1,3})\b/i;
const VERSION = /(?:\b|PATCH|RFC|_)v(\d{1,3})\b/i;

export function patchTitle(subject: string): PatchTitle | null {
  const [, prefix = '', title = ''] = PREFIX.exec(subject) ?? [];
  if (!IS_PATCH.test(prefix)) return null;
  const place = /\b0*(\d{1,4})\/0*(\d{1,4})\b/.exec(prefix);
  return {
    title: title.replace(/\s+/g, ' ').trim(),
    version: Number(VERSION.exec(prefix)?.[1] ?? 1),
    number: place === null ? null : Number(place[1]),
    total: place === null ? null : Number(place[2]),
  };
}

/** The same for all versions of one patch by one author, else null: title and address. */
export function patchKey({ subject, from }: Envelope): string | null {
  const patch = patchTitle(subject ?? '');
  const address = /[^\s<>"]+@[^\s<>"]+/.exec(from ?? '')?.[0];
  return patch === null || address === undefined ? null : `${address.toLowerCase()} ${patch.title.toLowerCase()}`;
}
