import type { WorkerResult } from './types.ts';

/** Figures of what came of judging, for the progress. */
export type Counts = { drawings: number; verdicts: number; errors: number };

export const noCounts = (): Counts => ({ drawings: 0, verdicts: 0, errors: 0 });

export function count(counts: Counts, { judged, problems }: WorkerResult): void {
  const diagrams = judged?.message.diagrams ?? [];
  counts.drawings += diagrams.length;
  counts.verdicts += diagrams.filter(({ verdict }) => verdict !== 'undetermined').length;
  counts.errors += problems.length;
}
