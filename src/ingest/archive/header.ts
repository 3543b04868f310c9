/** Index of the line's end before the blank line that ends a raw mail's header; 0 where there is none. */
export function headerEnd(mail: Buffer): number {
  const plain = mail.indexOf('\n\n');
  const long = (plain === -1 ? mail : mail.subarray(0, plain)).indexOf('\n\r\n');
  return Math.max(0, long === -1 ? plain : long);
}
