import type { Problem } from '../../problems.ts';
import type { Sniffed } from '../sniff.ts';

/** What is neither a mail nor an mbox, by what its first bytes show. */
export function noArchive(source: string, kind: Sniffed): Problem {
  if (kind.is === 'empty') return { code: 'file-empty', source };
  const detail = kind.is === 'binary' ? kind.what : 'no mail and no mbox';
  return { code: 'archive-unsupported', source, detail };
}
