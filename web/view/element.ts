/**
 * A piece of the page as plain data, so that what the page shows can be made and tested without a browser. Texts are texts: `mount`
 * puts them in by textContent, and nothing here takes HTML.
 */
export type Element = {
  readonly tag: string;
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
};
export type Child = Element | string | null;

/** `h('p.reason', 'text')`: the tag with classes behind dots. */
export function h(tag: string, ...children: readonly Child[]): Element {
  return withAttributes(tag, {}, ...children);
}

export function withAttributes(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): Element {
  const [name = 'div', ...classes] = tag.split('.');
  const kept = children.filter((child): child is Element | string => child !== null && child !== '');
  return { tag: name, attributes, children: kept, ...(classes.length === 0 ? {} : { class: classes.join(' ') }) };
}

/** A line of the mail, which the reader can jump to. Only where the body's lines stand in the pasted text. */
export function lineLink(
  line: number | null,
  canJump: boolean,
  text: string = line === null ? '' : String(line),
): Element | string {
  if (line === null || !canJump) return text;
  const attributes = { type: 'button', 'data-line': String(line), 'aria-label': `line ${line} of the mail` };
  return withAttributes('button.line', attributes, text);
}

/** A text in which each "line 12" and "lines 12, 14 and 16" can be jumped to. */
export function withLineLinks(text: string, canJump: boolean): Element {
  const parts: (Element | string)[] = [];
  let at = 0;
  for (const { 0: words, index } of canJump ? text.matchAll(/\blines? \d+(?:(?:, | and | to )\d+)*/g) : []) {
    parts.push(text.slice(at, index));
    for (const [piece] of words.matchAll(/\d+|\D+/g)) {
      parts.push(/\d/.test(piece) ? lineLink(Number(piece), true, piece) : piece);
    }
    at = index + words.length;
  }
  return h('span', ...parts, text.slice(at));
}
