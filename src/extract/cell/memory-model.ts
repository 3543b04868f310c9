import type { Effect } from '../types.ts';
import { cleanTerm } from './term.ts';
import { type Understanding, understanding } from './types.ts';

/**
 * Accesses and barriers as the documents about memory barriers draw them, and initial values:
 *
 *     STORE A = 1      STORE p, a      STORE state      r1 = LOAD B      [S] A = 1      w[A]=1      [L] A      r[A]=x
 *     <write barrier>  <data dependency>      { A == 1; B == 2, P == &A }
 */
export function understandAccess(text: string): Understanding | null {
  if (text.length > 200) return null;
  return initial(text) ?? barrier(text) ?? store(text) ?? load(text);
}

const PLACE = /^[&*]?[A-Za-z_][\w>.*&+-]*(?:[[(][\w+ -]{0,40}[\])])?;?$/;

function store(text: string): Understanding | null {
  const match = text.match(
    /^(?:(?:smp_)?(?:STORE|WRITE)(_[A-Z]{2,12})?|smp_store(_[a-z]{2,12})?) ([^=,]{1,80}?)(?: ?(=(?!=)|,) ?(.{1,80}))?$/,
  );
  const [, upper, lower, place = '', by, value = ''] = match ?? [];
  const to = cleanTerm(place);
  if (!match || !PLACE.test(to)) return null;
  const known = !upper && !lower && by !== undefined && /^&?[\w.>-]{1,60};?$/.test(value);
  const effects: Effect[] = known ? [{ do: 'store', to, value: value.replace(/;$/, '') }] : [];
  return understanding('write', 'english/store', effects, { object: to, complete: known });
}

/** `[S] A = 1`, `w[A]=1`, `[L] A`, `r[A]=x`: a letter says which access it is. */
export function understandLettered(text: string): Understanding | null {
  if (text.length > 200) return null;
  const [, letter = '', place = '', value = ''] =
    text.match(/^\[([SWLR])\]:? ?([^=,]{1,80}?)(?: ?==? ?(&?[\w.>-]{1,60}))?;?$/) ??
    text.match(/^([wWrR])\[([^\]=,]{1,80})\](?: ?==? ?(&?[\w.>-]{1,60}))?;?$/) ??
    [];
  const of = cleanTerm(place);
  if (letter === '' || !PLACE.test(of) || of.includes('(')) return null;
  const isRead = /[LR]/i.test(letter);
  // [L] r1 = A, and r[A]=x
  if (isRead && value !== '') {
    const [into, from] = text.startsWith('[') ? [of, value] : [value, of];
    return understanding('read', 'english/load', [{ do: 'load', into, from }], {
      object: from,
      complete: isName(into),
    });
  }
  if (isRead) return understanding('read', 'english/load', [{ do: 'load', into: '', from: of }], { object: of });
  const effects: Effect[] = value === '' ? [] : [{ do: 'store', to: of, value }];
  return understanding('write', 'english/store', effects, { object: of, complete: value !== '' });
}
const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);

/** `r1 = LOAD B`: into a register. */
function load(text: string): Understanding | null {
  const match = text.match(
    /^(?:([A-Za-z_]\w{0,40}) ?= ?(?:LOAD|READ|load|read)|smp_load(?:_[a-z]{2,12})?|LOAD_[A-Z]{2,12}) ([^=,]{1,80})$/,
  );
  const [, into = '', place = ''] = match ?? [];
  const from = cleanTerm(place);
  if (!match || !PLACE.test(from)) return null;
  if (into === '') return understanding('read', 'english/load', [], { object: from, complete: false });
  return understanding('read', 'english/load', [{ do: 'load', into, from }], { object: from });
}

const ORDERS = { full: 'full', general: 'full', memory: 'full', read: 'read', write: 'write', rmb: 'read', wmb: 'write', mb: 'full' } as const; // biome-ignore format: one row

/** The same in the kernel's translated documents, Chinese and Korean. */
const TRANSLATED: readonly (readonly [words: string, order: 'full' | 'read' | 'write'])[] = [
  ['写屏障', 'write'],
  ['读屏障', 'read'],
  ['通用屏障', 'full'],
  ['쓰기 배리어', 'write'],
  ['읽기 배리어', 'read'],
  ['범용 배리어', 'full'],
];
const TRANSLATED_OTHER = /^[^\x20-\x7e]{2,12}(?:依赖|屏障)$|의존성(?: 배리어)?$/;
/** `<data dependency>`, `<implicit address-dependency barrier>`: the next access is by what the lane has read last. */
const DEPENDENCY =
  /^(?:implicit |implied |an )?(?:data|address)[- ]dependency(?: barrier)?$|^(?:隐式)?(?:数据|地址)依赖(?:屏障)?$|^(?:묵시적 )?(?:주소|데이터) 의존성(?: 배리어)?$/;

/** `<general barrier>`; of an implied one, or of a dependency, it is not said what all it orders. */
function barrier(text: string): Understanding | null {
  const inner = text
    .replace(/^[<([{ *-]+/, '')
    .replace(/[>)\]} *-]+$/, '')
    .toLowerCase();
  const translated = TRANSLATED.find(([words]) => words === inner)?.[1];
  if (translated) return understanding('barrier', 'english/barrier', [{ do: 'barrier', order: translated }]);
  if (DEPENDENCY.test(inner))
    return understanding('barrier', 'english/barrier', [{ do: 'barrier', order: 'dependency' }]);
  if (TRANSLATED_OTHER.test(inner)) return understanding('barrier', 'english/barrier', [], { complete: false });
  const plain = inner.match(/^(full|general|memory|read|write|smp)(?: memory)? (?:memory )?barrier$/)?.[1] ?? '';
  const order = ORDERS[plain as keyof typeof ORDERS];
  if (order) return understanding('barrier', 'english/barrier', [{ do: 'barrier', order }]);
  const known =
    /^(?:(?:smp|full|general|memory|read|write|compiler|implied|implicit|an|acquire|release|load|store|data|address|control|rcu)[- ]){1,4}(?:barrier|dependency|fence)\b/.test(
      inner,
    );
  // `DSB ISHST`: which accesses it orders depends on the machine
  if (/^(?:dsb|dmb|isb)(?: [a-z]{2,6})?;?$/.test(inner))
    return understanding('barrier', 'english/barrier', [], { complete: false });
  return known && !/\b(?:no|not|missing|without|needed)\b/.test(inner)
    ? understanding('barrier', 'english/barrier', [], { complete: false })
    : null;
}

/** What holds before anything runs. */
function initial(text: string): Understanding | null {
  if (!INITIAL.test(text)) return null;
  const effects = text
    .replace(/^\{|[;,]?\s*\}$/g, '')
    .split(/[;,]/)
    .map((part): Effect => {
      const [place = '', value = ''] = part.split(/={1,2}/).map((side) => side.trim());
      return { do: 'starts', place: cleanTerm(place), value };
    });
  const isWhole = effects.every(
    (effect) => effect.do === 'starts' && /^(?:-?\d+|0x[\da-f]+|NULL|&\w+)$/i.test(effect.value),
  );
  return understanding('note', 'mark/initial', isWhole ? effects : [], { complete: isWhole });
}
const INITIAL =
  /^\{ ?[\w>.*&[\]-]{1,40} ?={1,2} ?[\w&*-]{1,40}(?: ?[;,] ?[\w>.*&[\]-]{1,40} ?={1,2} ?[\w&*-]{1,40}){0,12} ?[;,]? ?\}$/;
