export { type ReadLitmus, readLitmus } from './language/reader.ts';
export { MODEL_NAMES, type ModelName } from './models/types.ts';
export { type LitmusOptions, type LitmusOutcome, type Observation, type RunLitmus, runLitmus } from './run.ts';
export { DEFAULT_LITMUS_BOUNDS, type LitmusBounds } from './search/search.ts';
export type { LitmusState } from './search/states.ts';
export type * from './types.ts';
