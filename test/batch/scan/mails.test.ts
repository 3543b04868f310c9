import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mayBeDrawn } from '../../../src/batch/scan/mails.ts';
import { extractMessage } from '../../../src/extract/index.ts';
import { findParts } from '../../../src/ingest/archive/index.ts';
import { readMail } from '../../../src/ingest/mail.ts';
import { readCase } from '../../corpus-reader.ts';
import { reencoded } from '../../ingest/archive/reencoded.ts';

const GOLD = new URL('../../../../shared/gold/', import.meta.url).pathname;
const CORPUS = new URL('../../../corpus/', import.meta.url).pathname;

/** How many drawings a mail holds, whether it is let through to be judged, and its text. */
async function lostDrawings(bytes: Buffer): Promise<{ drawings: number; passes: boolean; text: string }> {
  const message = await readMail(bytes, 'mail');
  const [drawings, text] =
    'code' in message ? [0, ''] : [extractMessage(message).diagrams.length, message.lines.join('\n')];
  return { drawings, passes: mayBeDrawn(bytes), text };
}

describe('no drawing is lost', () => {
  it('in the cases of the corpus, however they are encoded', async () => {
    const names = readdirSync(CORPUS).filter((name) => /^(?!README).*\.md$/.test(name));
    let drawn = 0;
    for (const name of names) {
      const { mail: text } = readCase(readFileSync(`${CORPUS}${name}`, 'utf8'));
      const { drawings, passes } = await lostDrawings(Buffer.from(text));
      if (drawings === 0) continue;
      drawn++;
      expect([name, passes]).toEqual([name, true]);
      const body = text.slice(text.indexOf('\n\n') + 2);
      for (const [kind, bytes] of reencoded(body)) expect([name, kind, mayBeDrawn(bytes)]).toEqual([name, kind, true]);
    }
    expect(drawn).toBeGreaterThan(20);
  }, 60_000);

  it.skipIf(!existsSync(GOLD))(
    'in real mails, however they are encoded (skipped where they are not there)',
    async () => {
      const { parts } = await findParts(
        ['unlabelled.mbox', 'threads.mbox', 'mail'].map((name) => GOLD + name),
        { limit: 1 << 25 },
      );
      const lost: string[] = [];
      let drawn = 0;
      for (const part of parts) {
        for await (const { mails } of part.read(null, null)) {
          for (const { source, bytes } of mails) {
            const { drawings, passes, text } = await lostDrawings(bytes);
            if (drawings === 0) continue;
            drawn++;
            if (!passes) lost.push(source);
            for (const [kind, other] of reencoded(text)) if (!mayBeDrawn(other)) lost.push(`${source} ${kind}`);
          }
        }
      }
      expect(lost).toEqual([]);
      expect(drawn).toBeGreaterThan(400);
    },
    180_000,
  );
});
