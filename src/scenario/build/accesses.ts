import type { Comparison, Diagram, Effect, Step } from '../../extract/types.ts';
import { orderOfAtomic } from './atomic-order.ts';
import { isConstantName, normalTerm } from './terms.ts';

/**
 * Drawings about the order of accesses say less than there is to run:
 *
 *     CPU0                   CPU1
 *     STORE state            LOAD state        what is stored is not said, nor where the value goes
 *     smp_wmb()              if (flag)         a read, whatever it decides
 *     set flag               state             a name that the other lane writes: it is read here
 */
export type Spelled = {
  readonly diagram: Diagram;
  readonly assumed: readonly { readonly text: string; readonly line: number }[];
};

/** Whether the drawing may ask in which order accesses take effect. */
export function asksOrder({ kind, steps, mentions }: Diagram): boolean {
  if (kind === 'ordering') return true;
  if (kind === 'correct' && steps.some((step) => step.effects.some((effect) => effect.do === 'barrier'))) return true;
  return mentions.some(({ failure }) => failure === 'reordering') && steps.every(({ failure }) => failure === null);
}

export function spellOutAccesses(diagram: Diagram): Spelled {
  const assumed: { text: string; line: number }[] = [];
  const stored = diagram.steps.map((step) => {
    const place = storedPlace(step);
    const value = place === null ? null : valueFor(place, step, diagram);
    if (place === null || value === null) return step;
    assumed.push({ text: `what line ${step.line} writes to ${place} is ${value}`, line: step.line });
    const release: Effect[] = /\brelease\b|_release\b|\brcu_assign/.test(step.text)
      ? [{ do: 'barrier', order: 'release' }]
      : [];
    return {
      ...step,
      complete: true,
      effects: [...step.effects, ...release, { do: 'store', to: place, value } as const],
    };
  });
  const steps = stored.map((each, at) => {
    const step = withBranch(each, stored.slice(0, at));
    const later = stored.slice(at + 1).filter(({ lane }) => lane === step.lane);
    return withOrder(withRegisters(namesWhatIsRead(step, stored), later));
  });
  return { diagram: { ...diagram, steps }, assumed };
}

const PLACE = String.raw`(\*?[A-Za-z_][\w>.-]{0,80}(?:\[[\w ]{1,40}\])?)`;
const STORES_ALONE = [
  new RegExp(
    String.raw`^(?:(?:smp_)?STORE(?:_RELEASE)?|WRITE|[Ww]rites?|[Ss]tores?|[Ss]ets?|[Uu]pdates?|\[[SW]\]) ${PLACE};?$`,
  ),
  new RegExp(String.raw`^(?:WRITE_ONCE|smp_store_release|rcu_assign_pointer) ?\( ?&?${PLACE} ?\);?$`),
];

/** The place of a store that does not say what it stores. */
function storedPlace({ text, op, effects, annotations }: Step): string | null {
  if (op !== 'write' || annotations.length > 0 || effects.some((effect) => effect.do !== 'use')) return null;
  return STORES_ALONE.flatMap((form) => form.exec(text)?.[1] ?? [])[0] ?? null;
}

/** What the others compare the place with, where that is one value; a value of its own where nobody does. */
function valueFor(place: string, store: Step, { steps }: Diagram): string | null {
  const own = normalTerm(place);
  const compared = steps.flatMap(({ effects, lane }) =>
    effects.flatMap((effect): string[] => {
      if (lane === store.lane || !('condition' in effect) || !effect.condition) return [];
      const { left, right } = effect.condition;
      return normalTerm(left) === own ? [normalTerm(right)] : normalTerm(right) === own ? [normalTerm(left)] : [];
    }),
  );
  const [value, ...others] = new Set(compared);
  if (value === undefined) return `new_${own.replace(/\W+/g, '_').replace(/^_/, '')}`;
  if (others.length > 0) return null;
  if (/^(?:0|NULL|null|false)$/.test(value)) return '1';
  return isConstantName(value) || /^-?\d+$/.test(value) ? value : null;
}

