import type { Command } from 'commander';
import { checkCommand } from './check.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { lexiconCommand } from './lexicon.ts';
import { litmusCommand } from './litmus.ts';
import { queryCommand } from './query.ts';
import { runCommand } from './run.ts';
import { scanCommand } from './scan.ts';
import { workCommand } from './work.ts';

/** The commands, in the order that --help lists them: a new one is a file and a row here. */
export const COMMANDS: readonly (() => Command)[] = [
  checkCommand,
  scanCommand,
  workCommand,
  queryCommand,
  explainCommand,
  runCommand,
  exportCommand,
  litmusCommand,
  lexiconCommand,
];
