import type { Scenario } from '../../scenario/types.ts';
import type { Why } from '../types.ts';

/** The scenario with one constraint taken away, and how to name that constraint where its removal brings the failure. */
export type Relaxed = {
  readonly scenario: Scenario;
  readonly why: Why;
  /** Only asked where nothing else excludes the failure; and then a failure to which one lane gets alone does not count. */
  readonly isLastResort?: boolean;
};

/** One way to take constraints away, one at a time. */
export type Relaxation = (scenario: Scenario) => readonly Relaxed[];
