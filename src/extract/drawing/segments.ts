/**
 * A row as the eye sees it: runs of text parted by two or more spaces or by a tab, each with its visual column.
 *
 *     CPU0<tab><tab><tab>CPU 1          two segments, at visual columns 0 and 24
 *     foo();              | bar();      two segments, and a bar at visual column 20
 */
export type Segment = {
  /** Visual column, tabs expanded to 8, from 0. */
  readonly start: number;
  /** Visual column behind the last character. */
  readonly end: number;
  /** Index of the first character in the row's text. */
  readonly index: number;
  readonly text: string;
  /** Columns of white space in front of it. */
  readonly gap: number;
  /** A tab stands in front of it. */
  readonly tab: boolean;
  /** A lone `|` stands in front of it. */
  readonly barred?: true;
};
export type Segments = {
  readonly segments: readonly Segment[] /** Visual columns of lone `|`. */;
  readonly bars: readonly number[];
};

const TAB = 9;
const SPACE = 32;
const NO_BREAK = 0xa0;
const BAR = 0x7c;
/** A row of more segments is no drawing's; its rest stays together, so that nothing is lost and the layout's work is bounded. */
const MOST_SEGMENTS = 64;

/**
 * Parts a row into segments; arrows, rails and bars that only lead from one lane to another are no segments.
 * A `|` at one of the visual columns `cuts` parts its row wherever it stands, also in `unlock | spin`.
 */
export function segmentsOf(text: string, cuts: readonly number[] = []): Segments {
  const segments: Segment[] = [];
  const bars: number[] = [];
  let column = 0;
  let index = 0;
  let gap = 0;
  let tab = false;
  let open: { start: number; index: number; gap: number; tab: boolean } | null = null;
  let end = 0;
  let endColumn = 0;
  const close = () => {
    if (open) keep(text.slice(open.index, end), { ...open, end: endColumn }, segments, bars, cuts.length > 0);
    open = null;
  };
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === TAB || code === SPACE || code === NO_BREAK) {
      const width = code === TAB ? 8 - (column % 8) : 1;
      column += width;
      gap += width;
      tab ||= code === TAB;
      if ((gap >= 2 || tab) && segments.length < MOST_SEGMENTS) close();
      continue;
    }
    if (code === BAR && cuts.includes(column)) {
      close();
      bars.push(column++);
      gap = 2;
      continue;
    }
    if (!open) open = { start: column, index, gap, tab };
    column++;
    end = index + 1;
    endColumn = column;
    gap = 0;
    tab = false;
  }
  close();
  return { segments, bars };
}

/** `---->`, `<----|`, `+------`, `| |`: lines that lead the eye. Three or more caret marks are kept: they underline. */
const isRail = (text: string): boolean =>
  /^[|<>+]$/.test(text) || (/^[|<>+\-=~:]+$/.test(text) && /[|\-=~]{2}/.test(text)) || /^\|(?: \|)*$/.test(text);

type Place = { start: number; end: number; index: number; gap: number; tab: boolean };

function keep(text: string, place: Place, segments: Segment[], bars: number[], isBarred: boolean): void {
  if (text === '|' || text === '||' || /^\|(?: \|)+$/.test(text)) {
    for (let i = 0; i < text.length; i++) if (text[i] === '|' && text[i - 1] !== '|') bars.push(place.start + i);
    return;
  }
  if (isRail(text)) {
    const bar = text.indexOf('|');
    if (bar >= 0) bars.push(place.start + bar);
    else if (text.startsWith('+')) bars.push(place.start);
    return;
  }
  const lead = /^(?:\|\s?<-{3,}|<-{4,}|\|<-+|(?:\|\s)+|\|(?=\w))\s*/.exec(text)?.[0] ?? '';
  if (lead.startsWith('|')) bars.push(place.start);
  let body = text.slice(lead.length);
  // a cell too long for its column pushes its bar along: `…_PAGE_WRITE|`
  const tail = (isBarred ? /\s?-{3,}>?\|?$|\s?(?<!\|)\|$/ : /\s?-{3,}>?\|?$|\s\|$/).exec(body.slice(-80));
  if (tail) {
    const at = Math.max(0, body.length - 80) + tail.index;
    if (tail[0].endsWith('|')) bars.push(place.end - 1);
    body = body.slice(0, at);
  }
  if (body === '') return;
  const before = segments.at(-1)?.end ?? 0;
  segments.push({
    ...place,
    ...(bars.some((bar) => bar >= before && bar < place.start + lead.length) && { barred: true as const }),
    start: place.start + lead.length,
    index: place.index + lead.length,
    end: place.start + lead.length + body.length,
    text: body,
  });
}

/** The visual column of a place in a row. */
export function columnAt(text: string, index: number): number {
  let column = 0;
  for (let i = 0; i < index; i++) column += text.charCodeAt(i) === TAB ? 8 - (column % 8) : 1;
  return column;
}

/** Visual columns of each single `|` of a row. */
export function pipesOf(text: string): number[] {
  const pipes: number[] = [];
  let column = 0;
  for (let index = 0; index < text.length && column < 400; index++) {
    const code = text.charCodeAt(index);
    if (code === BAR && text[index - 1] !== '|' && text[index + 1] !== '|') pipes.push(column);
    column += code === TAB ? 8 - (column % 8) : 1;
  }
  return pipes;
}

/** Row of dashes, equals signs or the like, in one run or one for each label. */
export const isRule = (text: string) =>
  /^[\s\u00a0]*[-=~_+|*^]{3}[-=~_+|*\s\u00a0]*$/.test(text) && !/^[\s\u00a0]*\^/.test(text);

/** `^^^^^` alone, under the words above. */
export const isUnderline = (text: string) => /^\^+$/.test(text);
