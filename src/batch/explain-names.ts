import type { Release, Row, Table } from '../extract/lexicon/index.ts';
import { type Fit, fitsOf } from '../extract/lexicon/look-up.ts';
import { effectWords } from './effect-words.ts';
import { table } from './table.ts';

const HEADER = ['', 'rule', 'by', 'op', 'object', 'does', 'besides'];
/** Effects and remarks give way where a terminal ends. */
const YIELDING = [5, 6, 2];

export type ExplainedNames = { readonly text: string; readonly unknown: readonly string[] };

/**
 * What the lexicon knows of functions' names: the row that reads each, marked `>`, and the other rows that fit it.
 * @param kernel of which release; null: the newest
 */
export function explainNames(
  names: readonly string[],
  kernel: Release | null,
  own: readonly Table[],
  width: number | null = null,
): ExplainedNames {
  const unknown: string[] = [];
  const parts = names.map((name) => {
    const fits = fitsOf(name, kernel, own);
    if (!fits.some(({ wins }) => wins)) unknown.push(name);
    const rows = fits.map((fit) => [fit.wins ? '>' : '', ...fitRow(fit)]);
    const shown = name.replace(/[\s\p{Cc}\p{Cf}]/gu, ' ').slice(0, 200);
    return rows.length === 0 ? `${shown}: no row knows it\n` : `${shown}\n${table([HEADER, ...rows], width, YIELDING)}`;
  });
  return { text: parts.join('\n'), unknown };
}

function fitRow({ row, rule, by }: Fit): string[] {
  const { op, object = '$1', effects, partial } = row;
  const objects = object === null ? 'none' : typeof object === 'string' ? object : object.join(' or ');
  return [rule, by, op, objects, effectWords(effects, partial !== true), besides(row)];
}

/** What a row says beyond its effects. */
function besides({ since, until, value, truth, defaults = [], failure, ...row }: Row): string {
  const parts = [
    since && `since ${since}`,
    until && `until ${until}`,
    row.family && 'family',
    row.frame && 'frame',
    row.sleeps && 'sleeps',
    value !== undefined && `value ${value}`,
    truth && `true: ${truth.left} ${truth.is} ${truth.right}`,
    row.amount && `adds ${row.amount.sign < 0 ? '-' : ''}$${row.amount.argument}`,
    row.givesOld && 'gives the old value',
    defaults.length > 0 && `left out: ${defaults.join(', ')}`,
    failure && `=> ${failure}`,
  ];
  return parts.filter((part) => typeof part === 'string').join('; ');
}
