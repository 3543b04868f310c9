import type { Element } from './view/element.ts';

/** Tags that the views use; no other is made, whatever is asked for. */
export const TAGS: ReadonlySet<string> = new Set(
  'article aside blockquote button caption code details div h2 h3 h4 header li p section span summary table tbody td th thead tr ul'.split(
    ' ',
  ),
);

/** The nodes of a view. Every text goes in as text: what a mail holds is never read as HTML. */
export function mount(element: Element): HTMLElement {
  if (!TAGS.has(element.tag)) throw new Error(`no such tag in a view: ${element.tag}`);
  const node = document.createElement(element.tag);
  if (element.class !== undefined) node.className = element.class;
  for (const [name, value] of Object.entries(element.attributes ?? {})) node.setAttribute(name, value);
  for (const child of element.children) {
    node.append(typeof child === 'string' ? document.createTextNode(child) : mount(child));
  }
  return node;
}
