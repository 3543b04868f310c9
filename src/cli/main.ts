#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { EXIT } from '../batch/exit-code.ts';
import { problemLine } from '../problem-texts.ts';
import { VERSION } from '../report/json/version.ts';
import { COMMANDS } from './commands.ts';
import { debugPrinter, endQuietlyOnClosedPipe } from './streams.ts';

const EXIT_CODES = `
Exit codes:
  0  something was judged, and no statement was contradicted
  1  a statement was contradicted: a claimed bug cannot happen, a fix does not work, a claim is wrong
  2  wrong usage, or an input that could not be read (the others were judged)
  3  there was nothing to judge
  4  all that was judged is undetermined`;

function program(): Command {
  const root = new Command('threadjudge')
    .description('Settles arguments about concurrency: reads the drawings in a mail, runs them, gives a verdict.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXIT_CODES);
  for (const command of COMMANDS) root.addCommand(command());
  for (const command of [root, ...root.commands]) {
    // One line, in the words of every other problem; commander would print a sentence and, for some, the whole help.
    command.exitOverride().configureOutput({ outputError: () => {} });
  }
  return root;
}

/** Runs the command line; sets the exit code and never throws. */
async function main(argv: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  try {
    const root = program();
    if (argv.length <= 2) {
      process.stderr.write(root.helpInformation());
      process.exitCode = EXIT.unreadable;
      return;
    }
    await root.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      const detail = error.message.replace(/^error: |\.$/g, '');
      process.stderr.write(`threadjudge: ${problemLine({ code: 'usage', detail })}\n`);
    } else {
      const detail = error instanceof Error ? error.message : String(error);
      process.stderr.write(`threadjudge: ${problemLine({ code: 'internal', detail })}\n`);
      debugPrinter(argv.includes('--debug'))(error, 'threadjudge');
    }
    process.exitCode = EXIT.unreadable;
  }
}

await main(process.argv);
