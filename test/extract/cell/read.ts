import * as cell from '../../../src/extract/cell/index.ts';
import { lexiconFor } from '../../../src/extract/lexicon/index.ts';

/** The newest kernel's words. */
export const LEXICON = lexiconFor(null);

export const read = (text: string, ...annotations: string[]) => cell.understandCell({ text, annotations }, LEXICON);
export const phraseAt = (text: string, from: number) => cell.phraseAt(text, from, LEXICON);
