/**
 * Noun phrases of prose: what stands before or after a claim's verb, freed of what only joins sentences, and its words.
 */

/** Words that join a sentence to the one before, or point at it: "Also note that X", "See how X". Stripped as often as they come. */
const OPENERS =
  /^(?:(?:also|so|but|and|or|now|then|thus|hence|therefore|however|actually|basically|obviously|clearly|indeed|anyway|besides|moreover|furthermore|additionally|otherwise|again|well|ok|okay|yes|no|yeah|right|because|since|as|although|though|while|whereas|otoh|btw|fwiw|first|second|finally|instead|in fact|in short|that is|i\.e\.|e\.g\.|in this case|in that case|in other words|as a result|of course|at least|even if|even though|(?:please )?(?:note|notice|see|observe|remember|consider|recall)(?: (?:that|how|also|here))?|which means(?: that)?|that means(?: that)?|this means(?: that)?|the (?:point|fact) is(?: that)?|it (?:seems|appears|looks like|turns out)(?: that)?)[,:]? )/i;

/** "I think (that) X": who thinks is a hedge, not the subject. */
const OPINIONS =
  /^(?:i (?:don't |do not |still |also )?(?:think|believe|guess|suspect|suppose|assume|feel|mean|say|doubt|fear|bet)(?: that)?|imho|imo|afaics|afaict|afaik|iiuc|iirc|in my (?:view|opinion)|maybe|perhaps|probably|possibly|to my (?:best )?knowledge|from what i can (?:see|tell))[, ] ?/i;

/** "The review pointed out that X": X is what is spoken of. */
const REPORTED =
  /^.{1,80}\b(?:pointed out|points out|noted|noticed|said|says|argue[sd]?|found|suggest(?:s|ed)|mention(?:s|ed)|reported|means|shows?|so|such) that /i;

/** How much of a clause only joins it to what came before. */
export function openersLength(clause: string): number {
  let rest = clause;
  for (;;) {
    const shorter = rest.replace(OPENERS, '');
    if (shorter === rest) return clause.length - rest.length;
    rest = shorter;
  }
}

/** The phrase without openers and opinions at its beginning and without punctuation at its ends. */
export function plainPhrase(phrase: string): string {
  let rest = phrase.trim();
  for (;;) {
    const shorter = rest.replace(OPENERS, '').replace(OPINIONS, '').replace(REPORTED, '').trim();
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest.replace(/^["'(,;:\s]+|[,;:.!?"'\s]+$/g, '').trim();
}

/** Up to the first comma or bracketed remark, where a phrase after a verb usually ends. */
export function headPhrase(phrase: string): string {
  const cut = phrase.search(/[,;:](?: |$)| \(|\.(?: |$)|[.?!]$/);
  return plainPhrase(cut < 0 ? phrase : phrase.slice(0, cut));
}

export const PRONOUN = /^(?:it|this|that|they|these|those|which|he)$/i;

// biome-ignore format: a plain list
const STOP_WORDS = new Set([
  'a', 'an', 'the', 'this', 'that', 'these', 'those', 'it', 'its', 'they', 'them', 'their', 'any', 'some', 'all', 'every', 'each', 'both',
  'such', 'same', 'own', 'other', 'another', 'new', 'whole', 'entire', 'is', 'are', 'was', 'were', 'be', 'been', 'being', 'has', 'have',
  'had', 'having', 'do', 'does', 'did', 'to', 'of', 'in', 'on', 'at', 'by', 'for', 'from', 'with', 'into', 'as', 'and', 'or', 'if', 'then',
  'so', 'we', 'you', 'i', 'he', 'our', 'your', 'my', 'which', 'who', 'what', 'there', 'here', 'also', 'already', 'just', 'only', 'even',
  'will', 'would', 'can', 'could', 'may', 'might', 'shall', 'should', 'must', 'get', 'gets', 'got', 'when', 'while', 'where', 'about',
]);

/**
 * The words of a phrase that name something, lower case, without articles and stop words; identifiers come apart.
 *
 *     "the shared_count was already increased" -> shared, count, increased
 *     "inode->i_lock"                                  -> inode, lock
 */
export function contentWords(phrase: string): string[] {
  const parts = phrase
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/'s\b/g, '')
    .split(/[^a-z0-9]+/);
  return [...new Set(parts.filter((part) => part.length > 1 && !STOP_WORDS.has(part)))];
}
