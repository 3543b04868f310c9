import type { RawMail } from './types.ts';

/** The header of a mail is searched this far. */
const HEADER = 64 * 1024;
const LIST_ID = /\nlist-id:[^\n]*(?:\n[ \t][^\n]*)*/i;

/**
 * The list that a mail came by: the first label of its List-Id (`linux-raid` of `<linux-raid.vger.kernel.org>`), else the name of
 * what it was read from (`linux-raid` of `archives/linux-raid/git/0.git:3f2a…`), else null.
 */
export function listOf({ bytes, source }: RawMail): string | null {
  const header = bytes.toString('latin1', 0, HEADER);
  const end = /\n\r?\n/.exec(header)?.index ?? header.length;
  const field = LIST_ID.exec(header.slice(0, end))?.[0];
  const label = /<([\w+-]+)[^<>]*>|:\s*([\w+-]+)\.[\w.-]+\s*$/.exec(field ?? '');
  return (label?.[1] ?? label?.[2])?.toLowerCase() ?? nameOf(source);
}

function nameOf(source: string): string | null {
  const path = source
    .replace(/[#:][^/]*$/, '')
    .split('/')
    .filter((part) => part !== '');
  const own = path.filter((part) => !/^(?:\d+\.git|git|all\.git|cur|new|-|\.{1,2})$/.test(part)).at(-1);
  return own?.replace(/(?:\.(?:mbox|mbx|git|eml|gz|xz|zst|v2))+$/, '') || null;
}
