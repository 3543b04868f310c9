import type { Diagram, Step, Term } from '../../extract/types.ts';
import { name } from '../expressions.ts';
import type {
  Assumption,
  Declaration,
  Expression,
  Option,
  Placement,
  ScenarioStep,
  Statement,
  Unknown,
} from '../types.ts';
import { placementsOf } from './placements.ts';
import { isNull, type Symbols } from './symbols.ts';
import { isAddress, isConstantName, isPlain, normalTerm, placesIn, readTerm } from './terms.ts';

/** An actor that no column shows; its steps get their ids when the scenario is put together. */
export type ImpliedLane = {
  readonly name: string;
  readonly title: string | null;
  readonly steps: readonly { readonly statements: readonly Statement[]; readonly text: string }[];
};

/**
 * A scenario while it is being built from one drawing: what is declared so far, and what had to be assumed. Effects are
 * translated one by one; each asks here for the locations that it needs.
 */
export class Draft {
  readonly declarations = new Map<string, { kind: string; values: Expression[]; options: Option[] }>();
  readonly assumptions: Assumption[] = [];
  readonly unknown: Unknown[] = [];
  readonly lanes: ScenarioStep[][];
  readonly impliedLanes: ImpliedLane[] = [];
  readonly diagram: Diagram;
  readonly symbols: Symbols;
  /** The lanes that share a CPU. */
  readonly placements: ReadonlyMap<number, Placement>;
  private fresh = 0;
  private implied = 0;

  constructor(diagram: Diagram, symbols: Symbols) {
    this.diagram = diagram;
    this.symbols = symbols;
    this.placements = placementsOf(diagram);
    this.lanes = diagram.lanes.map(() => []);
  }

  /** Declares once; later calls with the same name change nothing. */
  declare(kind: string, name: string, values: readonly Expression[] = [], options: readonly Option[] = []): string {
    const known = this.declarations.get(name);
    // one name may be a cell here and a completion there
    if (known !== undefined && known.kind !== kind) return this.declare(kind, `${name} (${kind})`, values, options);
    if (known === undefined) this.declarations.set(name, { kind, values: [...values], options: [...options] });
    return name;
  }

  assume(text: string, line: number | null, basis: Assumption['basis']): void {
    if (!this.assumptions.some((known) => known.text === text)) this.assumptions.push({ text, line, basis });
  }

  /** A step that was read but cannot be run as a machine step. */
  doubt(step: Step, why: string): void {
    this.unknown.push({ step: step.id, line: step.line, why, relevant: true, unmodelled: true });
  }

  /** What was not known of a step has been found out. */
  settle({ id }: Step): void {
    for (let at = this.unknown.length - 1; at >= 0; at--) if (this.unknown[at]?.step === id) this.unknown.splice(at, 1);
  }

  /** What the cell is made of so far, all its atomic steps together. */
  statementsOf({ lane, id }: Step): readonly Statement[] {
    return (this.lanes[lane] ?? []).filter((each) => each.id === id).flatMap(({ statements }) => statements);
  }

  /** Changes the first atomic step of a cell; nothing where the cell has none. */
  change({ lane, id }: Step, change: (statements: readonly Statement[]) => readonly Statement[]): void {
    const steps = this.lanes[lane] ?? [];
    const at = steps.findIndex((each) => each.id === id);
    const step = steps[at];
    if (step !== undefined) steps[at] = { ...step, statements: change(step.statements) };
  }

  /** Adds to the last atomic step of a cell: it happens when the cell is over. */
  append({ lane, id }: Step, statement: Statement): void {
    const steps = this.lanes[lane] ?? [];
    const at = steps.findLastIndex((each) => each.id === id);
    const step = steps[at];
    if (step !== undefined) steps[at] = { ...step, statements: [...step.statements, statement] };
  }

  impliedId(): string {
    this.implied++;
    return `implied:${this.implied}`;
  }

  lock(term: Term, lane: number): string {
    const location = this.symbols.location(term, lane);
    if (!PER_CPU.test(location)) return this.declare('lock', location);
    this.assume(`${location} is another lock on each CPU`, null, 'shown');
    return this.declare('lock', `${location} of lane ${lane}`);
  }

