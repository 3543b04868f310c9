/**
 * Reads the MIME structure of a raw mail: only headers and boundary lines, never the text of the parts. It says what the decoder
 * does not (which charsets are named, whether a part is cut off), and it makes the decoder keep lines as they were sent:
 *
 *     Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes
 *
 * `format` and `delsp` are renamed in place, so that no byte moves and the decoder does not know them: lines are not joined.
 */
export type Structure = {
  /** The mail with those parameters renamed; a copy. */
  readonly bytes: Buffer;
  /** Charsets named by text parts, in order, lower case. */
  readonly charsets: readonly string[];
  /** Whether a part exists that can hold the text of the mail. */
  readonly hasText: boolean;
  /** A multipart that is never closed: the mail is cut off. Parts that were begun until then. */
  readonly cutOff: boolean;
  readonly parts: number;
};

type ContentType = { readonly type: string; readonly charset: string | null; readonly boundary: string | null };

const CONTENT_TYPE = /^content-type[ \t]*:/i;
const FLOWED = /[;\s](?:format|delsp)\s*\*?\s*=/gi;
const CHARSET = /[;\s]charset\*?\s*=\s*(?:"([^"]*)"|([^\s;()"]+))/i;
const BOUNDARY = /[;\s]boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i;
/** RFC 2046 allows 70 characters in a boundary. */
const LONGEST_BOUNDARY_LINE = 200;
/** A header longer than this is no header; mailparser has the same limit. */
const LONGEST_HEADER = 1 << 20;

export function readStructure(raw: Buffer): Structure {
  const bytes = Buffer.from(raw);
  const charsets: string[] = [];
  /** Multiparts that are open, outermost first, and where each stands. */
  const open: string[] = [];
  const depth = new Map<string, number>();
  let hasText = false;
  let cutOff = false;
  let parts = 0;
  let at = 0;
  while (at < bytes.length) {
    const header = readHeader(bytes, at);
    at = header.end;
    const { type, charset, boundary } = header.contentType;
    if (type === 'text/plain' || type === 'text/html') hasText = true;
    if (charset !== null && type.startsWith('text/')) charsets.push(charset);
    if (type === 'message/rfc822') continue;
    if (boundary !== null && type.startsWith('multipart/') && !depth.has(boundary)) {
      depth.set(boundary, open.length);
      open.push(boundary);
    }
    // To the next line that begins a part.
    let begun = false;
    while (open.length > 0 && !begun) {
      const line = nextBoundaryLine(bytes, at);
      if (line === null) return { bytes, charsets, hasText, cutOff: true, parts };
      at = line.end;
      const level = depth.get(line.text) ?? depth.get(line.text.replace(/--$/, ''));
      if (level === undefined) continue;
      begun = depth.has(line.text);
      const keep = begun ? level + 1 : level;
      // A line of an outer multipart ends the inner ones, closed or not.
      if (open.length > level + 1) cutOff = true;
      for (const closed of open.splice(keep)) depth.delete(closed);
      if (begun) parts++;
    }
    if (!begun) break;
  }
  return { bytes, charsets, hasText, cutOff: cutOff || open.length > 0, parts };
}

/** Reads the header at `start`, renames what makes the decoder join lines, and gives its Content-Type. */
function readHeader(bytes: Buffer, start: number): { readonly end: number; readonly contentType: ContentType } {
  const end = headerEnd(bytes, start);
  const header = bytes.toString('latin1', start, end);
  let contentType: ContentType | null = null;
  for (let at = 0; at < header.length; ) {
    const fieldEnd = foldedEnd(header, at);
    const field = header.slice(at, fieldEnd);
    if (CONTENT_TYPE.test(field)) {
      // The name's first letter becomes an x: "xormat", "xelsp".
      for (const match of field.matchAll(FLOWED)) bytes[start + at + match.index + 1] = 0x78;
      contentType ??= parseContentType(field);
    }
    at = fieldEnd;
  }
  return { end, contentType: contentType ?? { type: 'text/plain', charset: null, boundary: null } };
}

/** Index after the blank line that ends a header, or the end of the mail. */
function headerEnd(bytes: Buffer, start: number): number {
  const last = Math.min(bytes.length, start + LONGEST_HEADER);
  for (let at = start; at < last; ) {
    const newline = bytes.indexOf(0x0a, at);
    if (newline === -1) return bytes.length;
    if (newline === at || (newline === at + 1 && bytes[at] === 0x0d)) return newline + 1;
    at = newline + 1;
  }
  return last;
}

/** Index after a field and its folded lines. */
function foldedEnd(header: string, start: number): number {
  for (let at = header.indexOf('\n', start); at !== -1; at = header.indexOf('\n', at + 1)) {
    const next = header[at + 1];
    if (next !== ' ' && next !== '\t') return at + 1;
  }
  return header.length;
}

function parseContentType(field: string): ContentType {
  const value = field.slice(field.indexOf(':') + 1);
  const type = /^\s*([^\s;]+)/.exec(value)?.[1]?.toLowerCase() ?? 'text/plain';
  const charset = CHARSET.exec(value);
  const boundary = BOUNDARY.exec(value);
  return {
    type,
    charset: (charset?.[1] ?? charset?.[2])?.trim().toLowerCase() ?? null,
    boundary: boundary?.[1] ?? boundary?.[2] ?? null,
  };
}

/** The next line that begins with `--`, without these and without white space at its end. */
function nextBoundaryLine(bytes: Buffer, start: number): { readonly text: string; readonly end: number } | null {
  // `start` follows a newline.
  const at = bytes.indexOf('\n--', Math.max(0, start - 1));
  if (at === -1) return null;
  const newline = bytes.indexOf(0x0a, at + 1);
  const end = newline === -1 ? bytes.length : newline + 1;
  const text = end - at > LONGEST_BOUNDARY_LINE ? '' : bytes.toString('latin1', at + 3, end).trimEnd();
  return { text, end };
}
