import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAILURES, type Failure } from '../../../src/extract/types.ts';
import type { Program } from '../../../src/sim/machine/program.ts';
import type { State } from '../../../src/sim/machine/types.ts';
import { type Model, modelOf } from '../../../src/sim/promela/model.ts';

/** What Spin says of a scenario. */
export type SpinAnswer = {
  /** Failures that a step shows in some execution. */
  readonly failures: ReadonlySet<Failure>;
  /** Every state in which no lane can move and nothing ended the execution: slots with commas between, each once. */
  readonly ends: ReadonlySet<string>;
};
export type SpinAnswers = {
  readonly whole: SpinAnswer;
  /** With Spin's own reduction. */
  readonly reduced: SpinAnswer;
  /** The model as it is exported, with reduction: whether an assertion fails or an end state is invalid, and what else was said. */
  readonly exported: { readonly fails: boolean; readonly text: string };
};

/** Why Spin cannot be asked here, or null. */
export function missingTool(): string | null {
  const missing = [
    ['spin', '-V'],
    ['gcc', '--version'],
  ].filter(([tool = '', flag = '']) => spawnSync(tool, [flag]).error !== undefined);
  return missing.length === 0 ? null : `no ${missing[0]?.[0]}`;
}

/** Many scenarios in one model, since generating and compiling a checker takes longer than running it. */
export async function askSpin(programs: readonly Program[]): Promise<SpinAnswers[]> {
  const folder = await mkdtemp(join(tmpdir(), 'threadjudge-spin-'));
  try {
    const tracked = join(folder, 'tracked');
    await generate(folder, 'tracked', trackedText(programs));
    const whole = await answersOf(tracked, ['-DNOREDUCE'], programs);
    const reduced = await answersOf(tracked, [], programs);
    await generate(folder, 'exported', exportedText(programs));
    const checker = await compile(join(folder, 'exported'), []);
    const exported: SpinAnswers['exported'][] = [];
    for (const index of programs.keys()) {
      const text = await run(checker, ['-w12', '-m100000'], join(folder, 'exported'), { SCENARIO: String(index) });
      exported.push({ fails: readErrors(text) > 0, text });
    }
    return programs.map((_, index) => ({
      whole: whole[index] as SpinAnswer,
      reduced: reduced[index] as SpinAnswer,
      exported: exported[index] as SpinAnswers['exported'],
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Every failure is printed once, and every final state by a process that moves only when no other can. */
function trackedText(programs: readonly Program[]): string {
  const models = programs.map((program, index) =>
    modelOf(program, {
      prefix: `s${index}_`,
      tracked: true,
      onFailure: (failure) => [`c_code { note_failure(${index}, ${FAILURES.indexOf(failure)}); }`],
    }),
  );
  const noting = [
    'c_code {',
    `  static char noted[${programs.length}][${FAILURES.length}];`,
    '  static void note_failure(int scenario, int failure) {',
    '    if (!noted[scenario][failure]) printf("FAILURE %d %d\\n", scenario, failure);',
    '    noted[scenario][failure] = 1;',
    '  }',
    '}',
  ].join('\n');
  const watchers = models.map(({ over, variables }, index) => {
    const values = variables.map((variable, slot) =>
      variable === null ? String(programs[index]?.initial[0]?.[slot]) : `now.${variable}`,
    );
    const print = `printf("END ${index} ${values.map(() => '%d').join(',')}\\n", ${values.join(', ')});`;
    return `proctype s${index}_watcher() {\nend_watch:\n  atomic { timeout && !${over} -> c_code { ${print} } }\n}`;
  });
  return together(noting, models, watchers, (index) => [`run s${index}_watcher()`]);
}

function exportedText(programs: readonly Program[]): string {
  const models = programs.map((program, index) =>
    modelOf(program, { prefix: `s${index}_`, tracked: false, onFailure: () => ['assert(false)'] }),
  );
  return together('byte choice;', models, [], () => []);
}

/** One of the models runs: that of the number in the environment, where there is a variable for it, else each of them in turn. */
function together(
  head: string,
  models: readonly Model[],
  more: readonly string[],
  starts: (index: number) => string[],
) {
  const isChosen = head.includes('choice');
  const chosen = models.map(({ start, finish }, index) =>
    [
      `:: ${isChosen ? `choice == ${index}` : 'true'} ->`,
      [...start, ...starts(index), ...(finish.length > 0 ? ['timeout'] : [])].join(';\n'),
      ...(finish.length > 0 ? [';', ...finish] : []),
    ].join('\n'),
  );
  const choose = isChosen ? 'c_code { now.choice = atoi(getenv("SCENARIO")); };\n' : '';
  return [
    head,
    ...models.flatMap(({ globals, processes }) => [...globals, ...processes]),
    ...more,
    `init {\natomic {\n${choose}if\n${chosen.join('\n')}\nfi\n}\n}\n`,
  ].join('\n');
}

async function generate(folder: string, name: string, text: string): Promise<void> {
  const inside = join(folder, name);
  await run('mkdir', [inside], folder);
  await writeFile(join(inside, 'model.pml'), text);
  const said = await run('spin', ['-a', 'model.pml'], inside);
  if (/error/i.test(said)) throw new Error(`spin: ${said}\n${text}`.slice(0, 20_000));
}

async function compile(folder: string, flags: readonly string[]): Promise<string> {
  const said = await run(
    'gcc',
    [...'-O0 -w -fwrapv -DSAFETY -DVECTORSZ=65536 -o pan pan.c'.split(' '), ...flags],
    folder,
  );
  if (said.includes('error')) throw new Error(said);
  return join(folder, 'pan');
}

async function answersOf(
  folder: string,
  flags: readonly string[],
  programs: readonly Program[],
): Promise<SpinAnswer[]> {
  // -E: what ends badly is judged from the state
  const text = await run(await compile(folder, flags), ['-E', '-w18', '-m100000'], folder);
  if (readErrors(text) > 0) throw new Error(text);
  const answers = programs.map(() => ({ failures: new Set<Failure>(), ends: new Set<string>() }));
  for (const [, kind, scenario, value = ''] of text.matchAll(/^(FAILURE|END) (\d+) (\S+)$/gm)) {
    const answer = answers[Number(scenario)];
    const program = programs[Number(scenario)];
    if (answer === undefined || program === undefined) continue;
    if (kind === 'FAILURE') answer.failures.add(FAILURES[Number(value)] as Failure);
    else if (answer.ends.has(value)) throw new Error(`an end state was met twice: ${value}`);
    else answer.ends.add(value);
  }
  return answers;
}

/** The errors that a checker counted; it must have searched everything, but for what stands behind the first of them. */
function readErrors(text: string): number {
  const errors = /errors: (\d+)/.exec(text)?.[1];
  if (errors === undefined || /max search depth too small|out of memory/.test(text)) throw new Error(text);
  return Number(errors);
}

export function stateOf(text: string): State {
  return Int32Array.from(text.split(',').map(Number));
}

function run(tool: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: 2 ** 30, env: { ...process.env, ...env } };
    execFile(tool, args, options, (error, stdout, stderr) => {
      // a checker's exit code counts its errors
      if (error && typeof error.code !== 'number') reject(error);
      else resolve(stdout + stderr);
    });
  });
}
