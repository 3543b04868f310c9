import type { Page } from '../drawing/types.ts';

/**
 * What each line is by itself, or by the line it follows: the first of two passes over the page. Drawings are found in the
 * lines that are left `text`; the tree then gathers all of them into blocks.
 */
export type LineKind = 'blank' | 'text' | 'attribution' | 'diff' | 'trace' | 'signature' | 'trailer';

/** `On Tue, Dec 22, 2020 at 12:58:18PM -0800, Nadav Amit wrote:`. Its colon tells it from a cell that ends in "the lost writes". */
const ATTRIBUTION = /\b(?:wrote|writes|schrieb|a écrit|said)\s?:\s*$/i;
/** When or by whom: a date, a time, an address. A number alone is none ("On CPU1 this gives lost writes:"). */
const DATE =
  /\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\S@\S|\b\d{1,2}[./-]\d{1,2}[./-]|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d/;
/** `wrote` needs less, nothing is called so. */
const WROTE = /(?:^(?:On|At) .*\d|,).*\bwrote\s?:\s*$/i;
/** One without a date: `Nadav Amit <n@x> writes:`; a name is needed, or "this gives lost writes:" would be one. */
const NAMED =
  /^(?:\S+(?: \S+){0,3} wrote|[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|<[^<> ]{1,80}>|\([^() ]{1,40}\))){0,4} writes)\s?:\s*$/;
/** The end of a date's line: `Am Di., 22. Dez. 2020 um 12:58 Uhr schrieb Nadav Amit <n@x>:` */
const NAME_LAST = /^(?:Am|Le) .*\d.* (?:schrieb|a écrit)\b.{0,120}:\s*$/;
/** Its first line, when the mailer broke it in two, and the shortest second one. */
const BEGINNING = /^(?:On|Am|Le|At) |^[A-Z][\w.'"-]* /;
const VERB_ALONE = /^(?:wrote|writes|schrieb|a écrit)\s?:\s*$/i;
/** `Signed-off-by: A B <a@b>`, `Fixes: 1234567 ("…")`, `Link: https://…` */
const TRAILER =
  /^(?:[A-Z][a-z]+(?:-[A-Za-z]+)*-by|Cc|Fixes|Link|Closes|Reported-and-[a-z-]+|Cc-stable|Message-ID|Change-Id|Bug|References):\s\S/;
/** `Call Trace:`, ` do_syscall_64+0x3d/0x80`, `RIP: 0010:foo+0x1/0x2`, ` <TASK>`, also behind a system log's `kernel:` */
const TRACE_LINE =
  /^\s*(?:\[\s*\d+\.\d+\]\s*)?(?:\w{0,20} ?kernel:\s*)?(?:\[<[0-9a-f]+>\]\s*)?(?:\? )?(?:#\d+\s+)?(?:[\w.]+\+0x[0-9a-f]+\/0x[0-9a-f]+|Call Trace:|Backtrace:|stack backtrace:|R[A-Z0-9]{2}: [0-9a-f]{4}|RIP: |CPU: \d+ |<\/?TASK>\s*$)/;
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const DIFF_HEADER =
  /^(?:diff --git |index [0-9a-f]{7,}\.\.|--- (?:a\/|\/dev\/null)|\+\+\+ (?:b\/|\/dev\/null)|new file mode |deleted file mode |similarity index |rename (?:from|to) )/;

/** A hunk at one depth of quotation: how many old and new lines it still owes. */
type Hunk = { old: number; new: number };

/** One kind for each line of the page, in the same order. */
export function lineKinds(page: Page): LineKind[] {
  const hunks = new Map<number, Hunk>();
  const signed = new Set<number>();
  return page.map(({ text, depth }, index) => {
    const hunk = hunks.get(depth);
    const header = HUNK.exec(text);
    if (header) {
      hunks.set(depth, { old: Number(header[2] ?? 1), new: Number(header[4] ?? 1) });
      return 'diff';
    }
    if (DIFF_HEADER.test(text)) return 'diff';
    if (hunk && takeHunkLine(hunk, text)) return 'diff';
    if (hunk && text !== '') hunks.delete(depth);
    if (signed.has(depth) && depth === 0) return text === '' ? 'blank' : 'signature';
    // "-- " loses its space in many archives, so the bare dashes count where little follows
    if (text === '--') {
      if (page.length - index <= 12) signed.add(depth);
      return 'signature';
    }
    if (text.trim() === '') return 'blank';
    if (isAttribution(page, index)) return 'attribution';
    if (TRAILER.test(text)) return 'trailer';
    if (TRACE_LINE.test(text)) return 'trace';
    return 'text';
  });
}

function takeHunkLine(hunk: Hunk, text: string): boolean {
  if (hunk.old <= 0 && hunk.new <= 0) return false;
  const mark = text[0] ?? ' ';
  if (mark === '+') hunk.new--;
  else if (mark === '-') hunk.old--;
  else if (mark === ' ' || mark === '\t' || mark === '\u00a0') {
    hunk.new--;
    hunk.old--;
  } else return mark === '\\';
  return true;
}

/** `On … wrote:` in one line, or either of its lines when the mailer broke it in two. */
function isAttribution(page: Page, index: number): boolean {
  const { text } = page[index] as Page[number];
  if (text.length > 250) return false;
  if (VERB_ALONE.test(text)) return index > 0 && beginsAttribution(page, index - 1);
  if (ATTRIBUTION.test(text)) return DATE.test(text) || WROTE.test(text) || NAMED.test(text);
  return NAME_LAST.test(text) || beginsAttribution(page, index);
}

function beginsAttribution(page: Page, index: number): boolean {
  const { text, depth } = page[index] as Page[number];
  const next = page[index + 1];
  return (
    text.length <= 250 &&
    next?.depth === depth &&
    next.text.length < 120 &&
    BEGINNING.test(text) &&
    DATE.test(text) &&
    /(?:^|\s)(?:wrote|writes|schrieb|a écrit)\s?:\s*$/i.test(next.text)
  );
}
