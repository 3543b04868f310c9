import { heardBeside } from '../extract/index.ts';
import type { Claim, Diagram, Extraction } from '../extract/types.ts';
import type { Message } from '../ingest/types.ts';
import type { BuildContext, FaultLock } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import { withinTime } from './budget.ts';
import { judgeClaim } from './claims/index.ts';
import { heedDenials } from './denials.ts';
import { claimOfBoth, fixesOfBoth, judgeBothWays } from './fault-locks.ts';
import { searchFixes } from './fixes/index.ts';
import { kindOfWords } from './fixes/kinds.ts';
import { judgePatch } from './fixes/patch/index.ts';
import { judgeScenario as judgeWithoutFixes } from './scenario-verdict.ts';
import type { FixResult, JudgedClaim, JudgedDiagram, JudgedMessage, JudgeOptions, ScenarioVerdict } from './types.ts';

export type { JudgeOptions } from './types.ts';

/** The verdict of a scenario with the fixes that would and would not help, where there is something to fix. */
export function judgeScenario(scenario: Scenario, options: JudgeOptions): ScenarioVerdict {
  const within = withinTime(options);
  return withFixes(judgeWithoutFixes(scenario, within), within);
}

function withFixes(judged: ScenarioVerdict, options: JudgeOptions): ScenarioVerdict {
  return judged.verdict === 'reproduces' ? { ...judged, fixes: searchFixes(judged.scenario, options) } : judged;
}

/** Judges every drawing of a message, then its claims, and takes the author's own fixes into the drawings' tables. */
export function judgeMessage(message: Message, extraction: Extraction, options: JudgeOptions): JudgedMessage {
  const context = { title: message.subject ?? '', messageId: message.messageId };
  const asDrawn = extraction.diagrams.map((diagram) => drawingVerdict(diagram, context, options));
  const heard = heardOf(extraction, asDrawn);
  const first = extraction.claims.map((claim) => claimVerdict(claim, asDrawn, options));
  const said = [...heard.map((claim) => claimVerdict(claim, asDrawn, options)), ...first];
  const drawings = asDrawn.map((drawing, index) => ({
    ...drawing,
    judged: heedDenials(drawing.judged, said, index, extraction.diagrams),
  }));
  const isHeld = (about: number | null) => about !== null && drawings[about]?.judged !== asDrawn[about]?.judged;
  const claims = first.map((judged) =>
    isHeld(judged.claim.about) ? claimVerdict(judged.claim, drawings, options) : judged,
  );
  const { patch } = extraction;
  const fixesOfMail = (diagram: Diagram, judged: ScenarioVerdict, index: number): readonly FixResult[] => {
    const proposed = fixesOf(claims, index);
    if (patch === null) return proposed;
    const patched = (faultLock: FaultLock): FixResult =>
      judgePatch(patch, diagram, { judged, said: proposed, context: { ...context, faultLock } }, withinTime(options));
    const first = patched('mmap');
    return [...(asDrawn[index]?.otherwise ? fixesOfBoth([first], [patched('vma')]) : [first]), ...proposed];
  };
  return {
    message,
    tree: extraction.tree,
    diagrams: drawings.map(({ diagram, judged }, index) => ({
      diagram,
      judged: { ...judged, fixes: [...fixesOfMail(diagram, judged, index), ...judged.fixes] },
    })),
    claims,
  };
}

/** What others said of the drawings, whether they happen or not; asked only where a drawing reproduces, which it may hold back. */
function heardOf({ tree, diagrams }: Extraction, drawings: readonly JudgedBothWays[]): Claim[] {
  if (!drawings.some(({ judged }) => judged.verdict === 'reproduces')) return [];
  return heardBeside(tree, diagrams).filter(({ type }) => type === 'bug-impossible' || type === 'bug-exists');
}

function claimVerdict(claim: Claim, drawings: readonly JudgedBothWays[], options: JudgeOptions): JudgedClaim {
  const within = withinTime(options);
  const about = claim.about === null ? undefined : drawings[claim.about];
  const judged = judgeClaim(claim, about, within);
  if (!about?.otherwise) return judged;
  return claimOfBoth(judged, judgeClaim(claim, { ...about, judged: about.otherwise }, within));
}

type JudgedBothWays = JudgedDiagram & { readonly otherwise: ScenarioVerdict | null };

/** A drawing's verdict with its fixes; where a page fault leaves two ways, what comes out in both. */
function drawingVerdict(diagram: Diagram, context: BuildContext, given: JudgeOptions): JudgedBothWays {
  const options = withinTime(given);
  const { judged, otherwise } = judgeBothWays(diagram, context, options);
  const fixed = withFixes(judged, options);
  if (otherwise === null) return { diagram, judged: fixed, otherwise };
  const fixes = fixesOfBoth(fixed.fixes, withFixes(otherwise, options).fixes);
  return { diagram, judged: { ...fixed, fixes }, otherwise };
}

/** What the author says helps, then what the author says does not, each with what a run of it showed. */
function fixesOf(claims: readonly JudgedClaim[], index: number): FixResult[] {
  const about = claims.filter(({ claim }) => claim.about === index);
  return (['fix-works', 'fix-fails'] as const).flatMap((type) =>
    about.filter(({ claim }) => claim.type === type).map((judged) => fixOf(judged, type)),
  );
}

function fixOf({ claim, verdict, reason }: JudgedClaim, type: 'fix-works' | 'fix-fails'): FixResult {
  const typeHolds = verdict === 'supported' ? claim.polarity !== '-' : claim.polarity === '-';
  const isDecided = verdict === 'supported' || verdict === 'refuted';
  const works = typeHolds === (type === 'fix-works');
  const result = !isDecided || claim.polarity === '?' ? 'undetermined' : works ? 'works' : 'fails';
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
