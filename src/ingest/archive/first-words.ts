/** First words of lines with a mark of a drawing (`markOf`), as far as they are letters. */
const WORDS = (
  'kernel user worker other first second main io the p t kworker ksoftirqd kswapd kthread migration swapper interrupt irq hard hardirq soft softirq nmi timer ' +
  'userspace parent child guest host driver syscall workqueue work hypervisor memory rcu bh napi tasklet tracer tracee device ipi node full general ' +
  'read write barrier smp dma virt mb rmb wmb'
).split(' ');
/** These may have a letter for their number right behind them: `TaskA`. */
const ACTORS =
  'cpu core task thread process proc context ctx reader writer kworker kthread worker user client server vcpu waiter waker caller producer consumer node'.split(
    ' ',
  );
const LETTERED = ACTORS.flatMap((actor) =>
  Array.from({ length: 26 }, (_, letter) => actor + String.fromCharCode(97 + letter)),
);

/**
 * The words as a tree: `NEXT[state + letter]` is the state behind a letter, which is counted from 1 (`code & 31`, large or small);
 * 0, where no word goes on, is also where each begins.
 */
const NEXT = new Uint16Array(1 << 15);
const ENDS = new Uint8Array(1 << 15);
let states = 32;
for (const word of [...WORDS, ...ACTORS, ...LETTERED]) {
  let state = 0;
  for (const letter of word) {
    const at = state + (letter.charCodeAt(0) & 31);
    if (NEXT[at] === 0) {
      NEXT[at] = states;
      states += 32;
    }
    state = NEXT[at] as number;
  }
  ENDS[state] = 1;
}

/** Whether the letters of a line from `start` to `end` are such a word. */
export function isFirstWord(bytes: Uint8Array, start: number, end: number): boolean {
  let state = 0;
  for (let at = start; at < end; at++) {
    state = NEXT[state + ((bytes[at] as number) & 31)] as number;
    if (state === 0) return false;
  }
  return ENDS[state] === 1;
}
