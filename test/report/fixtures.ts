import type { Claim, Diagram, Op, Step } from '../../src/extract/types.ts';
import type { Message } from '../../src/ingest/types.ts';
import type { JudgedClaim, JudgedDiagram, JudgedMessage, Report, ScenarioVerdict } from '../../src/judge/types.ts';
import type { Lane, Scenario } from '../../src/scenario/types.ts';
import type { Move, Outcome } from '../../src/sim/types.ts';

/** Reports written by hand, so that this folder is tested before and without the others. */

type Cell = readonly [line: number, lane: number, text: string, op: Op, object: string | null, rule: string | null];

export function step([line, lane, text, op, object, rule]: Cell, changes: Partial<Step> = {}): Step {
  const column = 1 + lane * 24;
  return {
    ...{
      id: `${line}:${column}`,
      line,
      column,
      lines: [line, line],
      lane,
      text,
      annotations: [],
      depth: 0,
      task: null,
      op,
      object,
    },
    ...{ understood: rule !== null, complete: rule !== null, rule, effects: [], failure: null },
    ...changes,
  };
}

export function diagram(steps: readonly Step[], changes: Partial<Diagram> = {}): Diagram {
  const lines = steps.map(({ line }) => line);
  return {
    ...{ lines: [Math.min(...lines) - 1, Math.max(...lines)], quoted: 0, notation: 'columns', kind: 'race' },
    ...{ lanes: ['CPU0', 'CPU1'], steps, mentions: [], chain: [], alternatives: [], doubts: [], answers: [] },
    ...changes,
  };
}

/** The scenario of drawn steps: one statement each, so that all of them run. */
export function scenario(drawn: Diagram, implied: readonly Lane[], changes: Partial<Scenario> = {}): Scenario {
  const lanes = drawn.lanes.map((name, lane): Lane => {
    const steps = drawn.steps
      .filter((candidate) => candidate.lane === lane && candidate.op !== 'note')
      .map(({ id, text }) => {
        return { id, text, statements: [{ is: 'verb' as const, verb: 'use', operands: [] }] };
      });
    return { name, title: null, implied: false, steps };
  });
  return {
    ...{ title: 'drawing', from: '<a@example.org>', declarations: [], lanes: [...lanes, ...implied] },
    ...{ drawn: drawn.steps.map(({ id }) => id), goals: [], assumptions: [], unknown: [] },
    ...changes,
  };
}

export function outcome(changes: Partial<Outcome> = {}): Outcome {
  return {
    ...{ complete: true, bound: null, states: 1234, transitions: 2000, witnesses: [], reached: new Set<string>() },
    ...{ ends: 1, bytes: 4096, finished: [true, true], finishes: true },
    ...changes,
  };
}

export function message(changes: Partial<Message> = {}): Message {
  return {
    ...{ source: 'mails/one.eml', messageId: '<one@example.org>', subject: 'foo: a race between put and lookup' },
    ...{ from: 'Ann Example <ann@example.org>', date: '2024-05-06T07:08:09.000Z', inReplyTo: null, references: [] },
    ...{ lines: [], problems: [] },
    ...changes,
  };
}

export function claim(changes: Partial<Claim> = {}): Claim {
  return {
    ...{ line: 30, lines: [30, 31], text: 'I think taking foo_lock in the lookup closes this.', type: 'fix-works' },
    ...{ polarity: '+', hedge: 'I think', about: 0, content: { is: 'with', thing: 'foo_lock' } },
    ...changes,
  };
}

export function judgedMessage(
  diagrams: readonly JudgedDiagram[],
  claims: readonly JudgedClaim[],
  changes: Partial<Message> = {},
): JudgedMessage {
  return { message: message(changes), tree: { type: 'mail', children: [] }, diagrams, claims };
}

const move = (from: Step, changes: readonly string[] = []): Move => {
  return { lane: from.lane, step: from.id, text: from.text, changes };
};

// ── a use-after-free that reproduces ─────────────────────────────────────────────────────────────────────────────────

const find = step([12, 0, 'foo = foo_lookup(id)', 'read', 'foo', 'c/assignment']);
const put = step([13, 1, 'foo_put(foo)', 'put', 'foo', 'refcount/put']);
const free = step([14, 1, 'kfree(foo)', 'free', 'foo', 'lifetime/kfree'], { depth: 1 });
const use = step([15, 0, 'foo->count++', 'use', 'foo', 'c/increment'], { annotations: ['<- UAF'] });

const lostReference = diagram([find, put, free, use]);
const judgedUseAfterFree: ScenarioVerdict = {
  scenario: scenario(
    lostReference,
    [
      {
        ...{ name: 'timer', title: null, implied: true },
        steps: [{ id: 'implied:1', text: 'foo_timer runs', statements: [] }],
      },
    ],
    { goals: [{ failure: 'use-after-free', step: use.id, basis: 'shown', line: 15 }] },
  ),
  verdict: 'reproduces',
  reason: 'CPU0 uses foo after CPU1 has freed it.',
  why: [{ kind: 'order', text: 'the free runs between the lookup and the use', lines: [15, 12, 14] }],
  failure: 'use-after-free',
  models: { sc: 'reproduces' },
  drawnOrder: { is: 'executable', moves: [] },
  witness: {
    ...{ failure: 'use-after-free', step: use.id, message: 'foo is used after it was freed', token: '0/02110' },
    moves: [
      move(find, ['foo of CPU0 = object']),
      { lane: 2, step: 'implied:1', text: 'foo_timer runs', changes: [] },
      move(put, ['foo.refs 1 → 0']),
      move(free, ['foo freed']),
      move(use),
    ],
    blocked: [],
  },
  assumptions: [
    { text: 'foo_put drops the last reference', line: 13, basis: 'assumed' },
    { text: 'both lanes work on the same foo', line: null, basis: 'shown' },
  ],
  unknown: [],
  outcome: outcome(),
  fixes: [
    { source: 'search', kind: 'take-reference', text: 'take a reference in the lookup', verdict: 'works', reason: '' },
    {
      ...{ source: 'patch', kind: 'hold-lock', text: 'hold foo_lock around the free', verdict: 'fails' },
      reason: 'CPU0 does not take foo_lock',
    },
  ],
};
export const useAfterFree: JudgedDiagram = { diagram: lostReference, judged: judgedUseAfterFree };

