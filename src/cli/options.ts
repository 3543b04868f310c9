import { type Command, InvalidArgumentError, Option } from 'commander';
import { readAnswer } from '../extract/drawing/read-answer.ts';
import type { Answer } from '../extract/types.ts';
import type { FormatName } from '../report/index.ts';
import { type Bounds, DEFAULT_BOUNDS } from '../sim/types.ts';

/** What commands share: how far to search, how to print, where to. */
export type BoundOptions = {
  readonly maxStates: number;
  readonly maxSteps: number;
  readonly maxMemory: number;
  readonly maxTime: number;
};
export type ReportOptions = {
  readonly format: FormatName;
  readonly out?: string;
  readonly force: boolean;
  readonly timings: boolean;
};
export type DebugOptions = { readonly debug: boolean };
export type MailOptions = { readonly maxMail: number };
export type LexiconOptions = { readonly lexicon?: readonly string[] };

/** Keep in step with `formats` of the report, which is loaded only when something is printed; a test compares them. */
export const FORMAT_NAMES: readonly FormatName[] = ['terminal', 'md', 'json'];

const MEGABYTE = 1024 * 1024;
const DEFAULT_MEGABYTES = 32;

/** Reads a number of an option; commander makes what is thrown wrong usage. */
export function positive(value: string): number {
  if (!/^\d{1,15}$/.test(value) || Number(value) === 0) throw new InvalidArgumentError('It must be a positive number.');
  return Number(value);
}

/** Reads a number that may be nothing. */
export function natural(value: string): number {
  return /^0{1,15}$/.test(value) ? 0 : positive(value);
}

export type SharedOptions = { readonly expire: number };

/** What those tell each other who work for one store. */
export function withShared(command: Command): Command {
  return command.option('--expire <s>', 'take over from a worker that is silent for so many seconds', positive, 60);
}

export function databaseUrl(value: string): string {
  if (!/^postgres(?:ql)?:\/\//i.test(value))
    throw new InvalidArgumentError('It must be a URL such as postgres://user@host/name.');
  return value;
}

export function withBounds(command: Command, defaults: Bounds = DEFAULT_BOUNDS): Command {
  return command
    .option('--max-states <n>', 'stop a search after so many states', positive, defaults.states)
    .option('--max-steps <n>', 'stop an execution after so many steps', positive, defaults.steps)
    .option('--max-memory <mb>', 'stop a search at so many megabytes', positive, defaults.memory / MEGABYTE)
    .option('--max-time <ms>', 'stop after so many milliseconds a drawing', positive, defaults.time);
}

export function withReport(command: Command): Command {
  return withOutput(
    command.addOption(new Option('--format <format>', 'how to print').choices(FORMAT_NAMES).default('terminal')),
  );
}

export function withOutput(command: Command): Command {
  return command
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--force', 'write over that file if it exists', false)
    .option('--timings', 'also say how long it took', false);
}

export function withMail(command: Command): Command {
  return command.option('--max-mail <mb>', 'refuse mails of more megabytes', positive, DEFAULT_MEGABYTES);
}

/** Adds a file to those given before. Standard input is the mail's. */
function lexiconFile(path: string, before: readonly string[] = []): readonly string[] {
  if (path === '-') throw new InvalidArgumentError('It must be a file.');
  return [...before, path];
}

export function withLexicon(command: Command): Command {
  return command.option('--lexicon <file>', 'also know the functions of this file (may be repeated)', lexiconFile);
}

export function withDebug(command: Command): Command {
  return command.option('--debug', 'print stack traces of internal errors', false);
}

export function boundsOf({ maxStates, maxSteps, maxMemory, maxTime }: BoundOptions): Bounds {
  return { states: maxStates, steps: maxSteps, memory: maxMemory * MEGABYTE, time: maxTime };
}

export function limitOf({ maxMail }: MailOptions): number {
  return maxMail * MEGABYTE;
}

/** Adds a fact to those given before. */
function answer(text: string, before: readonly Answer[] = []): readonly Answer[] {
  const read = readAnswer(text);
  if (read === null) throw new InvalidArgumentError("It must be 'LINE: FACT' or 'LANE holds LOCK'.");
  return [...before, read];
}

export type AnswerOptions = { readonly assume?: readonly Answer[] };
export function withAnswers(command: Command): Command {
  return command.option(
    '--assume <fact>',
    "settle what is open: '14: kfree(p)', 'both hold rtnl_lock' (may be repeated)",
    answer,
  );
}

/** What every command takes that reads mails: how far to go, how large they may be, what else is known and what is assumed. */
export type ReadingOptions = BoundOptions & MailOptions & LexiconOptions & AnswerOptions & DebugOptions;

export function withReading(command: Command): Command {
  return withDebug(withMail(withLexicon(withAnswers(withBounds(command)))));
}
