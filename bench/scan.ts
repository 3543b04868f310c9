import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { readEnvelope } from '../src/ingest/archive/envelope.ts';
import { mayHoldDrawing } from '../src/ingest/archive/filter.ts';
import { ARCHIVE, type Archive, readAll, unpackArchive } from './shared/archive.ts';

/**
 * How fast an archive is looked through, beside what only reads its bytes: the filter on a public-inbox repository beside git, on an
 * mbox beside grep; the whole scan beside the filter and beside mailparser. What is compared runs in turns, and the best of each counts, so that a busy moment of the machine meets both.
 */
const REPEATS = Number(process.env.REPEATS ?? 7);
/** Asked for, in messages a second of `git cat-file`, and in MB/s of grep; missed so far (bench/README.md), which is shown and does not fail. */
const ASKED_OF_GIT = 0.65;
const ASKED_OF_GREP = 0.4;
/** At most so many times the filter's time; at least so many messages for each that mailparser decodes. */
const ASKED_OF_FILTER = 3;
const ASKED_OF_DECODING = 4;
const MEGABYTES = 400;
const TIMES = 10;
/** Seconds that the filter takes on the repository, kept for the whole scan. */
let filtering = 0;

const archive = await unpackArchive();
if (archive === null) console.log(`  skipped: ${ARCHIVE} is not there`);
else {
  try {
    await filterAlone(archive);
    const decoding = await anchors(archive);
    await wholeScan(archive, decoding);
  } finally {
    archive.remove();
  }
}

/** Seconds of each, the best of some turns. */
async function inTurns(runs: readonly (() => Promise<void>)[], turns: number): Promise<number[]> {
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < turns; turn++) {
    for (const [index, run] of runs.entries()) {
      const begin = performance.now();
      await run();
      best[index] = Math.min(best[index] as number, (performance.now() - begin) / 1000);
    }
  }
  return best;
}

async function filterAlone({ repository, mbox }: Archive): Promise<void> {
  let mails = 0;
  let candidates = 0;
  const filter = (source: string) => async (): Promise<void> => {
    mails = 0;
    candidates = 0;
    await readAll(source, ({ bytes }) => {
      mails++;
      if (mayHoldDrawing(bytes)) candidates++;
    });
  };
  const shell = (command: string) => async (): Promise<void> => {
    // grep stops early where its output is /dev/null
    execFileSync('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] });
  };
  const git = shell(`cd '${repository}' && git log --format=%H:m | git cat-file --batch > /dev/null`);
  const grep = shell(`grep -a -c -E 'CPU[[:space:]]*[0-9]' '${mbox}'`);
  const [ours = 0, theirs = 0] = await inTurns([filter(repository), git], REPEATS);
  console.log(`  ${mails} mails, ${candidates} may hold a drawing`);
  filtering = ours;
  const ofGit = theirs / ours;
  console.log(
    `  filter on the repository   ${perSecond(mails, ours)} mails/s, git ${perSecond(mails, theirs)}: ${ofGit.toFixed(2)} of it (asked for: ${ASKED_OF_GIT})`,
  );
  const megabytes = statSync(mbox).size / 1e6;
  const [own = 0, others = 0] = await inTurns([filter(mbox), grep], REPEATS);
  console.log(
    `  filter on the mbox         ${(megabytes / own).toFixed(0)} MB/s, grep ${(megabytes / others).toFixed(0)}: ${(others / own).toFixed(2)} of it (asked for: ${ASKED_OF_GREP})`,
  );
}

/** What a whole scan is compared with: decoding every mail; and what it does for every mail beside the filter. */
async function anchors({ mbox }: Archive): Promise<number> {
  const mails: Buffer[] = [];
  await readAll(mbox, ({ bytes }) => {
    if (mails.length < 1000) mails.push(Buffer.from(bytes));
  });
  const decode = async (): Promise<void> => {
    for (const bytes of mails) await simpleParser(bytes);
  };
  const envelopes = async (): Promise<void> => {
    for (const bytes of mails) readEnvelope(bytes);
  };
  const [decoding = 0, reading = 0] = await inTurns([decode, envelopes], 3);
  console.log(
    `  decoding every mail        ${perSecond(mails.length, decoding)} mails/s (mailparser, of ${mails.length})`,
  );
  console.log(`  reading an envelope        ${((reading / mails.length) * 1e6).toFixed(1)} µs`);
  return decoding / mails.length;
}

/** The program from its start to its end, verdicts and reports included. `decoding`: seconds that mailparser takes for a mail. */
async function wholeScan({ repository, mbox }: Archive, decoding: number): Promise<void> {
  const runs = [];
  for (let turn = 0; turn < 3; turn++) runs.push(await scan(repository));
  const { seconds, mails, megabytes } = runs.reduce((best, run) => (run.seconds < best.seconds ? run : best));
  console.log(
    `  the whole scan             ${seconds.toFixed(2)} s, ${(seconds / filtering).toFixed(1)} times the filter (asked for: ${ASKED_OF_FILTER}), ` +
      `${((decoding * mails) / seconds).toFixed(1)} times the messages of mailparser (asked for: ${ASKED_OF_DECODING})`,
  );
  const large = `${mbox}-${TIMES}`;
  for (let copy = 0; copy < TIMES; copy++) appendFileSync(large, readFileSync(mbox));
  const [one, ten] = [await scan(mbox), await scan(large)];
  console.log(
    `  memory at its peak         repository ${megabytes} MB, mbox ${one.megabytes} MB, ${TIMES} times as large ${ten.megabytes} MB ` +
      `(asked for: ${MEGABYTES}, and 1.1 times)`,
  );
}

type Run = { readonly seconds: number; readonly mails: number; readonly megabytes: number };

/** Runs the built program; its memory is what Linux says of its process at the highest. */
async function scan(source: string): Promise<Run> {
  const out = mkdtempSync(join(tmpdir(), 'threadjudge-bench-scan-'));
  const begin = performance.now();
  const child = spawn(process.execPath, ['dist/threadjudge.js', 'scan', source, '--out', out, '--jobs', '2']);
  let [printed, megabytes] = ['', 0];
  child.stdout.on('data', (data) => {
    printed += data;
  });
  child.stderr.resume();
  const watch = setInterval(() => {
    const status = `/proc/${child.pid}/status`;
    const peak = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
    megabytes = Math.max(megabytes, Math.round(Number(peak ?? 0) / 1024));
  }, 20);
  await once(child, 'close');
  clearInterval(watch);
  rmSync(out, { recursive: true });
  const again = Number(/, (\d+) of them met again/.exec(printed)?.[1] ?? 0);
  return { seconds: (performance.now() - begin) / 1000, mails: Number.parseInt(printed, 10) + again, megabytes };
}

function perSecond(mails: number, seconds: number): string {
  return (mails / seconds).toFixed(0);
}
