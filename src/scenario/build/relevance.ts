import type { Diagram, Step } from '../../extract/types.ts';
import { isTold } from '../told.ts';
import type { Scenario, Unknown } from '../types.ts';

/** What a report says of a step that may do more than is known, or something else. */
export const notKnown = (step: Step): string =>
  `"${step.text}" is ${step.understood ? 'understood only in part' : 'not understood'}`;

/** It is the step itself that is not known, and not what comes of it elsewhere. */
export const isOfTheStep = ({ why }: Unknown): boolean => /" is (?:not understood|understood only in part)/.test(why);

/**
 * Which of the steps that are not wholly known could take part in the failure. A call may touch all that its arguments reach, and two
 * names may mean one object, so only a call that is handed nothing but constants is out of it. A call whose name says that it waits,
 * stops or flushes something may exclude what the machine allows: it bars a reproduction as well.
 */
export function markRelevant(scenario: Scenario, diagram: Diagram): Scenario {
  const unknown = scenario.unknown.map((each): Unknown => {
    const step = diagram.steps.find(({ id }) => id === each.step);
    if (step === undefined || each.unmodelled || (step.complete && step.rule !== 'frame')) return each;
    const name = calledFunction(step);
    if (name !== null && WAITS_FOR_OTHERS.test(name) && !WAITS_FOR_NOBODY.test(name) && !isKnownToGoOn(step)) {
      return {
        ...each,
        why: `${notKnown(step)}, and by its name it may wait for the other side`,
        unmodelled: true,
      };
    }
    // an atomic operation that is not wholly known may let one lane win only
    if (
      step.op === 'rmw' &&
      !(isTold(scenario) && !/\bwhile\b|lock/i.test(step.text)) &&
      !(name !== null && COUNTS.test(name) && !/[=?]|\bif\b/.test(step.text))
    )
      return { ...each, why: `what "${step.text}" changes atomically is not understood`, unmodelled: true };
    if (name === null && WAITING_WORDS.test(step.text.replace(NOT_DONE, ''))) {
      return {
        ...each,
        why: `${notKnown(step)}, and its words may exclude the failure`,
        unmodelled: true,
      };
    }
    return { ...each, relevant: !isHandedConstants(step) && !isConsequence(step, diagram) };
  });
  const harmless = unknown.filter((each) => !each.relevant).map((each) => each.line);
  if (harmless.length === 0) return { ...scenario, unknown };
  const lines = [...new Set(harmless)].join(', ');
  const text = `what is called on line ${lines} is not known, but it is handed nothing that the failure needs`;
  return {
    ...scenario,
    unknown,
    assumptions: [...scenario.assumptions, { text, line: harmless[0] ?? null, basis: 'assumed' }],
  };
}

/** Words in the names of kernel functions that return only when somebody else is done. */
const WAITS_FOR_OTHERS =
  /(?:^|_)(?:sync|synchronize|wait|flush|drain|quiesce|quiesced|disable|stop|shutdown|freeze|kill|join|park|barrier|suspend|cancel|timeout|destroy_workqueue|free_irq)(?:_|$)/;

/** Names of their own, in which such a word means something else: a synchronous write is waited for by nobody else's leave. */
const WAITS_FOR_NOBODY = /nosync|nowait|async|sync_(?:read|write)(?:_iter|v)?$/;

/** A function of the kernel that the lexicon knows by its own name, as one that changes or asks something: it waits for no other lane. */
const isKnownToGoOn = ({ rule, op }: Step): boolean =>
  rule !== null && !/^(?:names|c|verbs|english)\/|family/.test(rule) && GOES_ON.has(op);
const GOES_ON: ReadonlySet<Step['op']> = new Set(['read', 'write', 'test', 'get', 'queue', 'wake', 'list-add']);

/** Counts, and asks nothing of the count: nobody wins by it. */
const COUNTS = /(?:^|_)(?:inc|dec|add|sub)(?:_return)?$/;

/** "never waits for the cook", "without a flush" */
const NOT_DONE = /\b(?:no|not|never|without|\w+n't)\b[^,;:.]{0,24}/gi;

/** The same in English. */
const WAITING_WORDS = /\b(?:flush\w*|tlb|waits?|waiting|sync\w*|cancel\w*|stops?|drain\w*|quiesc\w*)\b/i;

/**
 * `-> the sum is wrong from here on`, below a step that is wholly known: what comes of it, told in words that name no step. The first
 * words of such a row would be a verb if the lane did something there.
 */
function isConsequence(step: Step, { steps }: Diagram): boolean {
  if (
    step.op !== 'note' ||
    !/^[-=]+>\s*(?:the|a|an|this|that|it|so|now|and|which|our|we|no|all|both|its)\b/i.test(step.text)
  )
    return false;
  const above = steps.findLast(({ lane, line }) => lane === step.lane && line < step.line);
  return above?.complete === true && above.line === step.line - 1;
}

function calledFunction(step: Step): string | null {
  return /^(?:[\w.>\s=-]*=\s*)?(?:[\w.]+->)*(\w+)\s*(?:\(|;?$)/.exec(step.text)?.[1] ?? null;
}

/** `foo(1, "x", FLAG)`: at least one argument, and all of them constants. */
function isHandedConstants(step: Step): boolean {
  const inside = /^\w+\s*\(([^()]+)\)\s*;?$/.exec(step.text)?.[1];
  if (inside === undefined) return false;
  return inside.split(',').every((argument) => /^\s*(?:\d\w*|"[^"]*"|[A-Z][A-Z0-9_]{2,})\s*$/.test(argument));
}
