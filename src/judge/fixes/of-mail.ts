import type { Claim, Patch } from '../../extract/types.ts';
import type { BuildContext, FaultLock } from '../../scenario/index.ts';
import { fixesOfBoth } from '../fault-locks.ts';
import type { FixResult, JudgedClaim, JudgedDiagram, JudgeOptions } from '../types.ts';
import { kindOfWords } from './kinds.ts';
import { judgePatch } from './patch/index.ts';

/** What a mail proposes for a drawing: its patch, its author's sentences, those of who is quoted with the drawing. */
export type Proposals = {
  readonly patch: Patch | null;
  readonly claims: readonly JudgedClaim[];
  readonly heard: readonly JudgedClaim[];
};

/**
 * The mail's own fixes of a drawing, each with what a run of it showed: what could be told first. The author's patch comes before the
 * sentences, one that is answered to behind them.
 */
export function fixesOfMail(
  { patch, claims, heard }: Proposals,
  { diagram, judged }: JudgedDiagram,
  { index, context, bothWays }: { readonly index: number; readonly context: BuildContext; readonly bothWays: boolean },
  options: JudgeOptions,
): FixResult[] {
  const said = [...fixesOf(claims, index), ...fixesOf(heard, index)];
  const patched = (of: Patch): readonly FixResult[] => {
    const under = (faultLock: FaultLock): FixResult =>
      judgePatch(of, diagram, { judged, said, context: { ...context, faultLock } }, options);
    return bothWays ? fixesOfBoth([under('mmap')], [under('vma')]) : [under('mmap')];
  };
  const isAnswered = patch !== null && patch.quoted > diagram.quoted;
  const ofPatch = patch === null ? [] : patched(patch);
  const all = isAnswered ? [...said, ...ofPatch] : [...ofPatch, ...said];
  // of what cannot be told, what says what it would do comes before praise and doubts
  const rank = ({ verdict, kind, source }: FixResult): number =>
    verdict !== 'undetermined' ? 0 : kind === 'other' && source === 'prose' ? 2 : 1;
  return [...all].sort((a, b) => rank(a) - rank(b));
}

/** What a writer says helps, then what is said not to. */
function fixesOf(claims: readonly JudgedClaim[], index: number): FixResult[] {
  const about = claims.filter(({ claim }) => claim.about === index);
  return (['fix-works', 'fix-fails'] as const).flatMap((type) =>
    about.filter(({ claim }) => claim.type === type).map((judged) => fixOf(judged, type)),
  );
}

/** Whether it works is told also where the sentence asks it. */
function fixOf({ claim, verdict, reason }: JudgedClaim, type: 'fix-works' | 'fix-fails'): FixResult {
  const typeHolds = verdict === 'supported' ? claim.polarity !== '-' : claim.polarity === '-';
  const isDecided = verdict === 'supported' || verdict === 'refuted';
  const works = typeHolds === (type === 'fix-works');
  const result = !isDecided ? 'undetermined' : works ? 'works' : 'fails';
  return {
    source: 'prose',
    kind: kindOf(claim),
    text: claim.text,
    verdict: result,
    reason: result === 'works' ? '' : reason,
  };
}

const LOCK_WORD = /(?:lock|mutex|sem)(?:\(\))?$/i;

function kindOf({ content, text }: Claim): FixResult['kind'] {
  // a lock that is taken earlier is held longer
  if (content.is === 'move') return LOCK_WORD.test(content.what) ? 'widen-lock' : 'move-step';
  const kind = kindOfWords(text);
  return content.is === 'hold-lock' && (kind === 'other' || kind === 'move-step') ? 'hold-lock' : kind;
}
