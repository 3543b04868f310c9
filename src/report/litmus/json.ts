import { problemMessage } from '../../problem-texts.ts';
import { conditionText, observableText, valueText } from '../../sim/lkmm/index.ts';
import { SCHEMA_VERSION, VERSION } from '../json/version.ts';
import type { LitmusResult } from './types.ts';

/** The results as JSON, one object for all; keys may be added, never changed. `docs/memory-model.md` lists them. */
export function renderLitmusJson(results: readonly LitmusResult[]): string {
  const problems = results.flatMap((result) => ('problems' in result ? result.problems : []));
  const errors = problems.map(({ source, code, line, column, ...rest }) => ({
    source: source ?? null,
    code,
    line: line ?? null,
    column: column ?? null,
    message: problemMessage({ code, ...rest }),
  }));
  const tests = results.flatMap((result) => ('problems' in result ? [] : [testJson(result)]));
  return `${JSON.stringify({ tool: 'threadjudge', version: VERSION, schemaVersion: SCHEMA_VERSION, errors, tests }, null, 2)}\n`;
}

function testJson({ source, test, outcome, why }: Exclude<LitmusResult, { problems: unknown }>): unknown {
  const { model, complete, bound, positive, negative, observation, holds, flags, choices } = outcome;
  const states = outcome.states.map(({ values, executions, holds: isPositive }) => ({
    values: Object.fromEntries(
      values.map(({ of, value }) => [observableText(of), typeof value === 'number' ? value : valueText(value)]),
    ),
    executions,
    holds: isPositive,
  }));
  return {
    ...{ source, name: test.name, model, condition: conditionText(test), observation, holds },
    ...{ positive, negative, states, flags, explored: { choices, complete, bound } },
    ...(why === null ? {} : { why }),
  };
}
