import type { Diagram, Step } from '../../../extract/types.ts';
import { lockName } from './align.ts';

/**
 * The functions that take the locks of a lockdep drawing, by the report above it: what is tried comes last, in the lane that holds the
 * other one; a link of the chain is what another lane takes last.
 */
export function sitesIn(diagram: Diagram, lane: number): readonly string[] {
  const rows = diagram.steps.filter(({ effects }) => effects.some((effect) => effect.do === 'acquire'));
  const tried = rows.at(-1);
  return (diagram.sites ?? []).flatMap(({ role, lock, within }) => {
    const row =
      role === 'link'
        ? rows.findLast(
            (each) =>
              each.lane !== tried?.lane &&
              rows.findLast(({ lane: own }) => own === each.lane) === each &&
              takes(each, lock),
          )
        : rows.findLast(
            (each) => each.lane === tried?.lane && (role === 'trying') === (each === tried) && takes(each, lock),
          );
    return row?.lane === lane ? [within] : [];
  });
}

const takes = ({ effects }: Step, lock: string): boolean =>
  effects.some((effect) => effect.do === 'acquire' && lockName(effect.lock) === lockName(lock));
