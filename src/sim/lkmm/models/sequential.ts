import { communicator } from './communication.ts';
import { frameRcu, type RcuAxiom } from './grace-periods.ts';
import { isSequential } from './total-order.ts';
import type { Model, Named } from './types.ts';

/** Sequential consistency; grace periods wait for readers as the kernel's model says. */
export const sequential: Model = {
  name: 'sc',
  title: 'sequential consistency',
  prepare: (frame) => {
    const rcu: RcuAxiom | null = frameRcu(frame);
    const communicate = communicator(frame);
    return {
      allows: (execution) => {
        const communication = communicate(execution);
        return isSequential(frame, communication) && (rcu === null || rcu.allows(execution));
      },
      flags: () => {},
      explain: (execution) => {
        const communication = communicate(execution);
        if (isSequential(frame, communication)) return rcu?.explain(execution) ?? null;
        const cycle: Named[] = [
          { name: 'po', relation: frame.static.po },
          { name: 'rf', relation: communication.rf },
          { name: 'co', relation: communication.co },
          { name: 'fr', relation: communication.fr },
        ];
        return { axiom: 'total-order', cycle, made: {} };
      },
    };
  },
};
