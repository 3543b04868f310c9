import { mayHoldLabels } from './lines.ts';
import { partsToRead } from './parts.ts';

/**
 * Whether anything could be drawn in a mail: the cheap test before it is decoded. False only where `src/extract` would find no drawing;
 * what is not understood here passes.
 */
export function mayHoldDrawing(mail: Buffer): boolean {
  const texts = partsToRead(mail);
  return texts === 'unknown' || texts.some(mayHoldLabels);
}