/** A row that is nothing but the name of what another lane writes. */
function namesWhatIsRead(step: Step, steps: readonly Step[]): Step {
  if (step.effects.length > 0 || !/^\*?[A-Za-z_]\w*(?:(?:->|\.)\w+)*$/.test(step.text)) return step;
  const isWritten = steps.some(
    ({ lane, effects }) =>
      lane !== step.lane && effects.some((effect) => effect.do === 'store' && normalTerm(effect.to) === step.text),
  );
  return isWritten ? { ...step, complete: true, effects: [{ do: 'load', into: '', from: step.text }] } : step;
}

/** What is read goes into a register, and what the row says of the value is said of that register: the place is read once. */
function withRegisters(step: Step, later: readonly Step[]): Step {
  if (isSpin(step)) return { ...step, effects: spinning(step.effects) };
  const registers = new Map<string, string>();
  const read = (place: string): string => {
    const name = `read_${step.id.replace(':', '_')}${registers.size > 0 ? `_${registers.size + 1}` : ''}`;
    const known = registers.get(normalTerm(place)) ?? name;
    registers.set(normalTerm(place), known);
    return known;
  };
  const isLast = later.every(
    ({ op, text }) => op === 'note' || op === 'elide' || /^(?:return|goto|break)\b/.test(text),
  );
  const effects = step.effects.flatMap((effect): Effect[] => {
    if (effect.do === 'load' && effect.into === '') return [{ ...effect, into: read(effect.from) }];
    if (effect.do === 'load') registers.set(normalTerm(effect.from), effect.into);
    if (effect.do === 'noted') return [{ ...effect, condition: ofRegister(effect.condition, registers) }];
    if (effect.do !== 'test') return [effect];
    // a test that nothing follows decides nothing that is drawn: it is a read
    const { left } = effect.condition;
    const isRead = registers.has(normalTerm(left)) || [...registers.values()].includes(left);
    if (effect.holds === null && isLast && (isRead || PLAIN_PLACE.test(normalTerm(left))))
      return isRead ? [] : [{ do: 'load', into: read(left), from: left }];
    return [{ ...effect, condition: ofRegister(effect.condition, registers) }];
  });
  // `if ((r = READ_ONCE(x)) < 0)` reads once, whoever looked at it
  const seen = new Set<string>();
  const isRepeated = (effect: Effect): boolean => {
    const key = JSON.stringify(effect);
    return effect.do === 'load' && (seen.has(key) || !seen.add(key));
  };
  return { ...step, effects: effects.filter((effect) => !isRepeated(effect)) };
}
const PLAIN_PLACE = /^\*?[A-Za-z_][\w>.-]*$/;

const isSpin = ({ text, effects }: Step): boolean =>
  /^\W*while\b/.test(text) || effects.some((effect) => effect.do === 'wait-until');

/** Who spins reads again each time; the last read, which ends it, is the one that an acquire is of. */
function spinning(effects: readonly Effect[]): Effect[] {
  const isAcquire = (effect: Effect) => effect.do === 'barrier' && effect.order === 'acquire';
  const others = effects.filter((effect) => !(effect.do === 'load' && effect.into === '') && !isAcquire(effect));
  return [...others, ...effects.filter(isAcquire)];
}

function ofRegister(condition: Comparison, registers: ReadonlyMap<string, string>): Comparison {
  return { ...condition, left: registers.get(normalTerm(condition.left)) ?? condition.left };
}

/** `<control dependency>` below the condition that it is of: the branch says it. */
function withBranch(step: Step, earlier: readonly Step[]): Step {
  if (step.op !== 'barrier' || step.complete || !/control[- ]dependency|控制依赖|컨트롤 의존성/i.test(step.text))
    return step;
  return { ...step, complete: earlier.some(({ lane, op }) => lane === step.lane && op === 'test') };
}

/** An atomic operation that gives something back is ordered with all that stands before and behind it. */
function withOrder(step: Step): Step {
  const order = orderOfAtomic(step.text);
  const has = (...kinds: readonly Effect['do'][]) => step.effects.some(({ do: does }) => kinds.includes(does));
  if (order === 'half' && has('add', 'exchange', 'store', 'load') && !has('barrier'))
    return { ...step, complete: false };
  if (order !== 'all' || !has('add', 'exchange')) return step;
  const barrier = { do: 'barrier', order: 'full' } as const;
  return { ...step, effects: [barrier, ...step.effects, barrier] };
}
