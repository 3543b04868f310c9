import {
  type LitmusOutcome,
  type LitmusTest,
  type ModelName,
  observableText,
  readLitmus,
  runLitmus,
  valueText,
} from '../../../src/sim/lkmm/index.ts';

/** Reads a test that must be right. */
export function litmus(text: string): LitmusTest {
  const read = readLitmus(text, 'test.litmus');
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.test;
}

/** A test of bodies, one a thread, over locations x, y and z, or as `parameters` says. */
export function program(
  bodies: readonly string[],
  condition: string,
  { initial = '', parameters = 'int *x, int *y, int *z' } = {},
): LitmusTest {
  const threads = bodies.map((body, thread) => `P${thread}(${parameters})\n{\n${body}\n}\n`);
  return litmus(`C program\n\n{ ${initial} }\n\n${threads.join('\n')}\n${condition}\n`);
}

export function outcomeOf(test: LitmusTest, model: ModelName = 'lkmm'): LitmusOutcome {
  const ran = runLitmus(test, { model });
  if (!ran.ok) throw new Error(JSON.stringify(ran.problem));
  return ran.outcome;
}

/** `Never`, `Sometimes`, `Always`. */
export const observation = (test: LitmusTest, model: ModelName = 'lkmm'): string => outcomeOf(test, model).observation;

/** Final states as text, sorted. */
export function statesOf(test: LitmusTest, model: ModelName = 'lkmm'): string[] {
  return outcomeOf(test, model)
    .states.map(({ values }) => values.map(({ of, value }) => `${observableText(of)}=${valueText(value)}`).join(' '))
    .sort();
}
