export { type FaultLock, faultOfEitherLock } from './build/fault-locks.ts';
export { canShow } from './build/goals/can-show.ts';
export { type BuildContext, buildScenario } from './build/index.ts';
export { isOfTheStep } from './build/relevance.ts';
export { printRace } from './race/printer.ts';
export { RACE_LIMITS, type RaceResult, readRace } from './race/reader.ts';
export { countsToldOrder, isTold, isToldOneAfterTheOther, stepsBeforeToldOrder, TOLD_ORDER } from './told.ts';
