/** One cell of a drawing understood by itself: through the lexicon, through C, through the English of these drawings. */
export { failureWords } from './failure-words.ts';
export { type PhraseFound, phraseAt } from './phrase-at.ts';
export { saidUntrue } from './remarks.ts';
export { type CellText, isUnderstood, type Understanding } from './types.ts';
export { understandCell, understandText } from './understand.ts';
