const LONGEST = 160;

/** Text of a mail in one line of a comment, which nothing in it can end. */
export function commentText(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .replaceAll('\\', '/')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} ...` : line;
}

/** Text in a string of Promela: nothing in it ends the string or formats. */
export function stringText(text: string): string {
  return commentText(text)
    .replace(/["%'`]/g, ' ')
    .replace(/[^ -~]/g, '?');
}
