import type { Diagram } from '../../extract/types.ts';
import type { Placement } from '../types.ts';

/**
 * A handler that is drawn between two rows of the only other lane interrupts it: both are on one CPU, where whoever has interrupts off is
 * not interrupted.
 *
 *     process                   interrupt
 *     load 0 from flags
 *                               store 4 to flags
 *     store 8 to flags
 *
 * Not where the labels name two CPUs, where the rows go back and forth, and not for what cannot be kept off.
 */
export function placementsOf({ lanes, steps }: Pick<Diagram, 'lanes' | 'steps'>): ReadonlyMap<number, Placement> {
  const handler = lanes.findIndex((label) => contextOf(label) !== null);
  const context = contextOf(lanes[handler] ?? '');
  if (lanes.length !== 2 || context === null) return NOWHERE;
  const task = 1 - handler;
  if (contextOf(lanes[task] ?? '') !== null || UNMASKABLE.test(lanes[task] ?? '')) return NOWHERE;
  const [own, other] = [cpuOf(lanes[handler]), cpuOf(lanes[task])];
  if (own !== null && other !== null && own !== other) return NOWHERE;
  const order = steps.map(({ lane }) => lane);
  const [first, last] = [order.indexOf(handler), order.lastIndexOf(handler)];
  const isNested =
    first > 0 && last < order.length - 1 && order.slice(first, last + 1).every((lane) => lane === handler);
  if (!isNested) return NOWHERE;
  const cpu = own ?? other ?? 'CPU';
  return new Map([
    [task, { cpu, context: 'task' }],
    [handler, { cpu, context }],
  ]);
}

const NOWHERE: ReadonlyMap<number, Placement> = new Map();

const HARDIRQ = /\b(?:(?:hard)?irq|interrupts?|isr|ipi)\b/i;
const SOFTIRQ = /\b(?:softirq|bh|tasklet|napi|bottom half)\b/i;
const UNMASKABLE = /\b(?:nmi|signal|mce)\b/i;

function contextOf(label: string): 'hardirq' | 'softirq' | null {
  if (UNMASKABLE.test(label) || /\b(?:thread(?:ed)?|off|disabled?)\b/i.test(label)) return null;
  if (SOFTIRQ.test(label)) return 'softirq';
  return HARDIRQ.test(label) ? 'hardirq' : null;
}

const cpuOf = (label = ''): string | null => {
  const number = /\bcpu[ _#-]?(\d+)\b/i.exec(label)?.[1];
  return number === undefined ? null : `CPU${number}`;
};
