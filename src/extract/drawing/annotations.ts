/**
 * Splits what is said about a cell off the cell:
 *
 *     ATOMIC clear _PAGE_UFFD_WP <- problem        "<- problem"
 *     return t;  //not get refcnt                  "//not get refcnt"
 *     kfree(p); /* last one *\/                     "/* last one *\/"
 *     skb->dev => UAF                              "=> UAF"
 *     mutex_lock(b) -> blocks on A                 "-> blocks on A"
 *
 * but `pte_same(a, b) -> PASS`, `a() -> b()` and `set->ref` stay whole, and a cell that is only a remark is all text.
 */
export function splitAnnotations(cell: string): { readonly text: string; readonly annotations: readonly string[] } {
  const annotations: string[] = [];
  let text = cell.trim();
  for (let round = 0; round < 3; round++) {
    const at = remarkAt(text);
    if (at <= 0) break;
    annotations.unshift(text.slice(at).trim());
    text = text.slice(0, at).trim();
  }
  return { text, annotations };
}

/** Index at which the text's last remark begins, or -1. */
function remarkAt(text: string): number {
  if (/^(?:\/\/|\/\*|#\s|\[|\*)/.test(text)) return -1;
  const comment = /\s\/\/|\s\/\*|[;)]\s*\/\//.exec(text);
  if (comment) return comment.index + comment[0].search(/\//);
  const hash = /\s#\s/.exec(text);
  if (hash) return hash.index + 1;
  const dash = /[)};] - (?=[a-z]{1,12} [a-z]{2,12}\b|(?:sees|sleeps|blocks|waits|fails|returns)$)(?![^()]*[)(=])/.exec(
    text,
  );
  if (dash) return dash.index + 2;
  const left = /\s<[-=~<]+(?![\w(])\s*/.exec(text);
  if (left && left.index + left[0].length < text.length + 1 && !isComparison(text, left.index)) return left.index + 1;
  return arrowAt(text);
}

/** `a <= b`; but behind a closed call, words are said about it: `put_jar() <= the lid is gone`. */
const isComparison = (text: string, at: number): boolean =>
  /^\s<=\s*[-\w(]/.test(text.slice(at)) &&
  !(/[);]$/.test(text.slice(0, at)) && /^\s<=\s+[a-z]+ [a-z]+\b(?! ?[(=])/.test(text.slice(at)));

/** `=> words`, `-> words` where the words are no value and no call. */
function arrowAt(text: string): number {
  const arrow = /\s(?:[-=]+>+)\s*(?=\S)/g;
  for (let match = arrow.exec(text); match; match = arrow.exec(text)) {
    const rest = text.slice(match.index + match[0].length);
    const spaced = /\s$/.test(match[0]) || match[0].includes('=') || match[0].trim().length > 2;
    if (!spaced && !/^(?:UAF|BUG|NULL|null-ptr|use-after)/.test(rest)) continue;
    if (isContinuation(rest) || isInside(text, match.index)) continue;
    return match.index + 1;
  }
  return -1;
}

/** Between brackets: `send_ipi(T1 -> CPU1)`. */
const isInside = (text: string, at: number): boolean => {
  const before = text.slice(0, at);
  return before.split('(').length > before.split(')').length && text.includes(')', at);
};

/** The next call of a chain, a value, or the outcome of a test: part of the step. */
const isContinuation = (rest: string) =>
  /^[\w.>-]+\s*(?:\(|=|--|\+\+)/.test(rest) ||
  /^[\w.>-]+(?:_|->)[\w.>-]+(?:\s->\s|$)/.test(rest) ||
  (/^(?:PASS|FAIL|OK|true|false|success|NULL|-?\w+|-?\d+)[.!;]?$/i.test(rest.trim()) &&
    !/^(?:UAF|BUG|oops|crash|deadlock|boom|warn\w*|panic|splat|leak|race|hang|stuck|blocks?|blocked)[.!]*$/i.test(
      rest.trim(),
    ));