// ── a refuted one: the drawn order blocks on a lock ──────────────────────────────────────────────────────────────────

const lock = step([21, 0, 'mutex_lock(&foo_lock)', 'lock', 'foo_lock', 'locking/mutex_lock']);
const lock2 = step([22, 1, 'mutex_lock(&foo_lock)', 'lock', 'foo_lock', 'locking/mutex_lock']);
const free2 = step([23, 1, 'kfree(foo)', 'free', 'foo', 'lifetime/kfree']);
const use2 = step([24, 0, 'foo->count++', 'use', 'foo', 'c/increment']);
const prevented = diagram([lock, lock2, free2, use2]);
export const refuted: JudgedDiagram = {
  diagram: prevented,
  judged: {
    ...judgedUseAfterFree,
    scenario: scenario(prevented, [], {
      goals: [{ failure: 'use-after-free', step: use2.id, basis: 'shown', line: null }],
    }),
    verdict: 'refuted',
    models: { sc: 'refuted' },
    reason: 'foo_lock keeps the free out of the section that uses foo.',
    why: [{ kind: 'lock', text: 'without foo_lock on CPU1 it would fail', lines: [22] }],
    witness: null,
    drawnOrder: {
      ...{ is: 'impossible', contradicted: null, step: lock2.id },
      blocker: { lane: 1, step: lock2.id, on: 'foo_lock', holder: 0, since: lock.id },
    },
    assumptions: [],
    fixes: [],
  },
};

// ── an undetermined one: a step that nobody knows ────────────────────────────────────────────────────────────────────

const strange = step([33, 1, 'frobnicate(foo)', 'call', 'foo', null]);
const open = diagram([step([32, 0, 'foo->count++', 'use', 'foo', 'c/increment']), strange], {
  doubts: [{ line: 34, why: 'the text stands between two lanes' }],
});
export const undetermined: JudgedDiagram = {
  diagram: open,
  judged: {
    ...judgedUseAfterFree,
    scenario: scenario(open, []),
    verdict: 'undetermined',
    models: { sc: 'undetermined' },
    reason: 'What frobnicate does to foo is not known.',
    why: [],
    failure: null,
    witness: null,
    drawnOrder: { is: 'unknown', why: 'a step is not understood' },
    assumptions: [],
    unknown: [{ step: strange.id, line: 33, why: 'no row of the lexicon knows frobnicate', relevant: true }],
    outcome: outcome({ complete: false, bound: 'states', states: 1_000_000 }),
    fixes: [],
  },
};

const claims: readonly JudgedClaim[] = [
  { claim: claim(), verdict: 'refuted', reason: 'with foo_lock in the lookup it still reproduces' },
  {
    claim: claim({
      line: 40,
      lines: [40, 40],
      text: 'Is this slow?',
      type: 'question',
      polarity: '?',
      hedge: '',
      about: null,
    }),
    ...{ verdict: 'not-checkable', reason: '' },
  },
];

export const oneMail: Report = { messages: [judgedMessage([useAfterFree], claims)], problems: [] };
export const threeMails: Report = {
  messages: [
    judgedMessage([useAfterFree], claims),
    judgedMessage([refuted, undetermined], [], { source: 'mails/two.eml', messageId: '<two@example.org>' }),
    judgedMessage([], [], {
      source: 'mails/three.eml',
      subject: null,
      problems: [{ code: 'mail-truncated', line: 9 }],
    }),
  ],
  problems: [{ code: 'file-missing', source: 'mails/four.eml' }],
};

/** `value` with every text in it replaced, wherever it stands; words of closed lists (ops, verdicts, kinds …) stay. */
export function withTexts<T>(value: T, replace: (text: string) => string): T {
  const free = new Set([
    'text',
    'subject',
    'from',
    'messageId',
    'source',
    'reason',
    'why',
    'object',
    'rule',
    'message',
  ]);
  for (const key of [
    'changes',
    'annotations',
    'lanes',
    'token',
    'on',
    'name',
    'hedge',
    'detail',
    'title',
    'contradicted',
  ]) {
    free.add(key);
  }
  const walk = (node: unknown, key: string): unknown => {
    if (typeof node === 'string')
      return free.has(key) && !['patch', 'prose', 'search'].includes(node) ? replace(node) : node;
    if (Array.isArray(node)) return node.map((item) => walk(item, key));
    if (node === null || typeof node !== 'object' || node instanceof Set) return node;
    return Object.fromEntries(Object.entries(node).map(([name, item]) => [name, walk(item, name)]));
  };
  return walk(value, '') as T;
}
