import fc from 'fast-check';
import { FAILURES } from '../../../src/extract/types.ts';
import type {
  BinaryOperator,
  Expression,
  Lane,
  Placement,
  Scenario,
  ScenarioStep,
  Statement,
} from '../../../src/scenario/types.ts';

/** Text that a mail could hold and that could break a text form. */
const text = fc.oneof(
  fc.constantFrom(
    '', ' ', 'a # b', '# a', '"', '"quoted"', '\\', '\\n', '`', 'a\nb', 'a\r\nb', '\ttab', 'trailing ', '\u00a0nbsp', 'a\u2028b', '\u001b[2J',
    '\ud800', '→ ✓ 😀', "it's", ';', 'x = 1 # y', '<a@b>', 'lane', 'end', '"a" # "b"', 'e\u0301', '\u202eevil',
  ), // biome-ignore format: a list
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.nat({ max: 6000 }).map((length) => 'very long '.repeat(length).trim()),
);

const word = fc.constantFrom(
  'PT', 'p->next', 'a[i].b', 'x.y', 'counter', '&dev->lock', 'a b', 'a->b->c[3]', '*pp', 'until', 'noted', 'if', 'end', 'lock', 'null',
  'read-lock', 'naïve', '変数', 'a`b', 'a"b', 'a#b', '->', '[i]', '#', '0x10', '12:9', 'implied', 'lane', 'constructor', '__proto__', '',
  'line\nbreak', 'foo (value)', 'seen@12_9', 'back\\slash', ' padded ', 'from', 'pass', 'in', 'a-b', '-', '--', 'check', 'line',
); // biome-ignore format: a list
const name = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 1, arbitrary: text.filter((each) => each.length < 100) },
);
const number = fc.oneof(fc.nat({ max: 20 }), fc.integer({ min: -0x80000000, max: 0x7fffffff }));
const operator = fc.constantFrom<BinaryOperator>('==', '!=', '<', '<=', '>', '>=', '&&', '||', '+', '-', '&', '|');

export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    number.map((value): Expression => ({ is: 'number', value })),
    name.map((each): Expression => ({ is: 'name', name: each })),
    fc.record({
      is: fc.constant('unary' as const),
      operator: fc.constantFrom('!' as const, '-' as const),
      operand: tie('expression'),
    }),
    fc.record({ is: fc.constant('binary' as const), operator, left: tie('expression'), right: tie('expression') }),
  ),
})).expression;

const failure = fc.constantFrom(...FAILURES);
const verb = fc.oneof(fc.constantFrom('lock', 'get-unless-zero', 'wait', 'look', 'end'), name);

const statements = (ids: readonly string[]): fc.Arbitrary<Statement> =>
  fc.oneof(
    fc.record({ is: fc.constant('assign' as const), target: name, value: expressions }),
    fc.record({ is: fc.constantFrom('noted' as const, 'await' as const), condition: expressions }),
    fc.record({ is: fc.constant('check' as const), condition: expressions, failure }),
    fc.record({ is: fc.constant('if' as const), condition: expressions, goto: fc.constantFrom('end', ...ids) }),
    fc.record({ is: fc.constant('verb' as const), verb, operands: fc.array(expressions, { maxLength: 4 }) }),
  );

const ids = fc.uniqueArray(
  fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 80 }))
      .map(([line, column]) => `${line}:${column}`),
    fc.integer({ min: 1, max: 50 }).map((each) => `implied:${each}`),
  ),
  { minLength: 1, maxLength: 8 },
);
const line = fc.option(fc.integer({ min: 1, max: 100_000 }));
const basis = fc.constantFrom('shown' as const, 'assumed' as const);

/** Scenarios as a builder could hand them on, and much stranger ones. */
export const scenarios: fc.Arbitrary<Scenario> = ids.chain((known) => {
  const id = fc.constantFrom(...known);
  const step: fc.Arbitrary<ScenarioStep> = fc.record({
    id,
    statements: fc.array(statements(known), { maxLength: 3 }),
    text,
  });
  const on: fc.Arbitrary<Placement> = fc.record({
    cpu: fc.oneof(fc.constantFrom('CPU0', 'hardirq', 'on', 'implied'), name),
    context: fc.constantFrom('task' as const, 'softirq' as const, 'hardirq' as const),
  });
  const lane: fc.Arbitrary<Lane> = fc.record(
    { name, title: fc.option(text), implied: fc.boolean(), on, steps: fc.array(step, { maxLength: 4 }) },
    { requiredKeys: ['name', 'title', 'implied', 'steps'] },
  );
  const all: ScenarioStep[] = known.map((each) => ({ id: each, statements: [], text: '' }));
  return fc.record({
    title: text,
    from: fc.option(
      fc.oneof(fc.constantFrom('<x+y@example.org>', '<a@b@c>', '<a b@c>', '<"#"@[1.2.3.4]>', 'no brackets'), text),
    ),
    declarations: fc.uniqueArray(
      fc.record({
        kind: fc.oneof(fc.constantFrom('lock', 'cell', 'object', 'pte', 'lane', 'drawn', 'in'), name),
        name,
        values: fc.array(expressions, { maxLength: 3 }),
        options: fc.array(fc.record({ word: name, value: fc.option(expressions) }), { maxLength: 2 }),
      }),
      { selector: (each) => each.name, maxLength: 4 },
    ),
    lanes: fc
      .array(lane, { maxLength: 3 })
      .map((lanes) => [{ name: 'CPU0', title: null, implied: false, steps: all }, ...lanes]),
    drawn: fc.array(id, { maxLength: 30 }),
    goals: fc.array(
      fc.record(
        { failure, step: fc.option(id), basis, line, told: fc.constant(true as const) },
        { requiredKeys: ['failure', 'step', 'basis', 'line'] },
      ),
      { maxLength: 2 },
    ),
    assumptions: fc.array(fc.record({ text, line, basis }), { maxLength: 2 }),
    unknown: fc.array(
      fc
        .record({
          step: id,
          line: fc.integer({ min: 1, max: 1000 }),
          why: text,
          relevant: fc.boolean(),
          unmodelled: fc.boolean(),
          ordersLess: fc.boolean(),
        })
        .map(({ unmodelled, ordersLess, ...each }) => ({
          ...each,
          ...(unmodelled && { unmodelled }),
          ...(ordersLess && { ordersLess }),
        })),
      { maxLength: 2 },
    ),
  });
});

/** A scenario without the places in its text. */
export function withoutPlaces<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutPlaces) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === 'at' ? [] : [[key, withoutPlaces(inner)]])),
  ) as Value;
}
