import { basename } from 'node:path';
import { headerOf } from './header.ts';
import type { RawMail } from './types.ts';

/** Folders that tell how an archive is laid out, and not what it is of. */
const LAYOUT = new Set(['git', 'cur', 'new', 'all', '.']);

/** The list that a mail came by: the label of its List-Id (`linux-raid`), or a name made from the source. */
export function listOf({ bytes, source }: RawMail): string | null {
  const id = headerOf(bytes, ['list-id'])['list-id'];
  const label =
    id === undefined ? undefined : (/<([^<>@\s]+)>\s*$/.exec(id)?.[1] ?? /([^\s<>@]+\.[^\s<>@]+)\s*$/.exec(id)?.[1]);
  const named = label?.split('.')[0]?.toLowerCase();
  return named !== undefined && named !== '' ? named : nameOf(source);
}

/** `linux-raid` of `mail/linux-raid/git/0.git:3f2a…`, `linux-raid.mbox.gz#17` and `linux-raid/cur/1:2,S`. */
function nameOf(source: string): string | null {
  if (source.startsWith('-')) return null;
  const git = /^(.*?)[\\/]?(?:git[\\/])?(?:\d+\.git|\.git)?:[\da-f]{40,64}$/.exec(source)?.[1];
  const path = git ?? source.replace(/#\d+$/, '');
  const folders = path.split(/[\\/]/).filter((name) => name !== '');
  if (git === undefined && !/#\d+$/.test(source)) folders.pop();
  while (LAYOUT.has(folders.at(-1) ?? '')) folders.pop();
  const name = basename(folders.at(-1) ?? '')
    .replace(/\.(?:gz|xz|zst)$/i, '')
    .replace(/\.(?:mbox|git|v2)$/i, '');
  return name === '' ? null : name.toLowerCase();
}
