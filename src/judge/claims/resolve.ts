import { contentWords } from '../../extract/claims/phrases.ts';
import { namesInExpression } from '../../scenario/expressions.ts';
import { namesOf, targetOf } from '../../scenario/statements.ts';
import type { Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';

/** Words for roles: a claim speaks of "the counter", whatever its variable is called. */
const ROLES: readonly { readonly words: readonly string[]; readonly find: (scenario: Scenario) => string[] }[] = [
  { words: ['counter', 'counters', 'generation', 'sequence', 'seqcount', 'version'], find: incremented },
  { words: ['tlb', 'flush'], find: (scenario) => ofKind(scenario, 'tlb') },
  { words: ['lock', 'mutex', 'spinlock', 'semaphore'], find: onlyLock },
];

/**
 * The declared things that a phrase of a claim means: by the words of their names first, by their role second. Empty where nothing
 * in the drawing answers to it.
 */
export function resolveThings(phrase: string, scenario: Scenario): string[] {
  // a place in C is meant as it stands: `dev->l` is not `dev->ptr`
  const places = placesNamed(phrase);
  if (places.length > 0) {
    return scenario.declarations
      .map(({ name }) => name)
      .filter((name) => places.includes((name.split('@')[0] as string).replace(/^\*/, '')));
  }
  const words = new Set(contentWords(phrase));
  const named = scenario.declarations
    .filter(({ kind }) => kind !== 'constant')
    .map(({ name }) => ({
      name,
      hits: contentWords(name.split('@')[0] as string).filter((word) => words.has(word)).length,
    }))
    .filter(({ hits }) => hits > 0);
  const roles = ROLES.filter((role) => role.words.some((word) => words.has(word))).flatMap((role) =>
    role.find(scenario),
  );
  const exact = scenario.declarations
    .filter(({ kind, name }) => kind !== 'constant' && namesExactly(phrase, name))
    .map(({ name }) => name);
  if (exact.length > 0) return exact;
  const most = Math.max(0, ...named.map(({ hits }) => hits));
  const best = named.filter(({ hits }) => hits === most).map(({ name }) => name);
  // "the counter": the shared cell that is counted up, not the local that happens to be called so
  return roles.length > 0 ? roles : best;
}

/** Members named in full: `dev->lock`, `q.head`. */
function placesNamed(phrase: string): string[] {
  return [...phrase.matchAll(/[A-Za-z_]\w*(?:(?:->|\.)[A-Za-z_]\w*)+/g)]
    .map((match) => match[0])
    .filter((place) => place.includes('->') || place.length > 3);
}

/** The phrase holds the name as a word of its own, however short: "the mutex m". */
function namesExactly(phrase: string, name: string): boolean {
  const plain = (name.split('@')[0] as string).replace(/^\*/, '');
  const at = phrase.indexOf(plain);
  const isWord = (character: string | undefined) => character !== undefined && /[\w>.-]/.test(character);
  return (
    at >= 0 &&
    plain.length < 3 &&
    !/^(?:a|i|an|it|is|in|on|of|to|no|we|us|be|do|as|at|by|or|if|so)$/i.test(plain) &&
    !isWord(phrase[at - 1]) &&
    !isWord(phrase[at + plain.length])
  );
}

/** "The lock" of a drawing that has one. */
function onlyLock(scenario: Scenario): string[] {
  const locks = ofKind(scenario, 'lock');
  return locks.length === 1 ? locks : [];
}

/** Cells that some step increases by one. */
function incremented(scenario: Scenario): string[] {
  const cells = scenario.lanes.flatMap((lane) =>
    lane.steps.flatMap((step) => step.statements.flatMap((each) => (isIncrement(each) ? [each.target] : []))),
  );
  return [...new Set(cells)];
}

export function isIncrement(statement: Statement): statement is Statement & { is: 'assign' } {
  if (statement.is !== 'assign' || statement.value.is !== 'binary' || statement.value.operator !== '+') return false;
  return (
    statement.value.left.is === 'name' &&
    statement.value.left.name === statement.target &&
    statement.value.right.is === 'number'
  );
}

function ofKind(scenario: Scenario, kind: string): string[] {
  return scenario.declarations.filter((each) => each.kind === kind).map((each) => each.name);
}

/** A step with its place in the drawn order. */
export type Placed = { readonly lane: number; readonly step: ScenarioStep; readonly statement: Statement | null };

/** What is done to a thing: words of the phrase that speak of increasing, checking, flushing … */
const ACTS: readonly { readonly words: RegExp; readonly is: (statement: Statement, step: ScenarioStep) => boolean }[] =
  [
    { words: /\b(?:increas|increment|bump|count)\w*/i, is: isIncrement },
    {
      words: /\b(?:check|test|compar|look|read|see)\w*|^!/i,
      is: (statement, step) =>
        ((statement.is === 'noted' || statement.is === 'if') && !isComment(step)) ||
        (statement.is === 'assign' && statement.value.is === 'name'),
    },
    { words: /\bflush\w*/i, is: (statement) => statement.is === 'verb' && statement.verb === 'flush' },
    {
      words: /\b(?:free|freed|frees|freeing)\b/i,
      is: (statement) => statement.is === 'verb' && (statement.verb === 'free' || statement.verb === 'put'),
    },
    {
      words: /\b(?:unlock|releas|drop)\w*/i,
      is: (statement) => statement.is === 'verb' && statement.verb === 'unlock',
    },
    { words: /\block\w*|\bacquir\w*/i, is: (statement) => statement.is === 'verb' && statement.verb === 'lock' },
    { words: /\bcop(?:y|ies|ied|ying)\b/i, is: (statement) => statement.is === 'verb' && statement.verb === 'copy' },
    { words: /\bcommit\w*/i, is: (statement) => statement.is === 'verb' && statement.verb === 'commit' },
    { words: /\b(?:wak)\w*/i, is: (statement) => statement.is === 'verb' && statement.verb === 'wake' },
    {
      words: /\b(?:set|writ|clear|stor)\w*/i,
      is: (statement) => statement.is === 'assign',
    },
  ];

/** A remark in a comment states a fact; it checks nothing. */
function isComment(step: ScenarioStep): boolean {
  return /^\s*(?:\/\*|\/\/)/.test(step.text);
}

/** The drawn steps that a phrase of an ordering claim means: "the counter was increased", "!pte_write check". */
export function resolveSteps(phrase: string, scenario: Scenario): Placed[] {
  const things = new Set(resolveThings(phrase, scenario));
  const words = new Set(contentWords(phrase));
  const act = ACTS.find((each) => each.words.test(phrase));
  const found: (Placed & { score: number })[] = [];
  for (const [lane, { implied, steps }] of scenario.lanes.entries()) {
    if (implied) continue;
    for (const step of steps) {
      for (const statement of step.statements) {
        if (act && !act.is(statement, step)) continue;
        const names = [...namesOf(statement), targetOf(statement) ?? ''];
        // a field answers to its words: `pte.write` to "pte_write"
        const fields = names.filter(
          (name) =>
            name.includes('.') && contentWords(name.slice(name.lastIndexOf('.') + 1)).every((word) => words.has(word)),
        );
        const score = fields.length > 0 ? 2 : names.some((name) => things.has(name)) ? 1 : 0;
        if (score > 0) found.push({ lane, step, statement, score });
      }
    }
  }
  const best = Math.max(0, ...found.map(({ score }) => score));
  return found.filter(({ score }) => score === best).map(({ lane, step, statement }) => ({ lane, step, statement }));
}

/** The scenario without a thing: every statement that only serves it is dropped, and its part of conditions. */
export function withoutThings(scenario: Scenario, things: readonly string[]): Scenario {
  const gone = new Set(things);
  // locals that were loaded from it go with it
  for (const lane of scenario.lanes) {
    for (const statement of lane.steps.flatMap((step) => step.statements)) {
      if (
        statement.is === 'assign' &&
        statement.target !== '' &&
        namesInExpression(statement.value).some((name) => things.includes(name))
      )
        gone.add(statement.target);
    }
  }
  return {
    ...scenario,
    lanes: scenario.lanes.map((lane) => ({
      ...lane,
      steps: lane.steps.map((step) => ({
        ...step,
        statements: step.statements.flatMap((statement) => strip(statement, gone)),
      })),
    })),
  };
}

function strip(statement: Statement, gone: ReadonlySet<string>): Statement[] {
  if (!namesOf(statement).some((name) => gone.has(name))) return [statement];
  if (statement.is !== 'noted') return [];
  const conjuncts = conjunctsOf(statement.condition).filter(
    (each) => !namesInExpression(each).some((name) => gone.has(name)),
  );
  return conjuncts.map((condition) => ({ is: 'noted', condition }));
}

function conjunctsOf(condition: Parameters<typeof namesInExpression>[0]): Parameters<typeof namesInExpression>[0][] {
  return condition.is === 'binary' && condition.operator === '&&'
    ? [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)]
    : [condition];
}
