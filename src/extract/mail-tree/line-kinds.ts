import type { Page } from '../drawing/types.ts';

/**
 * What each line is by itself, or by the line it follows: the first of two passes over the page. Drawings are found in the
 * lines that are left `text`; the tree then gathers all of them into blocks.
 */
export type LineKind = 'blank' | 'text' | 'attribution' | 'diff' | 'trace' | 'signature' | 'trailer';

/** `On Tue, Dec 22, 2020 at 12:58:18PM -0800, Nadav Amit wrote:` */
const ATTRIBUTION = /\b(?:wrote|writes|schrieb|a écrit|said)\s?:?\s*$/i;
/** Its beginning, or the whole of one without a date: `Nadav Amit <n@x> writes:` */
const ATTRIBUTION_START = /^(?:On |Am |Le |At )?.*(?:\d{4}|\d\d:\d\d|@|,).*$/;
/** `Signed-off-by: A B <a@b>`, `Fixes: 1234567 ("…")`, `Link: https://…` */
const TRAILER =
  /^(?:[A-Z][a-z]+(?:-[A-Za-z]+)*-by|Cc|Fixes|Link|Closes|Reported-and-[a-z-]+|Cc-stable|Message-ID|Change-Id|Bug|References):\s\S/;
/** `Call Trace:`, ` do_syscall_64+0x3d/0x80`, `RIP: 0010:foo+0x1/0x2` */
const TRACE_LINE =
  /^\s*(?:\[\s*\d+\.\d+\]\s*)?(?:\[<[0-9a-f]+>\]\s*)?(?:\? )?(?:#\d+\s+)?(?:[\w.]+\+0x[0-9a-f]+\/0x[0-9a-f]+|Call Trace:|Backtrace:|stack backtrace:|R[A-Z0-9]{2}: [0-9a-f]{4}|RIP: |CPU: \d+ )/;
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

/** `On … wrote:` in one line, or its first line when the mailer broke it in two. */
function isAttribution(page: Page, index: number): boolean {
  const { text, depth } = page[index] as Page[number];
  if (text.length > 250) return false;
  if (ATTRIBUTION.test(text))
    return ATTRIBUTION_START.test(text) || /^\S+(?: \S+){0,3} (?:wrote|writes)\s?:$/.test(text);
  const next = page[index + 1];
  return (
    /^(?:On|Am|Le) .*\d/.test(text) && next?.depth === depth && next.text.length < 120 && /\bwrote:$/.test(next.text)
  );
}
