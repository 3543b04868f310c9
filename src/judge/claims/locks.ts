import { contentWords } from '../../extract/claims/phrases.ts';
import type { Scenario, Unknown } from '../../scenario/types.ts';
import { declared, declaredLocks } from '../edit.ts';
import { isBesides } from '../fixes/besides.ts';
import { drawnLanes, waysToHold } from '../fixes/hold-lock.ts';
import { tryBoth } from '../fixes/index.ts';
import { isSerial } from '../fixes/serial.ts';
import { judgeScenario } from '../scenario-verdict.ts';
import { withoutThings } from './resolve.ts';
import { type Case, type ClaimJudge, contradicted, type Finding, negated, supported, undetermined } from './types.ts';

/** "take L across the whole ioctl", "both hold L": L is put in where the claim says, and everything is run again. */
export const judgeHoldLock: ClaimJudge<'hold-lock'> = ({ lock, mode, scope }, about) => {
  const { claim, judged, options } = about;
  const { scenario } = judged;
  if (judged.verdict === 'undetermined') return undetermined('the drawing itself is undetermined');
  const name = lockNamed(lock, scenario);
  if (name === null) return undetermined(`which lock "${lock}" is cannot be told`);
  // that it is held is a matter of the code; what would be if it were is another question
  if (claim.type === 'invariant' && !declaredLocks(scenario).includes(name))
    return undetermined(`the drawing does not show ${name}`);
  if (judged.verdict === 'refuted' && claim.type !== 'fix-works') return whereNothingFails(name, about);
  const named = lanesNamed(claim.text, scenario);
  const lanes = named.length > 0 ? named : lanesInScope(scope, scenario);
  const names = lanes.map((lane) => scenario.lanes[lane]?.name).join(' and ');
  const ways = waysToHold(scenario, name, lanes, mode);
  const isFix = claim.type === 'fix-works' || claim.type === 'fix-fails';
  const isPassedOver = (unknown: Unknown): boolean =>
    isBesides(unknown, about.diagram, scenario.goals) || (isFix && isSerial(unknown.step, ways.scenario));
  const tried = tryBoth(ways, options, isPassedOver);
  const put = `with ${name} held ${mode === 'shared' ? 'for reading ' : ''}across ${names}`;
  const asItIs = judged.verdict === 'refuted' ? '; nothing fails in this drawing as it is either' : '';
  const finding: Finding =
    tried.verdict === 'works'
      ? supported(
          `${put} no execution shows ${judged.failure ?? 'a failure'}, and every lane can still finish${asItIs}`,
        )
      : tried.verdict === 'fails'
        ? contradicted(`${put}: ${tried.reason}`)
        : undetermined(`${put}: ${tried.reason}`);
  return claim.type === 'fix-fails' ? negated(finding) : finding;
};

/** In a drawing where nothing fails a lock shows its worth only by what happens without it. */
function whereNothingFails(lock: string, { claim, judged, options }: Case): Finding {
  if (claim.type === 'bug-impossible') return supported(judged.reason);
  const without = judgeScenario(withoutThings(judged.scenario, [lock]), options);
  if (without.verdict !== 'reproduces')
    return undetermined(`nothing fails in this drawing as it is, with or without ${lock}`);
  const finding = supported(`nothing fails with ${lock}, and ${without.failure} reproduces without`);
  return claim.type === 'fix-fails' ? negated(finding) : finding;
}

/** The scenario's own name for a lock, where it has one (null where the phrase names none): `mmap_lock_write`, `mmap_write_lock` and `mmap_lock` are one lock. */
export function lockNamed(phrase: string, scenario: Scenario): string | null {
  // a member is meant as it stands: `dev->l` is not `dev->lock2`
  const member = /[A-Za-z_]\w*(?:(?:->|\.)[A-Za-z_]\w*)+/.exec(phrase)?.[0];
  if (member !== undefined) return member;
  const words = contentWords(phrase).filter((word) => !MODE_WORDS.has(word));
  const matches = declared(scenario, 'lock')
    .map((name) => ({
      name,
      hits: contentWords(name).filter((word) => words.includes(word) && word !== 'lock').length,
    }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits);
  if (matches[0]) return matches[0].name;
  // a lock that the drawing does not have: an identifier, or a noun or two
  const identifier = phrase.split(/\s+/).find((word) => /->|_|^[A-Z]+$/.test(word));
  return identifier ?? (phrase.split(/\s+/).length <= 2 ? phrase.replace(/\W+/g, '_') : null);
}

/** Drawn lanes that a sentence calls by their names. */
export function lanesNamed(text: string, scenario: Scenario): number[] {
  return drawnLanes(scenario).filter((lane) => {
    const name = (scenario.lanes[lane]?.name ?? '').replace(/\s+/g, '');
    return (
      name !== '' &&
      new RegExp(`(?<!\\w)${escaped(name)}(?!\\w)`, 'i').test(
        text.replace(/\b(cpu|thread|task|process)\s+(?=\w\b|\d)/gi, '$1'),
      )
    );
  });
}
/** As a regular expression that means these characters. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const MODE_WORDS = new Set([
  'write',
  'read',
  'writer',
  'reader',
  'exclusive',
  'shared',
  'lock',
  'mutex',
  'sem',
  'semaphore',
]);

/**
 * The lanes that a scope speaks of: those whose frame bears its name; failing that, "the ioctl", "the syscall" are the lanes
 * that are no fault or interrupt handler; no scope is all drawn lanes.
 */
export function lanesInScope(scope: string | null, scenario: Scenario): number[] {
  const all = drawnLanes(scenario);
  if (scope === null) return all;
  const words = contentWords(scope).filter((word) => !SCOPE_WORDS.has(word));
  const byName = all.filter((lane) => {
    const frame = scenario.lanes[lane];
    const frameWords = contentWords(`${frame?.name} ${frame?.title ?? ''}`);
    return words.some((word) =>
      frameWords.some(
        (own) => own === word || (word.length > 3 && (own.startsWith(word) || word.startsWith(own)) && own.length > 3),
      ),
    );
  });
  if (byName.length > 0) return byName;
  const handlers = all.filter((lane) => !isHandler(scenario, lane));
  return handlers.length > 0 ? handlers : all;
}
const SCOPE_WORDS = new Set([
  'whole',
  'entire',
  'all',
  'ioctl',
  'syscall',
  'system',
  'call',
  'function',
  'operation',
  'path',
  'section',
  'sequence',
  'both',
  'sides',
  'thing',
]);

/** A lane that runs by itself, not for a system call: a page fault, an interrupt. */
function isHandler(scenario: Scenario, lane: number): boolean {
  const { title, steps } = scenario.lanes[lane] ?? { title: null, steps: [] };
  const copies = steps.some((step) =>
    step.statements.some((statement) => statement.is === 'verb' && statement.verb === 'commit'),
  );
  return copies || /\b\w*(?:fault|irq|interrupt|softirq|timer)\w*\b/i.test(title ?? '');
}
