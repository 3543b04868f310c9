import type { Diagram, Patch } from '../../extract/types.ts';
import type { FixKind, FixResult, JudgeOptions, ScenarioVerdict } from '../types.ts';
import { tryFix } from './index.ts';
import { kindOfPatch } from './kinds.ts';
import { withPatchedLocks } from './patch-locks.ts';
import { callsIn, functionsOf } from './patch-names.ts';

/**
 * The mail's patch as a fix of a drawing. Locks that it adds around drawn steps are put in, and everything is run again; what it changes
 * otherwise has no counterpart in the steps yet, and stays undetermined, with the reason.
 * @param said the proposals of the mail's sentences about this drawing
 */
export function judgePatch(
  whole: Patch,
  diagram: Diagram,
  { judged, said }: { readonly judged: ScenarioVerdict; readonly said: readonly FixResult[] },
  options: JudgeOptions,
): FixResult {
  const patch = aboutDrawing(whole, diagram);
  const own = kindOfPatch(patch);
  const kind = withWords(own === 'other' ? kindOfPatch(whole) : own, said);
  const [first, last] = whole.lines;
  const result = (verdict: FixResult['verdict'], reason: string, what = ''): FixResult => {
    return { source: 'patch', kind, text: `the patch on lines ${first} to ${last}${what}`, verdict, reason };
  };
  if (patch === whole) return result('undetermined', 'it changes none of the functions that the drawing names');
  if (judged.verdict !== 'reproduces')
    return result('undetermined', `the drawing is ${judged.verdict}, so there is nothing that it could mend`);
  if (kind !== 'hold-lock') return result('undetermined', 'what it changes could not be matched to the drawn steps');
  const patched = withPatchedLocks(judged.scenario, patch, diagram);
  if ('why' in patched) return result('undetermined', patched.why);
  const { verdict, reason } = tryFix(patched.scenario, options);
  return result(verdict, reason, `: ${patched.what}`);
}

/** The part of a patch that changes functions which are drawn, or calls of them; the whole where there is none. */
function aboutDrawing(patch: Patch, diagram: Diagram): Patch {
  const drawn = new Set(diagram.lanes.flatMap((_, lane) => functionsOf(diagram, lane)));
  const functions = new Set(
    patch.code.flatMap(({ sign, within, text }) =>
      within !== null && (drawn.has(within) || (sign !== ' ' && callsIn(text).some((each) => drawn.has(each))))
        ? [within]
        : [],
    ),
  );
  const code = patch.code.filter(({ within }) => within !== null && functions.has(within));
  return code.some(({ sign }) => sign !== ' ') ? { ...patch, code } : patch;
}

/** Kinds that lines of code show only weakly: any patch adds a test somewhere. The author's own words say it better. */
const WEAK: ReadonlySet<FixKind> = new Set(['recheck', 'other']);

function withWords(kind: FixKind, said: readonly FixResult[]): FixKind {
  return (WEAK.has(kind) ? said.find((each) => each.kind !== 'other')?.kind : undefined) ?? kind;
}
