import type { Step } from '../../../../extract/types.ts';

/**
 * A drawing often tells its failure where no step shows a value that is wrong:
 *
 *     CPU0                     CPU1
 *     flush_cpu_slab()
 *                              bring_cpu_up()
 *     drop_cpu(c)                                   <- warning: the CPU is online
 *
 * What can be looked for then is the order alone. That it fails in this order is the mail's word; whether the order can come about
 * is the machine's.
 */
export type ToldOrder = {
  /** Runs of steps, each to be over before the next begins; the last ends with the step at which it fails. */
  readonly runs: readonly (readonly Step[])[];
};
