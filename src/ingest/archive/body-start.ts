const NEWLINE = 10;
const RETURN = 13;

/** Where the body begins, behind the header's blank line: 0 where that begins the mail, its length where there is none. */
export function bodyStart(mail: Buffer): number {
  if (mail[0] === NEWLINE || mail[0] === RETURN) return 0;
  const plain = mail.indexOf('\n\n', 0, 'latin1');
  const last = plain === -1 ? mail.length : plain + 2;
  // the whole mail may have been sent with CRLF, or its header alone
  const first = mail.indexOf(RETURN);
  if (first === -1 || first > last) return last;
  const long = mail.subarray(0, last).indexOf('\n\r\n', 0, 'latin1');
  return long === -1 ? last : long + 3;
}
