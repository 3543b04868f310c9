import type { Lane } from '../../scenario/types.ts';
import { mapLanes } from '../edit.ts';
import type { Relaxation, Relaxed } from './types.ts';

/** Lanes that share a CPU get one for themselves, so that nothing there comes one after the other any more. */
export const onTheirOwnCpus: Relaxation = (scenario) => {
  const cpus = new Set(scenario.lanes.flatMap(({ on }) => on?.cpu ?? []));
  return [...cpus].flatMap((cpu): Relaxed[] => {
    const sharing = scenario.lanes.filter(({ on }) => on?.cpu === cpu);
    if (sharing.length < 2) return [];
    const alone = (lane: Lane): Lane => {
      if (lane.on?.cpu !== cpu) return lane;
      const { on, ...rest } = lane;
      return on.context === 'task' ? rest : { ...rest, on: { ...on, cpu: `${cpu} of ${lane.name}` } };
    };
    const text = `${sharing.map(({ name }) => name).join(' and ')} share ${cpu}`;
    return [{ scenario: mapLanes(scenario, alone), why: { kind: 'order', text, lines: [] } }];
  });
};
