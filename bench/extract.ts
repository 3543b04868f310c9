import { extractMessage } from '../src/extract/index.ts';
import type { Text } from '../src/extract/types.ts';
import { percentile, REAL_MAILS, realMails } from './shared/real-mails.ts';

/**
 * How long it takes to find and read the drawings of a decoded mail, in a warm process, as a multiple of what decoding it takes; and
 * whether that grows with the mail's length and no faster.
 */
const REPEATS = Number(process.env.REPEATS ?? 5);
/** Promised: the median of the real mails, where they are there, in milliseconds and in decodings. */
const MOST_MILLISECONDS = 2;
const MOST_DECODINGS = 7;
/** Promised: ten times the length takes at most so many times as long. */
const MOST_GROWTH = 12;

/** Milliseconds of one run. */
function once(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

/** The least of some runs: what else the machine does only adds to it. */
const least = (run: () => void): number => Math.min(...Array.from({ length: REPEATS }, () => once(run)));

let kept = true;
await overRealMails();
growth();
if (!kept) process.exitCode = 1;

async function overRealMails(): Promise<void> {
  const mails = await realMails(REPEATS);
  if (mails === null) {
    console.log(`  skipped: ${REAL_MAILS} is not there`);
    return;
  }
  for (const { message } of mails) extractMessage(message);
  const times = mails.map(({ message }) => least(() => extractMessage(message)));
  const decoding = percentile(
    mails.map(({ milliseconds }) => milliseconds),
    50,
  );
  const ratio = percentile(times, 50) / decoding;
  console.log(`  decoding a mail (mailparser)   ${decoding.toFixed(2)} ms, median of ${mails.length}`);
  console.log(
    `  reading its drawings           ${percentile(times, 50).toFixed(2)} ms (promised: less than ${MOST_MILLISECONDS}), 99th percentile ${percentile(times, 99).toFixed(1)} ms`,
  );
  console.log(`  that is ${ratio.toFixed(2)} times the decoding (promised: less than ${MOST_DECODINGS})`);
  kept &&= ratio < MOST_DECODINGS && percentile(times, 50) < MOST_MILLISECONDS;
}

/** A mail of prose, code and drawings, and the same ten times over. */
function growth(): void {
  const lines = [
    'This is how it goes wrong, and it does not take long until it does so:',
    '',
    'CPU0                              CPU1',
    'mutex_lock(&box->lock)',
    '  p = box->lid;',
    '                                  kfree(box->lid)',
    '  p->open = 1;        <- use after free',
    'mutex_unlock(&box->lock)',
    '',
    '\tif (box->lid == NULL) {',
    '\t\treturn -EINVAL;',
    '\t}',
    '> On Monday somebody wrote that it cannot happen, and gave no reason for it.',
    '',
  ];
  const mail = (times: number): Text => ({
    subject: 'box: use after free',
    date: null,
    lines: Array.from({ length: times }, () => lines).flat(),
  });
  const [short, long] = [mail(40), mail(400)];
  for (let warm = 0; warm < 5; warm++) extractMessage(long);
  // in turns, so that a busy moment of the machine meets both
  const times = Array.from({ length: 3 * REPEATS }, () => [
    once(() => extractMessage(short)),
    once(() => extractMessage(long)),
  ]);
  const ratio = Math.min(...times.map(([, ms = 0]) => ms)) / Math.min(...times.map(([ms = 0]) => ms));
  console.log(`  ten times the mail takes ${ratio.toFixed(1)} times as long (promised: at most ${MOST_GROWTH})`);
  kept &&= ratio <= MOST_GROWTH;
}
