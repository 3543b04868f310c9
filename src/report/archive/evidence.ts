import type { Heading, RootContent } from 'mdast';
import type { JudgedDiagram } from '../../judge/types.ts';
import { evidenceSections } from '../markdown/drawing.ts';
import { print } from '../markdown/print.ts';
import { storyOfDiagram } from '../story/story.ts';

/**
 * All that stands behind the verdict on one drawing, as Markdown whose headings are of the fourth level, for the report of a thread.
 * It is made where the drawing is judged, since witness and scenario do not leave there.
 */
export function evidenceOf(diagram: JudgedDiagram): string {
  return print(evidenceSections(storyOfDiagram(diagram)).map(deeper));
}

function deeper(node: RootContent): RootContent {
  return node.type === 'heading' ? { ...node, depth: Math.min(6, node.depth + 1) as Heading['depth'] } : node;
}
