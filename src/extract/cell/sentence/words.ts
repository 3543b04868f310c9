/** A word of a clause: as written, in lower case without its punctuation, and whether it is code rather than English. */
export type Word = { readonly text: string; readonly lower: string; readonly isCode: boolean; readonly ends: boolean };

const LONGEST_WORD = 120;
const MOST_WORDS = 30;

/** The words of a text; null where it has too many to be a cell's clause. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const piece of text.slice(0, 600).split(' ')) {
    if (piece === '') continue;
    if (words.length === MOST_WORDS) break;
    words.push(wordOf(piece.slice(0, LONGEST_WORD)));
  }
  return words;
}

const QUOTES_BEFORE = /^['"`“‘*<([]{1,3}(?=[\w@$&*])/;
const QUOTES_BEHIND = /['"`”’>\])*]{1,3}$/;

function wordOf(piece: string): Word {
  const ends = /[,;:.!?]$/.test(piece);
  let text = piece.replace(/[,;:.!?]{1,10}$/, '');
  const quoted = QUOTES_BEFORE.test(text) && QUOTES_BEHIND.test(text);
  if (quoted) text = text.replace(QUOTES_BEFORE, '').replace(QUOTES_BEHIND, '');
  else text = text.replace(/^['"`“‘]+/, '').replace(/['"`”’]+$/, '');
  return { text, lower: text.toLowerCase(), isCode: quoted || isCode(text), ends };
}

/** `foo_bar`, `p->x`, `foo()`, `@req`, `inode_X`, `i_size`, `ctx.refs`; not `io`, `TLB`, `I/O`. */
const isCode = (text: string): boolean => /_|->|\(\)?$|\w\.\w|\w\[|^[&*@]\w|\w\(/.test(text);

/** A number or an address. */
export const isNumber = (word: Word): boolean => /^[-+]?(?:0x[\da-f]{1,20}|\d[\d.]{0,20}[kmg]?)$/i.test(word.text);
/** The name of a lane's actor: `T1`, `CPU0`, `P2`; `A` and `B` as in "task A". */
export const isActor = (word: Word): boolean =>
  /^(?:cpu|t|p|thread|task|process|proc|worker|kworker|reader|writer|irq|vcpu|pid|core)[-_#]?\d{1,3}$/i.test(
    word.text,
  ) ||
  /^(?:kworker|kswapd|khugepaged|ksoftirqd|kthread|userspace|user|kernel|host|guest|hardware|hw|device|firmware)$/.test(
    word.lower,
  );
/** A word of letters that English could have. */
export const isEnglish = (word: Word): boolean => /^[a-z][a-z'’/-]{0,30}$/i.test(word.text);
