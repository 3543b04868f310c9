import type { Problem } from '../../problems.ts';
import type { Scenario } from '../../scenario/types.ts';
import { compileProgram } from '../machine/program.ts';
import { commentText, stringText } from './comments.ts';
import { type Model, modelOf, TooLarge } from './model.ts';

/**
 * A scenario as a model for Spin (https://spinroot.com), so that somebody else's checker can be asked the same question. Throws
 * `ProblemError` where the scenario does not compile; gives a problem where a step's condition is too large to be printed.
 */
export function printPromela(scenario: Scenario, source: string): string | Problem {
  const program = compileProgram(scenario, source);
  try {
    const model = modelOf(program, {
      tracked: false,
      onFailure: (failure, lane, { id }) => {
        const where = `${failure} at ${id}, ${program.lanes[lane]?.name}`;
        return [`printf("${stringText(where)}\\n")`, 'assert(false)'];
      },
      onEnding: (failure, name) => [`printf("${stringText(`${failure} of ${name}`)}\\n")`, 'assert(false)'],
    });
    return print(scenario, model);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { code: 'race-limit', source, detail: error.message };
  }
}

function print(scenario: Scenario, { globals, processes, start, finish, unclear }: Model): string {
  return `${[
    headerOf(scenario, unclear),
    globals.join('\n'),
    ...processes,
    [
      ...['init {', '  atomic {', start.map((line) => `    ${line}`).join(';\n'), finish.length === 0 ? '  }' : '  };'],
      ...(finish.length === 0 ? [] : ['  /* what must hold when no lane can go on any more */', '  timeout;']),
      ...finish.map((line) => `  ${line}`),
      '}',
    ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function headerOf({ title, from, goals, assumptions, unknown }: Scenario, unclear: readonly string[]): string {
  const about = [
    commentText(`${title}${from === null ? '' : ` ${from}`}`),
    ...goals.map(({ failure, step }) => `to look for: ${failure}${step === null ? '' : ` at ${commentText(step)}`}`),
    ...assumptions.map(({ text, basis }) => `assumed (${basis}): ${commentText(text)}`),
    ...unknown.map(({ step, why }) => `not in the model: ${commentText(`${step} ${why}`)}`),
  ];
  const caveat = unclear.map(
    (step) =>
      `Where a lane waits at ${commentText(step)} because its work is not queued, Spin reports an end state that is none.`,
  );
  const lines = [...about, '', ...HOW_TO_RUN, ...caveat];
  return ['/*', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

const HOW_TO_RUN = [
  'Every lane is a process, every step of it one atomic step; what it reads and writes is what threadjudge runs. With this text in',
  'model.pml:',
  '',
  '  spin -a model.pml && gcc -O2 -DSAFETY -o pan pan.c && ./pan -m1000000',
  '  spin -t -p -g model.pml                                                 shows the execution that was found',
  '',
  '"assertion violated": a failure can be reached; the last line that the execution prints says which.',
  '"invalid end state": a lane waits for ever, by a deadlock or because what it waits for does not come any more (a hang).',
  '"errors: 0", and no "Search not completed": neither happens, in any order and from any initial values.',
  'Spin stops at the first failure. It does not report a lane that waits for ever beside another that loops for ever, nor a',
  'circle in which only implied lanes wait. Executions in which a noted fact is false end without counting ("over").',
];
