import type { Comparison, Outcome } from '../types.ts';

/**
 * What the words at a drawing say of the values in the end:
 *
 *     Which guarantees that x == 0 && y == 0 is impossible.        Can both r1 = 0 and r2 = 0?        exists (r1=0 /\ r2=0)
 *
 * A premise (`if r1 == 1 and r2 == 1, …`) is no outcome that is asked about.
 */
export function outcomesIn(lines: readonly { readonly line: number; readonly text: string }[]): Outcome[] {
  const found: Outcome[] = [];
  for (const { line, text } of lines) {
    if (text.length > 300) continue;
    for (const match of text.matchAll(JOINED)) {
      const before = text.slice(0, match.index);
      const behind = text.slice(match.index + match[0].length);
      if (
        PREMISE.test(before) ||
        /^\W*(?:implies|then\b|=>|->|\|\|)/.test(behind) ||
        /(?:\|\||=>|\bimplies\b)\W*$/.test(before)
      )
        continue;
      found.push({ line, comparisons: [...match[0].matchAll(new RegExp(ONE, 'g'))].map(comparisonOf) });
    }
  }
  return found;
}

const ONE = String.raw`([A-Za-z_]\w{0,30}(?:(?:->|\.)\w{1,30}){0,3}) ?(==?|!=) ?(-?\d{1,9}|&[A-Za-z_]\w{0,30})`;
const JOIN = String.raw`\)? ?(?:&&|\/\\|\band\b|\bAND\b|和|且|그리고) ?\(?`;
const JOINED = new RegExp(String.raw`(?<![\w>.)])${ONE}(?:${JOIN}${ONE}){1,5}(?!\w| ?[-+*/<>])`, 'g');

/** In the same sentence. */
const PREMISE =
  /\b(?:if|when|since|suppose|supposing|assum\w+|once|after|given|as|starts?|initially|where)\b[^.;?!]*$/i;

function comparisonOf([, left = '', operator, right = '']: RegExpMatchArray): Comparison {
  return { left, is: operator === '!=' ? '!=' : '==', right };
}
