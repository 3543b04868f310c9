import type { Claim, Extraction } from '../extract/types.ts';
import type { Message } from '../ingest/types.ts';
import type { Scenario } from '../scenario/types.ts';
import { judgeClaim } from './claims/index.ts';
import { judgeDiagram } from './diagram-verdict.ts';
import { searchFixes } from './fixes/index.ts';
import { judgeScenario as judgeWithoutFixes } from './scenario-verdict.ts';
import type { FixResult, JudgedClaim, JudgedMessage, JudgeOptions, ScenarioVerdict } from './types.ts';

export type { JudgeOptions } from './types.ts';

/** The verdict of a scenario with the fixes that would and would not help, where there is something to fix. */
export function judgeScenario(scenario: Scenario, options: JudgeOptions): ScenarioVerdict {
  return withFixes(judgeWithoutFixes(scenario, options), options);
}

function withFixes(judged: ScenarioVerdict, options: JudgeOptions): ScenarioVerdict {
  return judged.verdict === 'reproduces' ? { ...judged, fixes: searchFixes(judged.scenario, options) } : judged;
}

/** Judges every drawing of a message, then its claims, and takes the author's own fixes into the drawings' tables. */
export function judgeMessage(message: Message, extraction: Extraction, options: JudgeOptions): JudgedMessage {
  const context = { title: message.subject ?? '', messageId: message.messageId };
  const drawings = extraction.diagrams.map((diagram) => ({
    diagram,
    judged: withFixes(judgeDiagram(diagram, context, options), options),
  }));
  const claims = extraction.claims.map((claim) =>
    judgeClaim(claim, claim.about === null ? undefined : drawings[claim.about], options),
  );
  return {
    message,
    tree: extraction.tree,
    diagrams: drawings.map(({ diagram, judged }, index) => ({
      diagram,
      judged: { ...judged, fixes: [...fixesOf(claims, index), ...judged.fixes] },
    })),
    claims,
  };
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

function kindOf({ content }: Claim): FixResult['kind'] {
  if (content.is === 'hold-lock') return 'hold-lock';
  if (content.is === 'move') return 'move-step';
  return 'other';
}
