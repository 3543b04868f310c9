import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { readEnvelope } from '../src/ingest/archive/envelope.ts';
import { mayHoldDrawing } from '../src/ingest/archive/filter.ts';
import { readMail } from '../src/ingest/mail.ts';
import { ARCHIVE, type Archive, readAll, unpackArchive } from './shared/archive.ts';

/**
 * How fast an archive is looked through, beside what only reads its bytes: the filter on a public-inbox repository beside git, on an
 * mbox beside grep. What is compared runs in turns, and the best of each counts, so that a busy moment of the machine meets both.
 */
const REPEATS = Number(process.env.REPEATS ?? 7);
/** Asked for, in messages a second of `git cat-file`, and in MB/s of grep; missed so far (bench/README.md), which is shown and does not fail. */
const ASKED_OF_GIT = 0.65;
const ASKED_OF_GREP = 0.4;

const archive = await unpackArchive();
if (archive === null) console.log(`  skipped: ${ARCHIVE} is not there`);
else {
  try {
    await filterAlone(archive);
    await anchors(archive);
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
async function anchors({ mbox }: Archive): Promise<void> {
  const mails: Buffer[] = [];
  await readAll(mbox, ({ bytes }) => {
    if (mails.length < 1000) mails.push(Buffer.from(bytes));
  });
  const decode = async (): Promise<void> => {
    for (const bytes of mails) await readMail(bytes, 'mail');
  };
  const envelopes = async (): Promise<void> => {
    for (const bytes of mails) readEnvelope(bytes);
  };
  const [decoding = 0, reading = 0] = await inTurns([decode, envelopes], 3);
  console.log(
    `  decoding every mail        ${perSecond(mails.length, decoding)} mails/s (mailparser, of ${mails.length})`,
  );
  console.log(`  reading an envelope        ${((reading / mails.length) * 1e6).toFixed(1)} µs`);
}

function perSecond(mails: number, seconds: number): string {
  return (mails / seconds).toFixed(0);
}
