/**
 * What stands in columns and is no drawing:
 *
 *     CPU0     CPU1                Process 1       Process 2
 *      120      133                 (item1)         (item2)
 *        0       12                     \\-------------\\|
 *
 * tables of numbers (benchmarks, counters of interrupts) and of results, and pictures of what points to what.
 */
export const isLookAlike = (texts: readonly string[]): boolean =>
  isTableOfNumbers(texts) || isTableOfResults(texts) || isPicture(texts);

/** Most cells begin with a number. */
function isTableOfNumbers(texts: readonly string[]): boolean {
  const numbers = texts.filter(
    (text) => /^[-+]?\d+(?:[.,:]\d+)?%?(?:\s|$)/.test(text) || /^0x[0-9a-f]+\b/.test(text),
  ).length;
  return numbers * 5 > texts.length * 2;
}

/** Most cells say how a test went. */
function isTableOfResults(texts: readonly string[]): boolean {
  const results = texts.filter((text) =>
    /^(?:PASS|FAIL|OK|SKIP|XFAIL|ERROR|n\/a|yes|no)(?:ED)?\b[^(=]*$/i.test(text),
  ).length;
  return results * 2 > texts.length;
}

/** Strokes and arrow heads alone in their cells; the lines between a drawing's lanes are no cells. */
const STROKE = /^(?:[|\\/Vv^\u039b\u2190-\u2193\s]|-{2,}|_{2,})+$/;

function isPicture(texts: readonly string[]): boolean {
  const strokes = texts.filter((text) => STROKE.test(text)).length;
  return strokes >= 2 && strokes * 6 > texts.length;
}
