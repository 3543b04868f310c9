import type { Claim, ClaimContent, ClaimType } from '../../extract/types.ts';
import { judgeScenario } from '../scenario-verdict.ts';
import type { JudgedClaim, JudgedDiagram, JudgeOptions, ScenarioVerdict } from '../types.ts';
import { judgeBarriers } from './barriers.ts';
import { judgeMove } from './changes.ts';
import { judgeHoldLock } from './locks.ts';
import { judgeOrder } from './order.ts';
import { judgeWith, judgeWithout } from './presence.ts';
import { isIncrement, resolveThings, withoutThings } from './resolve.ts';
import {
  type Case,
  type ClaimJudge,
  contradicted,
  type Finding,
  negated,
  notCheckable,
  supported,
  undetermined,
} from './types.ts';

/** "this is a use-after-free", "this cannot happen": the verdict of the drawing says it. */
const judgeFailure: ClaimJudge<'failure'> = (content, { claim, judged, kind }) => {
  const isHypothetical =
    (claim.type === 'harmless' || claim.type === 'bug-impossible') && /\b(?:would|without)\b/i.test(claim.text);
  if (ANOTHER.test(claim.text)) return undetermined('it speaks of something else than what is drawn');
  if (ELSEWHERE.test(claim.text)) return notCheckable('where else it happens no drawing of one place shows');
  if (NOT_ALWAYS.test(claim.text)) return undetermined('it says that it need not be so, and not that it cannot be');
  if (isHypothetical || /^\W*(?:without|if|unless|with)\b.*\b(?:would|could)\b/i.test(claim.text))
    return undetermined('it speaks of another drawing than this one');
  if (judged.verdict === 'undetermined') return undetermined(`the drawing is undetermined: ${judged.reason}`);
  // whoever is in a deadlock hangs
  const isHang = content.failure === 'hang' && judged.failure === 'deadlock';
  const isOther = content.failure !== null && judged.failure !== null && content.failure !== judged.failure && !isHang;
  const happens = judged.verdict === 'reproduces';
  if (isOther && happens)
    return undetermined(`the drawing shows ${judged.failure}; ${content.failure} was not looked for`);
  const isDenied = claim.type === 'bug-impossible' || claim.type === 'harmless';
  // who draws how nothing goes wrong has drawn what should keep it so
  if (happens && isDenied && claim.polarity === '+' && kind !== 'correct')
    return undetermined(`as it is drawn it happens, and what this says is not in the drawing: ${judged.reason}`);
  const finding = happens ? supported(judged.reason) : contradicted(judged.reason);
  return claim.type === 'bug-impossible' || claim.type === 'harmless' ? negated(finding) : finding;
};

/** "It happens in most drivers." */
const ELSEWHERE =
  /\b(?:exists?|occurs?|happens?|applies|apply|is present) (?:in|for|on) (?:all|every|most|many|other)\b/i;
const NOT_ALWAYS = /\bnot necessarily\b|n't necessarily\b/i;

/** "Another issue is that …": what the drawing is not about. */
const ANOTHER =
  /^\W*(?:and )?(?:another|an? (?:second|third|further|different|similar|related)|the other) (?:\w+ )?(?:issue|problem|bug|race|thing)\b/i;

/** Costs are not the machine's to judge, but it can count. */
const judgeCost: ClaimJudge<'cost'> = (content, { claim, judged }) => {
  const things = resolveThings(content.thing ?? claim.text, judged.scenario);
  const counts = things.flatMap((thing) => {
    const steps = judged.scenario.lanes.flatMap((lane) =>
      lane.steps.filter((step) => step.statements.some((each) => isIncrement(each) && each.target === thing)),
    );
    return steps.length > 0
      ? [
          `${steps.length} ${steps.length === 1 ? 'write' : 'writes'} to ${thing}, shared by ${sharers(judged, thing)} lanes`,
        ]
      : [];
  });
  const counted =
    counts.length > 0
      ? `; the drawing has ${counts.join(' and ')}: one more write to a shared line for each change it counts`
      : '';
  return notCheckable(`how much it costs is not something that executions show${counted}`);
};

function sharers(judged: ScenarioVerdict, thing: string): number {
  return judged.scenario.lanes.filter((lane) => JSON.stringify(lane.steps).includes(JSON.stringify(thing))).length;
}

const JUDGES: { readonly [Is in ClaimContent['is']]: ClaimJudge<Is> } = {
  'hold-lock': judgeHoldLock,
  with: judgeWith,
  without: judgeWithout,
  order: judgeOrder,
  failure: judgeFailure,
  cost: judgeCost,
  move: judgeMove,
  other: () => notCheckable('this sentence names nothing that a run of the drawing could show'),
};

/** "L is not needed", "the wait is needed": the thing is taken out and the drawing run again. */
function judgeNeed(about: Case): Finding {
  const { claim, judged, options } = about;
  const phrase = 'thing' in claim.content ? (claim.content.thing ?? '') : '';
  const things = resolveThings(phrase, judged.scenario).filter((name) =>
    judged.scenario.declarations.some((each) => each.name === name && each.kind === 'lock'),
  );
  if (things.length === 0) return judgeBarriers(about) ?? undetermined('nothing in the drawing answers to it');
  if (judged.verdict !== 'refuted')
    return undetermined(`whether ${things.join(' and ')} is needed shows only where nothing fails with it`);
  const without = judgeScenario(withoutThings(judged.scenario, things), options);
  const needed =
    without.verdict === 'reproduces'
      ? supported(`without ${things.join(' and ')}, ${without.failure} reproduces`)
      : undetermined(`without ${things.join(' and ')}: ${without.reason}`);
  return claim.type === 'ordering-needed' ? needed : negated(needed);
}

/** Types that no execution can settle, whatever they speak of. */
const UNCHECKABLE: Partial<Record<ClaimType, string>> = {
  question: 'a question; it states nothing that could be run',
};

/** Contents that say how a drawing would have to change. */
const CHANGES: ReadonlySet<ClaimContent['is']> = new Set(['hold-lock', 'move', 'without']);

/** Judges a claim by running the drawing that it is about, with the change or the constraint that it speaks of. */
export function judgeClaim(claim: Claim, about: JudgedDiagram | undefined, options: JudgeOptions): JudgedClaim {
  return { claim, ...findingFor(claim, about, options) };
}

function findingFor(claim: Claim, about: JudgedDiagram | undefined, options: JudgeOptions): Finding {
  const uncheckable = UNCHECKABLE[claim.type];
  if (uncheckable) return notCheckable(uncheckable);
  if (about === undefined) return notCheckable('there is no drawing that it is about');
  const { judged, diagram } = about;
  const own: Case = { claim, judged, options, diagram, kind: diagram.kind };
  if (claim.type === 'cost')
    return judgeCost({ is: 'cost', thing: claim.content.is === 'cost' ? claim.content.thing : null }, own);
  if (claim.type === 'ordering-needed' || claim.type === 'ordering-not-needed') return judgeNeed(own);
  const judge = JUDGES[claim.content.is] as ClaimJudge<ClaimContent['is']>;
  // a drawing of how it is after the fix stands for the fix
  const isTheFix = claim.type === 'fix-works' && diagram.kind === 'correct' && !CHANGES.has(claim.content.is);
  const finding = isTheFix
    ? negated(judgeFailure({ is: 'failure', failure: judged.failure }, own))
    : judge(claim.content as never, own);
  return claim.polarity === '-' ? negated(finding) : finding;
}
