import type { Claim, Diagram, Failure, MailTree } from '../extract/types.ts';
import type { Message } from '../ingest/types.ts';
import type { Problem } from '../problems.ts';
import type { Assumption, Scenario, Unknown } from '../scenario/types.ts';
import type { Bounds, DrawnOrder, Outcome, Witness } from '../sim/types.ts';

/** judge turns outcomes into verdicts: of the drawing, of each claim about it, of each fix. */
export type DrawingVerdict = 'reproduces' | 'refuted' | 'undetermined';
export type ClaimVerdict = 'supported' | 'refuted' | 'undetermined' | 'not-checkable';

/** The verdict under sequential consistency, on x86 (TSO), and under the Linux-kernel memory model; those that were asked. */
export type Models = Readonly<Partial<Record<'sc' | 'tso' | 'lkmm', DrawingVerdict>>>;

/** What a verdict rests on: for `reproduces` the order edges it needs, for `refuted` the constraint whose removal brings the failure. */
export type Why = {
  readonly kind: 'order' | 'lock' | 'wait' | 'assumption';
  readonly text: string;
  readonly lines: readonly number[];
  /** The lock that is held, or what is switched off ("interrupts"). */
  readonly held?: string;
};

export type FixKind =
  | 'hold-lock' | 'widen-lock' | 'move-step' | 'add-barrier' | 'take-reference' | 'cancel-sync' | 'wait-readers'
  | 'rcu-free' | 'recheck' | 'remove-step' | 'other'; // biome-ignore format: the labels' list

export type FixResult = {
  readonly source: 'patch' | 'prose' | 'search';
  readonly kind: FixKind;
  /** "hold mmap_lock for writing across CPU0 (lines 29 to 64)" */
  readonly text: string;
  readonly verdict: 'works' | 'fails' | 'undetermined';
  /** Why it fails or cannot be told; '' where it works. */
  readonly reason: string;
};

/** How to judge: bounds on each search, and a clock for the time bound. */
export type JudgeOptions = { readonly bounds: Bounds; readonly now?: () => number };

/** A verdict with what it rests on, before it is put together with its scenario. */
export type Decided = {
  readonly verdict: DrawingVerdict;
  readonly reason: string;
  readonly why: readonly Why[];
  readonly witness: Witness | null;
  /** No execution fails, all is understood, and nothing but the reason for it is missing. */
  readonly isUnexplained?: boolean;
  /** What the verdict rests on besides what the scenario assumes. */
  readonly restsOn?: readonly Assumption[];
};

/** The verdict of one scenario, whether it came from a mail or from a `.race` file. */
export type ScenarioVerdict = {
  readonly scenario: Scenario;
  readonly verdict: DrawingVerdict;
  /** One sentence. */
  readonly reason: string;
  readonly why: readonly Why[];
  readonly failure: Failure | null;
  readonly models: Models;
  readonly drawnOrder: DrawnOrder;
  readonly witness: Witness | null;
  readonly assumptions: readonly Assumption[];
  readonly unknown: readonly Unknown[];
  readonly outcome: Outcome;
  readonly fixes: readonly FixResult[];
};

export type JudgedDiagram = { readonly diagram: Diagram; readonly judged: ScenarioVerdict };
export type JudgedClaim = { readonly claim: Claim; readonly verdict: ClaimVerdict; readonly reason: string };

export type JudgedMessage = {
  readonly message: Message;
  readonly tree: MailTree;
  readonly diagrams: readonly JudgedDiagram[];
  readonly claims: readonly JudgedClaim[];
};

/** What one run of `check` has to tell. */
export type Report = { readonly messages: readonly JudgedMessage[]; readonly problems: readonly Problem[] };
