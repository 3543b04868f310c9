import { isTlbFlush } from './flush-words.ts';
import { closing } from './term.ts';

/**
 * A cell and what is said about it behind it:
 *
 *     pte_same(a, b) -> PASS      if (!desc) [false, success]      x = p->f; // may be NULL now
 *     kfree(p)  => UAF            put(p) <- too late               part = NULL (2)
 */
export type Parted = { readonly core: string; readonly remarks: readonly string[] };

const MARKERS = [
  ' // ',
  '//',
  ' /* ',
  '/*',
  ' # ',
  ' <- ',
  ' <-- ',
  ' <--',
  ' <-',
  ' <==',
  ' => ',
  ' ==> ',
  ' --> ',
  ' /\\ ',
];
const MARKED_BY_FAILURE =
  / <= ?(?:UAF|use[- ]after[- ]free|double[- ]free|BUG|deadlock|leak|hang|crash|oops|null[- ])/i;
const RESULT = /^(?:pass|fail|fails|true|false|success|succeeds|ok|null|yes|no|-?\d+|-e[a-z]+|0x[\da-f]+|nr=\S+)\b/i;
/** What a variable is afterwards, behind a statement: `n = dev->open - 1 -> open=0`; `p -> open=0` is the statement itself. */
const BECOMES = /^[a-z_]\w*=-?\w+$/i;

export function partTail(text: string): Parted {
  const remarks: string[] = [];
  let core = text;
  let cut = -1;
  for (const marker of MARKERS) {
    const at = core.indexOf(marker, 1);
    if (at > 0 && (cut < 0 || at < cut)) cut = at;
  }
  // `spin_lock(p->lock) <= UAF` compares nothing
  const marked = core.search(MARKED_BY_FAILURE);
  if (marked > 0 && (cut < 0 || marked < cut)) cut = marked;
  if (cut > 0) {
    remarks.push(bareRemark(core.slice(cut)));
    core = core.slice(0, cut).trim();
  }
  const arrow = resultArrow(core);
  if (arrow > 0) {
    remarks.unshift(
      core
        .slice(arrow)
        .replace(/^->\s*/, '')
        .trim(),
    );
    core = core.slice(0, arrow).trim();
  }
  // `(7)` and `[1]` number the steps; `(false)` and `[false, …]` say what came out.
  const bracket = core.match(/^(.*\S)\s+([([])([^()[\]]{1,60})[)\]]\.?$/);
  if (
    bracket?.[1] &&
    bracket[3] &&
    !/^(?:if|while|for|switch|return|sizeof)$/.test(bracket[1]) &&
    !/[=+\-*/<>|,]$/.test(bracket[1]) &&
    !/\d ?-> ?-?\d/.test(bracket[3])
  ) {
    if (/^(?:\d+|[A-Z])$/.test(bracket[3]) && bracket[3] !== '0') core = bracket[1];
    else if (
      bracket[2] === '[' ||
      isTlbFlush(bracket[1]) ||
      /^(?:true|false|null|0|success|fails?|ok|unlocked|locked|sleeps?|blocks?)\b/i.test(bracket[3]) ||
      /^[^\x20-\x7e]{1,12} \S/.test(bracket[3]) ||
      /^(?:the|an?|this|that|its|our|last|final|second|because|since|which) [a-z]/i.test(bracket[3]) ||
      /^(?:(?:gets|reads|sees|returns|got|observes|is) \S|i\.e\. |e\.g\. )/.test(bracket[3]) ||
      (/^[A-Z]{2,12}$/.test(bracket[3]) && /^[a-z]\w{0,60}(?:(?:->|\.)\w{1,60}){1,6}$/.test(bracket[1]))
    ) {
      remarks.push(bracket[3].trim());
      core = bracket[1];
    }
  }
  return { core: core.replace(/(?<=\S)[!?]{2,}$/, '').trim(), remarks };
}

/** The last ` -> WORD` after a closed bracket whose word is a result or plain English, not the next frame of a chain. */
function resultArrow(core: string): number {
  const at = core.lastIndexOf('->');
  if (at <= 0) return -1;
  const rest = core.slice(at + 2).trim();
  // `box->lid -> NULL` changes, and says no more about a step
  if (/^(?:NULL|-?\d+)$/.test(rest) && /^[a-z]\w{0,60}(?:(?:->|\.)\w{1,60}){1,6} $/.test(core.slice(0, at))) return -1;
  const spaced = core[at - 1] === ' ' || core[at - 1] === ')';
  if (spaced && BECOMES.test(rest) && /[=(]/.test(core.slice(0, at))) return at;
  return spaced && (RESULT.test(rest) || (core[at + 2] === ' ' && / /.test(rest) && !rest.includes('('))) ? at : -1;
}

/** A remark without its marks: `<--- FAIL` is `FAIL`. */
export const bareRemark = (remark: string): string =>
  remark
    .replace(/^[\s<>=\-/*#|^\\[(]+/, '')
    .replace(/[\s*/^\])]+$/, '')
    .trim();

/** `--p->count;` counts down; `--foo()` is a row of a call tree. */
const DECREMENT = /^--[A-Za-z_]\w{0,60}(?:(?:->|\.)\w{1,60}){1,6};?$|^--[A-Za-z_]\w{0,60};$/;

/** Marks in front of a step: rails, arrows, bullets, numbers: `-> kfree()`, `---- foo()`, `(1) x`, `II) y`, `| foo()`, `[S] lock()`. */
export function withoutLead(text: string): string {
  if (DECREMENT.test(text)) return text;
  let rest = text;
  for (let i = 0; i < 6; i++) {
    const before = rest;
    rest = rest
      .replace(
        /^(?:[|`+\\~»›]+|<=+(?=[a-z_]\w*\()|<=+ (?=[A-Z][a-z]+ )|& (?=[a-z_]\w*\()|-{2,}>?|=+>|={3,}(?=[a-z_])|->|>|_{2,} |\.{2,}(?= )|…(?= )|[-*](?= )|-(?=[A-Za-z_]\w* ?[(=]|return\b|if\b))\s*/,
        '',
      )
      .replace(/^(?:\(?\d{1,3}[).:]|\[\d{1,3}\]|\([a-z]\)|(?:[A-Z]|[IVX]{1,4})\)|\[[A-Z]\]|step ?\d+:)\s+/, '');
    if (rest === before || rest === '') break;
  }
  return rest === '' ? text : rest;
}

/** `foo(a, b) {` and what follows: the call at the beginning of the text, up to its closing bracket; '' where there is none. */
export function leadingCall(text: string, from = 0): string {
  const name = text.slice(from, from + 120).match(/^[A-Za-z_]\w*(?:(?:->|\.)\w+)*\s?\(/);
  if (!name) return '';
  const end = closing(text.length > from + 2000 ? text.slice(0, from + 2000) : text, from + name[0].length - 1);
  return end < 0 ? '' : text.slice(from, end + 1);
}
