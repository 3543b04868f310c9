import type { Scenario } from './types.ts';

/** Whether only the order is looked for in which the mail tells that it fails: that it fails then is the mail's word. */
export const isTold = ({ goals }: Pick<Scenario, 'goals'>): boolean => goals.some(({ told }) => told);

/** The cell in which a run counts how far it has come in the told order. */
export const TOLD_ORDER = 'the drawn order so far';
