import type { Claim, Diagram, DiagramKind } from '../../src/extract/types.ts';
import type { Message } from '../../src/ingest/types.ts';
import type { ClaimVerdict, DrawingVerdict, FixResult, JudgedMessage } from '../../src/judge/types.ts';
import type { Problem } from '../../src/problems.ts';

/** A judged message as far as exit codes look at it. */
export function judged(parts: {
  readonly drawings?: readonly {
    kind?: DiagramKind;
    verdict: DrawingVerdict;
    fixes?: readonly Pick<FixResult, 'source' | 'verdict'>[];
  }[];
  readonly claims?: readonly ClaimVerdict[];
  readonly problems?: readonly Problem[];
}): JudgedMessage {
  const diagrams = (parts.drawings ?? []).map(({ kind = 'race', verdict, fixes = [] }) => ({
    diagram: { kind } as Diagram,
    judged: { verdict, fixes },
  }));
  const claims = (parts.claims ?? []).map((verdict) => ({ claim: {} as Claim, verdict, reason: '' }));
  const message = { source: 'a.eml', problems: parts.problems ?? [] } as unknown as Message;
  return { message, diagrams, claims } as unknown as JudgedMessage;
}
