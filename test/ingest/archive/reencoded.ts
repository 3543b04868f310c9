/** A body (of Unicode text) as mails of other encodings. */
export function reencoded(body: string): readonly (readonly [string, Buffer])[] {
  const header = 'From: Ann Author <ann@example.org>\nSubject: one\n';
  const bytes = Buffer.from(body, 'utf8');
  const single = (encoding: string, text: string, type = 'text/plain; charset=UTF-8'): Buffer =>
    Buffer.from(`${header}Content-Type: ${type}\nContent-Transfer-Encoding: ${encoding}\n\n${text}`, 'latin1');
  const multipart = (encoding: string, text: string): Buffer =>
    Buffer.from(
      `${header}Content-Type: multipart/mixed; boundary="b"\n\n--b\ncontent-type: text/plain\ncontent-transfer-encoding: ${encoding}\n\n${text}\n--b--\n`,
      'latin1',
    );
  const utf16 = Buffer.concat([Buffer.from('\xff\xfe', 'latin1'), Buffer.from(body, 'utf16le')]);
  return [
    ['base64', single('base64', base64(bytes))],
    ['quoted-printable', single('Quoted-Printable', quoted(bytes))],
    ['base64 in a multipart', multipart('BASE64', base64(bytes))],
    ['quoted-printable in a multipart', multipart('quoted-printable', quoted(bytes))],
    ['UTF-16', single('base64', base64(utf16), 'text/plain; charset=utf-16')],
    ['bare UTF-16', Buffer.concat([single('8bit', '', 'text/plain; charset="UTF-16LE"'), utf16])],
    ['HTML', single('8bit', `<pre>${body}</pre>`, 'text/html')],
  ];
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}/g, '$&\n');

/** Lines broken softly wherever it falls, and more letters encoded than need be. */
function quoted(bytes: Buffer): string {
  let text = '';
  for (const [index, byte] of bytes.entries()) {
    const isPlain = byte === 10 || (byte > 32 && byte < 127 && byte !== 61 && index % 5 !== 0);
    text += isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (index % 7 === 6) text += '=\n';
  }
  return text;
}
