import { createReadStream, existsSync } from 'node:fs';
import { readMail } from '../../src/ingest/mail.ts';
import { splitMbox } from '../../src/ingest/mbox.ts';
import type { Message } from '../../src/ingest/types.ts';

/** Mails with a drawing each or more, from ten kernel lists; not part of the project. */
export const REAL_MAILS = '../shared/gold/unlabelled.mbox';

/** A decoded mail, and how long decoding it took: the anchor of what is done with it. */
export type RealMail = { readonly message: Message; readonly milliseconds: number };

/** Every mail that can be decoded, with the least of some times; null where the mails are not there. */
export async function realMails(repeats: number): Promise<readonly RealMail[] | null> {
  // bundled into build/, beside which the project's folder stands
  const file = new URL(`../${REAL_MAILS}`, import.meta.url);
  if (!existsSync(file)) return null;
  const mails: RealMail[] = [];
  for await (const { bytes } of splitMbox(createReadStream(file), Number.POSITIVE_INFINITY)) {
    if (bytes === null) continue;
    let milliseconds = Number.POSITIVE_INFINITY;
    let message: Awaited<ReturnType<typeof readMail>> | null = null;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const begin = performance.now();
      message = await readMail(bytes, 'mail');
      milliseconds = Math.min(milliseconds, performance.now() - begin);
    }
    if (message !== null && !('code' in message)) mails.push({ message, milliseconds });
  }
  return mails;
}

/** The value that `percent` of the values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
