import type { Effect, PatchLine, Step } from '../../../extract/types.ts';
import { align } from './align.ts';
import { type Block, behindReturn, blocksIn, givesUp, isElse, isSilent, isTest, leaves } from './blocks.ts';
import type { Body } from './body.ts';
import { movesIn } from './moves.ts';
import { withSections } from './sections.ts';
import { lostIn } from './unmatched.ts';

/** A line that is new at its place. `leaves`: a test whose branch gives up; `over`: a test whose branch is these rows, by their ids. */
export type Added = {
  readonly line: PatchLine;
  readonly leaves?: true;
  readonly over?: readonly string[];
  /** What ends with the function. */
  readonly atEnd?: true;
};

/** The id of the row that an added line becomes; the end of a guard stands behind a line. */
export const idOf = ({ line }: PatchLine): string => `${Math.floor(line)}:${line === Math.floor(line) ? 1 : 2}`;

/** What stands in a function after the patch, in its order, as far as the patch shows it. */
export type Item =
  | { readonly is: 'row'; readonly row: Step; readonly line: PatchLine }
  /** A row that the patch takes away; it still tells where others are. */
  | { readonly is: 'gone'; readonly row: Step; readonly line: PatchLine }
  /** A row that the patch puts here. */
  | { readonly is: 'moved'; readonly row: Step; readonly line: PatchLine }
  | { readonly is: 'added'; readonly added: Added };

export type Changes =
  | { readonly items: readonly Item[]; readonly body: Body; readonly code: readonly PatchLine[] }
  | { readonly why: string };

/**
 * What a patch does to a function whose rows are drawn in `body`. Says why where it cannot be told.
 * @param names words of all drawn rows
 */
export function changesOf(
  code: readonly PatchLine[],
  rows: readonly Step[],
  body: Body,
  names: ReadonlySet<string>,
): Changes {
  const inside = code.filter((line) => line.indent > 0 && !isAlias(line, rows, names));
  const pairs = align(inside, rows.slice(body.from, body.to));
  const after = inside.filter(({ sign }) => sign !== '-');
  const blocks = blocksIn(after);
  const unreached = behindReturn(after);
  const isDrawn = (line: PatchLine): boolean => pairs.has(line);
  const moves = movesIn(inside, pairs);
  const moved = new Set([...moves.values()].map(({ text }) => text));

  if (body.isFlat && pairs.size === 0) return { why: 'what it changes is inside a row of the drawing' };
  const inBody = rows.slice(body.from, body.to);
  const lost = lostIn(inside, pairs, inBody, moved);
  if (lost !== null) return { why: lost };

  const items: Item[] = [];
  const done = new Set<PatchLine>();
  const endIsDrawn = [...unreached].some(isDrawn);
  for (const line of inside) {
    const row = pairs.get(line);
    if (line.sign === '-') {
      if (row !== undefined) items.push({ is: 'gone', row, line });
      continue;
    }
    if (line.sign === ' ') {
      if (row !== undefined) items.push({ is: 'row', row, line });
      continue;
    }
    if (done.has(line)) continue;
    const source = moves.get(line);
    if (source !== undefined) {
      items.push({ is: 'moved', row: source, line });
      continue;
    }
    if (isSilent(line) || (unreached.has(line) && !endIsDrawn)) continue;
    const outer = enclosing(line, blocks).find((block) => block.head.sign === ' ' && !block.body.some(isDrawn));
    if (outer !== undefined) {
      if (givesUp(outer)) continue;
      return { why: `whether the drawn run comes to line ${line.line} does not show` };
    }
    if (leaves(line) && after.slice(after.indexOf(line) + 1).some(isDrawn))
      return { why: `it leaves the function on line ${line.line}` };
    if (leaves(line) && line.meaning?.complete !== false && (line.meaning?.effects ?? []).length === 0) continue;
    if (isElse(line)) return { why: `what it adds on line ${line.line} is for another case than the drawn one` };
    if (!isTest(line)) {
      items.push({ is: 'added', added: { line } });
      continue;
    }
    const block = blocks.find(({ head }) => head === line) ?? { head: line, body: [] };
    const branch = block.body;
    if (branch.some(leaves) && (branch.some(isDrawn) || !givesUp(block)))
      return {
        why: `where the drawn run goes from line ${line.line} does not show`,
      };
    if (givesUp(block)) {
      const does = branch.find((each) => !isSilent(each) && !leaves(each) && !isOnWayOut(each, rows));
      if (does !== undefined)
        return { why: `what line ${does.line} does where line ${line.line} gives up is not followed` };
      for (const each of branch) done.add(each);
      items.push({ is: 'added', added: { line, leaves: true } });
    } else {
      const over = branch.map((each) => (pairs.get(each) ?? moves.get(each))?.id ?? idOf(each));
      items.push({ is: 'added', added: { line, over } });
    }
  }
  const completed = withSections(items, inside, pairs, unreached);
  return 'why' in completed ? completed : { items: completed, body, code: inside };
}

/**
 * `struct tags *tags = queue->tags;`, where rows speak of tags: it only gives what is drawn the name that it is drawn with. So it does
 * where none of them speaks of what it is a name for.
 */
function isAlias({ text }: PatchLine, rows: readonly Step[], names: ReadonlySet<string>): boolean {
  const [, name, path = ''] = /^(?:const )?(?:struct|union) \w+ \*+ ?(\w+) = ([\w>.-]+);$/.exec(text) ?? [];
  return (
    name !== undefined && (names.has(name) || (path.includes('->') && !rows.some((row) => row.text.includes(path))))
  );
}

const enclosing = (line: PatchLine, blocks: readonly Block[]): Block[] =>
  blocks.filter(({ body }) => body.includes(line));

const WAY_OUT: ReadonlySet<Effect['do']> = new Set(['release', 'leave-reader', 'finish-wait', 'use', 'nothing']);

/** What error paths do: give locks back, say which error it is, and clean up what the drawing does not speak of. */
function isOnWayOut({ meaning, text }: PatchLine, rows: readonly Step[]): boolean {
  if (/^\w+ = -?\w+;$/.test(text)) return true;
  const effects = meaning?.effects ?? [];
  if (meaning?.complete && effects.every(({ do: does }) => WAY_OUT.has(does))) return true;
  const names = text.slice(text.indexOf('(')).match(/[a-z_]\w*/gi) ?? [];
  return !names.some((name) => rows.some((row) => new RegExp(`\\b${name}\\b`).test(row.text)));
}
