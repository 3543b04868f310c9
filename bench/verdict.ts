import { extractMessage } from '../src/extract/index.ts';
import { judgeMessage } from '../src/judge/index.ts';
import { DEFAULT_BOUNDS } from '../src/sim/types.ts';
import { percentile, REAL_MAILS, type RealMail, realMails } from './shared/real-mails.ts';

/**
 * How long it takes from a decoded mail with one drawing to its verdicts (drawing, fixes, claims), in a warm process; the anchor is
 * what mailparser takes to decode the same mails.
 */
const REPEATS = Number(process.env.REPEATS ?? 3);
/** Promised, in milliseconds: the median, and what one mail in a hundred may exceed. */
const MOST_MEDIAN = 20;
const MOST_OF_99 = 1000;

const mails = await realMails(REPEATS);
if (mails === null) console.log(`  skipped: ${REAL_MAILS} is not there`);
else report(mails.filter(({ message }) => extractMessage(message).diagrams.length === 1));

function report(withOne: readonly RealMail[]): void {
  const times = withOne.map(verdictTime);
  const [median, slow] = [percentile(times, 50), percentile(times, 99)];
  const decoding = percentile(
    withOne.map(({ milliseconds }) => milliseconds),
    50,
  );
  console.log(
    `  decoding a mail (mailparser)   ${decoding.toFixed(2)} ms, median of ${withOne.length} with one drawing`,
  );
  console.log(
    `  from it to its verdicts        ${median.toFixed(2)} ms (promised: less than ${MOST_MEDIAN}), ${(median / decoding).toFixed(1)} times as long`,
  );
  console.log(`  99th percentile                ${slow.toFixed(0)} ms (promised: less than ${MOST_OF_99})`);
  if (!(median < MOST_MEDIAN && slow < MOST_OF_99)) process.exitCode = 1;
}

/** The least of some times, after a first run that warms the code up. */
function verdictTime({ message }: RealMail): number {
  const run = (): number => {
    const begin = performance.now();
    judgeMessage(message, extractMessage(message), { bounds: DEFAULT_BOUNDS });
    return performance.now() - begin;
  };
  return Math.min(...Array.from({ length: REPEATS }, run));
}
