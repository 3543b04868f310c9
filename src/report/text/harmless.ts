/**
 * Text of a mail comes from strangers. Before it is printed it loses what could act on a terminal or turn the reading order around:
 * escape sequences, C1 controls, bidirectional overrides, invisible characters, unpaired surrogates. What was there stays visible as a sign.
 */

const REPLACEMENT = '\uFFFD';
/** U+2400 to U+2421 are the pictures of the control characters. */
const CONTROL_PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';

/** One line of printable text: white space runs become one space, each acting or invisible character one visible sign. */
export function harmless(text: string): string {
  return harmlessPart(text).trim();
}

/** The same for a part of a line: a space at its ends stays, because it divides the part from the next. */
export function harmlessPart(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}]/gu, sign)
    .replace(/(\p{M}{4})\p{M}+/gu, '$1');
}

function sign(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
  return code === 0x7f ? PICTURE_OF_DELETE : REPLACEMENT;
}

/**
 * Printed JSON, in which every character that could act on a terminal stands as its \uXXXX escape; its value is unchanged.
 * Such characters occur in strings only, so the text stays JSON.
 */
export function harmlessJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
