import type { Table } from '../extract/lexicon/index.ts';
import { type IngestEvent, type IngestOptions, ingest } from '../ingest/index.ts';
import type { Message } from '../ingest/types.ts';
import type { JudgedMessage, Report } from '../judge/types.ts';
import type { Problem } from '../problems.ts';
import { internalProblem } from './internal.ts';
import type { CheckOptions, Stages } from './types.ts';

const NO_TABLES: readonly Table[] = [];

/**
 * Judges inputs (files, mboxes, texts, `-`) in the order given. Never throws for an input's sake: what cannot be read, or what
 * fails inside, is a problem of the report, and all the others are judged. A message's own problems stay with the message.
 */
export async function checkInputs(sources: readonly string[], options: CheckOptions): Promise<Report> {
  const messages: JudgedMessage[] = [];
  const problems: Problem[] = [];
  const stages = options.stages ?? (await import('./stages.ts')).STAGES;
  for (const source of sources) {
    let since = performance.now();
    for await (const event of events(source, options)) {
      if (event.is === 'problem') {
        problems.push(event.problem);
      } else {
        const { message } = event;
        const result = judge(message, stages, options, performance.now() - since);
        if ('code' in result) problems.push(...message.problems, result);
        else messages.push(result);
      }
      since = performance.now();
    }
  }
  return { messages, problems: [...problems, ...unusedAnswers(messages, options)] };
}

async function* events(source: string, options: CheckOptions): AsyncGenerator<IngestEvent> {
  const ingestOptions: IngestOptions = {
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.standardInput === undefined ? {} : { standardInput: options.standardInput }),
  };
  try {
    yield* ingest(source, ingestOptions);
  } catch (error) {
    options.onInternalError?.(error, source);
    yield { is: 'problem', problem: internalProblem(source, error) };
  }
}

function judge(message: Message, stages: Stages, options: CheckOptions, read: number): JudgedMessage | Problem {
  const { source, subject, date, lines } = message;
  try {
    const begin = performance.now();
    const extraction = stages.extract(
      { subject, date, lines },
      {
        tables: options.tables ?? NO_TABLES,
        ...(options.answers && { answers: options.answers }),
      },
    );
    const extracted = performance.now();
    const judged = stages.judge(message, extraction, { bounds: options.bounds });
    options.onTiming?.({ source, read, extract: extracted - begin, judge: performance.now() - extracted });
    return judged;
  } catch (error) {
    options.onInternalError?.(error, source);
    return internalProblem(source, error);
  }
}

/** What the user said that is about no step of any drawing, or is not understood. */
function unusedAnswers(messages: readonly JudgedMessage[], { answers = [] }: CheckOptions): Problem[] {
  const used = new Set(messages.flatMap(({ diagrams }) => diagrams.flatMap(({ diagram }) => diagram.answers)));
  return answers.filter((answer) => !used.has(answer)).map(({ text }) => ({ code: 'answer-unused', detail: text }));
}
