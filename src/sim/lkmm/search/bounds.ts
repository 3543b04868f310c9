/** How far a search may go; `choices` decides, so that runs are repeatable, and time is the last resort. */
export type LitmusBounds = {
  /** Choices of a read's source or of the order of two writes, over all executions of a test. */
  readonly choices: number;
  /** Milliseconds. */
  readonly time: number;
};
export const DEFAULT_LITMUS_BOUNDS: LitmusBounds = { choices: 20_000_000, time: 60_000 };

/** What is left of the bounds. */
export class Budget {
  choices = 0;
  hit: keyof LitmusBounds | null = null;
  private readonly bounds: LitmusBounds;
  private readonly deadline: number;

  constructor(bounds: LitmusBounds) {
    this.bounds = bounds;
    this.deadline = performance.now() + bounds.time;
  }

  /** Counts a choice. False where the search must end. */
  spend(): boolean {
    if (this.hit !== null) return false;
    if (++this.choices > this.bounds.choices) this.hit = 'choices';
    else if ((this.choices & 1023) === 0 && performance.now() > this.deadline) this.hit = 'time';
    return this.hit === null;
  }
}
