import type { Scenario } from '../../scenario/types.ts';
import type { FixKind } from '../types.ts';

/** A change that could close the race, ready to be run. */
export type Candidate = {
  readonly kind: FixKind;
  /** What a developer would do: "flush before PT is released on line 34". */
  readonly text: string;
  readonly scenario: Scenario;
  /** The same change where the drawing leaves open what decides it; the fix works only if both do. */
  readonly otherwise?: Scenario;
  /** How much it changes; smaller fixes are tried and named first. */
  readonly size: number;
};
export type Fix = (scenario: Scenario) => readonly Candidate[];