  /** The name of a memory cell; its initial value is settled when all its uses are known. */
  cell(term: Term, lane: number): string {
    const name = this.symbols.location(term, lane);
    const object = this.symbols.objectOf(term, lane);
    if (object !== null) this.object(object);
    return this.declare('cell', name);
  }

  object(name: string): string {
    return this.declare('object', name);
  }

  /** A value that the drawing does not give: new at each place, equal to nothing else. */
  freshValue(hint: string): Expression {
    this.fresh++;
    const name = `some_${hint.replace(/\W+/g, '_').slice(0, 24) || 'value'}_${this.fresh}`;
    return constant(this, name, FIRST_FRESH + this.fresh);
  }

  /** What a C fragment is worth in a lane: numbers, NULL, macros as constants, places as cells or objects. */
  value(text: Term, lane: number): Expression {
    const term = normalTerm(text);
    if (isNull(term)) return { is: 'number', value: 0 };
    // the address of a variable is a value, whatever the variable holds
    if (isAddress(text) && this.symbols.objectOf(term, lane) === null) return this.macro(`&${term}`);
    const expression = readTerm(term);
    if (expression !== null) return this.resolve(expression, lane);
    // more than the machine computes: it depends on the places in it, and only that is kept
    const place = placesIn(term)[0];
    return place === undefined ? this.freshValue(term) : this.place(place, lane);
  }

  /** What is stored: a name that nothing sets and nothing else reads (`x = new_value`) is a value of its own. */
  storedValue(text: Term, lane: number): Expression {
    const term = normalTerm(text);
    if (isAddress(text)) return this.value(text, lane);
    const location = this.symbols.location(term, lane);
    const isValue = isPlain(term) && !isConstantName(term) && !this.isAssigned(location) && !this.read.has(location);
    return isValue && this.symbols.objectOf(term, lane) === null ? this.macro(term) : this.value(text, lane);
  }

  /** A place as an expression: a pointer that is never assigned is its object's address. */
  place(term: Term, lane: number): Expression {
    const object = this.symbols.objectOf(term, lane);
    if (object !== null && !this.isAssigned(this.symbols.location(term, lane))) return name(this.object(object));
    return name(this.cell(term, lane));
  }

  private resolve(expression: Expression, lane: number): Expression {
    switch (expression.is) {
      case 'number':
        return expression;
      case 'name':
        if (expression.name === 'null' || expression.name === 'false') return { is: 'number', value: 0 };
        if (expression.name === 'true') return { is: 'number', value: 1 };
        if (isConstantName(expression.name) && !this.isAssigned(expression.name)) return this.macro(expression.name);
        if (PTE_FIELD.test(expression.name) && this.declarations.has('pte'))
          return name(`pte.${expression.name.split('.').at(-1)}`);
        return this.place(expression.name, lane);
      case 'unary':
        return { ...expression, operand: this.resolve(expression.operand, lane) };
      case 'binary':
        return {
          ...expression,
          left: this.resolve(expression.left, lane),
          right: this.resolve(expression.right, lane),
        };
    }
  }

  /** A macro or enumerator: a value that differs from every other one's. */
  private macro(text: string): Expression {
    this.macros.set(text, this.macros.get(text) ?? FIRST_MACRO + this.macros.size);
    return constant(this, text, this.macros.get(text) as number);
  }
  private readonly macros = new Map<string, number>();

  /** Locations that some step stores to, and those that some step loads or tests; filled before translation begins. */
  readonly assigned = new Set<Term>();
  readonly read = new Set<Term>();
  isAssigned(location: Term): boolean {
    return this.assigned.has(location);
  }
}

/** `pte.write` as pte_write(pte) is read. */
const PTE_FIELD = /(?:^|[_>.])pte\.(?:write|uffd_wp|present|dirty|young|soft_dirty)$/;
/** What each CPU has of its own. */
const PER_CPU = /\b(?:this_cpu|per_cpu|raw_cpu|local_lock|get_cpu)_?\w*\b|\bpcpu\b/;
const FIRST_MACRO = 1001;
const FIRST_FRESH = 5000;

function constant(draft: Draft, text: string, value: number): Expression {
  return name(draft.declare('constant', text, [{ is: 'number', value }]));
}

export function finished(declarations: Draft['declarations']): Declaration[] {
  return [...declarations].map(([each, { kind, values, options }]) => ({ kind, name: each, values, options }));
}
