import { extractMessage } from '../../../src/extract/index.ts';
import { mayHoldDrawing } from '../../../src/ingest/archive/filter.ts';
import { readMail } from '../../../src/ingest/mail.ts';

/** How many drawings a mail holds, whether the filter lets it through, and its text. */
export async function lostDrawings(bytes: Buffer): Promise<{ drawings: number; passes: boolean; text: string }> {
  const message = await readMail(bytes, 'mail');
  const [drawings, text] =
    'code' in message ? [0, ''] : [extractMessage(message).diagrams.length, message.lines.join('\n')];
  return { drawings, passes: mayHoldDrawing(bytes), text };
}
