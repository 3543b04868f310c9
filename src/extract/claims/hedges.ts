/** Words with which an author keeps a distance from what is claimed: "I think", "might", "AFAICS". Kept verbatim. */

/** Strongest first: what the author says of their own belief says more than a modal verb. */
const HEDGES: readonly RegExp[] = [
  /\bi (?:don't think|do not think|still think|think|believe|guess|suspect|suppose|assume|doubt|would think|get the feeling|have the feeling)\b/i,
  /\b(?:in my (?:view|opinion|understanding)|to (?:the best of )?my (?:best )?knowledge|as far as i (?:can (?:see|tell)|know|understand)|from what i can (?:see|tell)|if i (?:understand|read|remember) (?:this |it |that )?correctly)\b/i,
  /\b(?:imho|imo|afaics|afaict|afaik|iiuc|iirc)\b/i,
  /\bi(?:'d| would) (?:rather|prefer|say|expect|argue)(?: prefer)?\b/i,
  /\bi(?:'m| am) (?:not (?:sure|aware|certain|convinced)|afraid)\b/i,
  /\b(?:it )?(?:seems|appears)\b(?: (?:that|to|like)\b)?/i,
  /\b(?:probably|possibly|maybe|perhaps|presumably|apparently|supposedly|likely|in theory|theoretically)\b/i,
  /\b(?:might|may|could)\b/i,
];

/** The hedge of a clause, '' where there is none. */
export function hedgeOf(clause: string): string {
  for (const hedge of HEDGES) {
    const found = hedge.exec(clause);
    if (found !== null) return found[0];
  }
  return '';
}
