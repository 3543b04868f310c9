/**
 * Tells the prose around a drawing from its cells. Cells are short or look like C; prose is made of plain words,
 * a good part of them the small words of English sentences, and it fills its line.
 */
const SMALL_WORDS = new Set(
  (
    'a an and any are as at be because been before both but by can could do does even for from has have here how however if in into is it its just may might more must ' +
    'no not of on one only or other our same see should since so some such than that the their then there these they this those though thus to under until up was we were what when ' +
    'where whether which while who will with without would you your i my am'
  ).split(' '),
);

const PLAIN_WORD = /^["'(]*[A-Za-z][a-z'’-]*[.,:;!?)"']*$/;
const CODE_MARK = /[_(){};=&[\]]|->|::|\+\+|^\s*(?:\/\/|\/\*|#|\[|<|\.\.\.|…|->|=>|=)|<-|\breturn\b|\bgoto\b/;

/** `r1 == 0 && r2 == 0`: what a sentence is about, however it is written. */
const OUTCOME = /(?<![\w(])\w{1,20} ?[!=]?= ?\w{1,20}(?: ?(?:&&|and|\/\\) ?\w{1,20} ?[!=]?= ?\w{1,20}){1,4}(?![\w)])/g;

/** How a line reads: its words, the plain ones, the small ones. Long lines are judged by their first 400 characters. */
function wordsOf(text: string) {
  const words = text
    .slice(0, 400)
    .replace(OUTCOME, 'this')
    .trim()
    .split(/[\s\u00a0]+/);
  let plain = 0;
  let small = 0;
  for (const word of words) {
    if (PLAIN_WORD.test(word)) plain++;
    if (SMALL_WORDS.has(word.toLowerCase().replace(/[^a-z]/g, ''))) small++;
  }
  return { count: words.length, plain, small };
}

/** A line that fills its width with a sentence. A code comment is a cell, however long it talks. */
export function isSentence(text: string): boolean {
  if (/^\s*(?:\/[/*]|# )|[;){}]\s*\/[/*]/.test(text.slice(0, 400))) return false;
  if (foreign(text)) return true;
  const { count, plain, small } = wordsOf(text);
  const length = text.trim().length;
  if (count >= 9 && plain / count >= 0.5 && small >= 3 && length >= 50) return true;
  return count >= 7 && plain / count >= 0.6 && small >= 2 && length >= 40;
}

/** A short line of prose, as it ends a paragraph or stands alone: `and the store of 8 is lost.`, `where:`, `Regards,` */
export function isRemark(text: string): boolean {
  if (isSentence(text)) return true;
  const trimmed = text.trim();
  const { count, plain, small } = wordsOf(trimmed);
  if (/^[A-Z]?[a-z]+[,:]$/.test(trimmed) && !/^(?:out|err|again|retry|done|fail|error|unlock)\w*:$/.test(trimmed))
    return true;
  if (isHeadline(trimmed)) return true;
  return (
    count >= 3 && plain / count >= 0.6 && small >= 1 && /[.:?!,]$/.test(trimmed) && !/(?:\.\.\.|!!!)$/.test(trimmed)
  );
}

/** `After the restart:` */
const isHeadline = (text: string): boolean => /^[A-Z][a-z]{1,20}(?: [a-z]{1,20}){1,4}:$/.test(text);

/** Letters of a script that no cell is written in. */
function foreign(text: string): boolean {
  const letters = text.slice(0, 200).match(/[^\s\u0020-\u007e\u00a0…]/g)?.length ?? 0;
  return letters >= 6 && letters * 3 > text.slice(0, 200).trim().length;
}

/** A row that looks like C, or carries the marks of a drawing. */
export const looksLikeStep = (text: string) =>
  CODE_MARK.test(text) || /^\s*[a-z][a-z0-9]*(?: [a-zA-Z0-9]+){0,2}$/.test(text);

/** Beginnings of lines that no drawing contains: definitions, log lines, lists of held locks, patch statistics. */
const FOREIGN_LINE =
  /^\s*(?:```|static |struct \w+ \{|#include|extern |#\d+: |\d+ locks? held by|\d+ files? changed|stack backtrace|other info that|the existing dependency|-> #\d|which lock already|Possible unsafe|Chain exists|Best regards|Thanks|Thanx|Regards|Cheers|Reported-by|base-commit:|https?:\/\/|---$|diff --git|@@ )/;
/** `[ frobber: added a comment ]` at the margin: who applied the patch changed it. */
const MAINTAINER = /^\[ ?(?!schedule|switch|preempt|irq|cpu|task)[a-z][\w-]{1,15}: [^<>]{8,}$/i;
export const cannotBeCell = (text: string) => FOREIGN_LINE.test(text) || MAINTAINER.test(text);
