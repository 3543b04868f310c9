import { heardByDepth } from '../extract/index.ts';
import type { Claim, Diagram, Extraction } from '../extract/types.ts';
import type { Message } from '../ingest/types.ts';
import type { BuildContext } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import { withinTime } from './budget.ts';
import { judgeClaim } from './claims/index.ts';
import { decidedByPatch } from './claims/of-patch.ts';
import { heedDenials, isAbout } from './denials.ts';
import { claimOfBoth, fixesOfBoth, judgeBothWays } from './fault-locks.ts';
import { searchFixes } from './fixes/index.ts';
import { fixesOfMail } from './fixes/of-mail.ts';
import { groundsOfDenial } from './said/grounds.ts';
import { refutedBySaidLock } from './said/locks.ts';
import { refutedBySaidWait } from './said/waits.ts';
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
  const judgedClaims = (claims: readonly Claim[]) => claims.map((claim) => claimVerdict(claim, asDrawn, options));
  const levels = levelsOf(extraction, asDrawn);
  const heard = judgedClaims(heardOf(levels, extraction.diagrams));
  const first = judgedClaims(extraction.claims);
  const drawings = asDrawn.map((drawing, index) => {
    const excluded = refutedByWord(drawing, index, [extraction.claims, ...levels], extraction.diagrams, options);
    const judged = excluded ?? heedDenials(drawing.judged, [...heard, ...first], index, extraction.diagrams);
    return { ...drawing, judged };
  });
  const isHeld = (about: number | null) => about !== null && drawings[about]?.judged !== asDrawn[about]?.judged;
  const askedAgain = (judged: JudgedClaim): JudgedClaim =>
    isHeld(judged.claim.about) ? claimVerdict(judged.claim, drawings, options) : judged;
  const claims = first.map(askedAgain);
  const proposals = { patch: extraction.patch, claims, heard: heard.map(askedAgain) };
  const fixesOf = ({ diagram, judged, otherwise }: JudgedBothWays, index: number): readonly FixResult[] =>
    fixesOfMail(proposals, { diagram, judged }, { index, context, bothWays: otherwise !== null }, withinTime(options));
  const diagrams = drawings.map((drawing, index) => ({
    diagram: drawing.diagram,
    judged: { ...drawing.judged, fixes: [...fixesOf(drawing, index), ...drawing.judged.fixes] },
  }));
  const fixesAbout = ({ about }: Claim): readonly FixResult[] =>
    about === null ? [] : (diagrams[about]?.judged.fixes ?? []);
  return {
    message,
    tree: extraction.tree,
    diagrams,
    claims: claims.map((judged) => decidedByPatch(judged, fixesAbout(judged.claim))),
  };
}

/** What was said last of a drawing denies it, by a lock or a wait that can be put in or taken out: run so, nothing fails. */
function refutedByWord(
  { judged, diagram }: JudgedDiagram,
  index: number,
  levels: readonly (readonly Claim[])[],
  diagrams: readonly Diagram[],
  options: JudgeOptions,
): ScenarioVerdict | null {
  if (judged.verdict !== 'reproduces') return null;
  const said = levels
    .slice(0, diagram.quoted + 1)
    .map((claims) => claims.filter(({ about }) => isAbout(about, index, diagrams)));
  const grounds = groundsOfDenial(said.find((claims) => claims.length > 0) ?? []);
  const within = withinTime(options);
  return refutedBySaidLock(judged, grounds, diagram, within) ?? refutedBySaidWait(judged, grounds, within);
}

/** What others said, level by level of quotation; asked only where a drawing reproduces. */
function levelsOf({ tree, diagrams }: Extraction, drawings: readonly JudgedBothWays[]) {
  return drawings.some(({ judged }) => judged.verdict === 'reproduces') ? heardByDepth(tree, diagrams) : [];
}

/** What they said of drawings that they quote themselves, that they happen or do not, that a fix helps or does not; the deepest first. */
function heardOf(levels: readonly (readonly Claim[])[], diagrams: readonly Diagram[]): Claim[] {
  return levels
    .map((claims, index) =>
      claims.filter(
        ({ about, type }) => HEARD.has(type) && about !== null && (diagrams[about]?.quoted ?? 0) >= index + 1,
      ),
    )
    .reverse()
    .flat();
}

const HEARD: ReadonlySet<Claim['type']> = new Set(['bug-impossible', 'bug-exists', 'fix-works', 'fix-fails']);

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
