import { mergeDrawings } from '../../extract/same-drawing.ts';
import { threadTree } from '../../ingest/threads/index.ts';
import type { ThreadNode } from '../../ingest/threads/types.ts';
import type { DrawingView, MailPart, MentionView, SaidClaim, ThreadView } from '../../report/archive/index.ts';
import type { ClaimJson, DiagramJson } from '../../report/json/schema.ts';
import type { DrawingGroup, ThreadMail } from '../store/types.ts';

/** A thread's mails put together: its tree, each drawing once with all its mentions, each claim at the drawing that it is about. */
export type JoinedThread = {
  readonly parts: Pick<ThreadView, 'nodes' | 'parts' | 'drawings' | 'otherClaims'>;
  readonly groups: readonly DrawingGroup[];
};

type Found = { readonly mail: ThreadMail; readonly number: number; readonly diagram: DiagramJson };

export function joinThread(unsorted: readonly ThreadMail[]): JoinedThread {
  const mails = [...unsorted].sort((a, b) => compare(a.envelope.date ?? '', b.envelope.date ?? '') || a.id - b.id);
  const nodes = threadTree(mails.map(({ envelope }) => envelope));
  const found = mails.flatMap((mail) =>
    (mail.judged?.message.diagrams ?? []).map((diagram, number): Found => ({ mail, number, diagram })),
  );
  const merged = mergeDrawings(found.map(({ diagram }) => ({ ...diagram, cells: diagram.steps })));
  const groups = merged.map((group) => group.flatMap((index) => found[index] ?? []));
  const place = new Map<string, number>();
  for (const [drawing, group] of groups.entries()) {
    for (const { mail, number } of group) place.set(placeKey(mail, number), drawing);
  }

  const shown = oncePerId(mails);
  const claims = groups.map((): SaidClaim[] => []);
  const otherClaims: SaidClaim[] = [];
  const parts = new Map<string, MailPart>();
  for (const { id, mail, above } of eachMail(nodes, shown)) {
    const own = drawingsIn(mail, place);
    const answered = own.length > 0 || above === null ? [] : [...new Set(drawingsIn(above, place))];
    let says = 0;
    for (const claim of mail.judged?.message.claims ?? []) {
      const drawing = aboutWhich(mail, claim, place) ?? (answered.length === 1 ? answered[0] : undefined);
      const said = { mail: mail.envelope, claim, unquoted: own.length === 0 };
      if (drawing === undefined) otherClaims.push(said);
      else claims[drawing]?.push(said);
      says++;
    }
    const quoted = (depth: boolean): number[] => [
      ...new Set(own.filter((_, number) => (diagramOf(mail, number)?.quoted ?? 0) > 0 === depth).map((at) => at + 1)),
    ];
    if (own.length + says > 0) parts.set(id, { draws: quoted(false), quotes: quoted(true), says });
  }

  const isShown = new Set(shown.values());
  const drawings = groups.map((group, drawing) => drawingView(group, claims[drawing] ?? [], isShown));
  return {
    parts: { nodes, parts, drawings, otherClaims },
    groups: groups.map((group) => group.map(({ mail, number }) => ({ mail: mail.id, number }))),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const placeKey = (mail: ThreadMail, number: number): string => `${mail.id} ${number}`;
const diagramOf = (mail: ThreadMail, number: number): DiagramJson | undefined => mail.judged?.message.diagrams[number];

/** By the id of a node or, without one, by the envelope: one mail for each, though lists may have changed copies of it. */
function oncePerId(mails: readonly ThreadMail[]): ReadonlyMap<unknown, ThreadMail> {
  const shown = new Map<unknown, ThreadMail>();
  for (const mail of [...mails].sort((a, b) => a.id - b.id)) {
    const key = mail.envelope.messageId ?? mail.envelope;
    const known = shown.get(key);
    if (known === undefined || (known.judged === null && mail.judged !== null)) shown.set(key, mail);
  }
  return shown;
}

type Placed = { readonly id: string; readonly mail: ThreadMail; readonly above: ThreadMail | null };

/** The mails in the order of the tree, with the one that each answers. */
function eachMail(nodes: readonly ThreadNode[], shown: ReadonlyMap<unknown, ThreadMail>): Placed[] {
  const out: Placed[] = [];
  const waiting = [...nodes].reverse().map((node) => ({ node, above: null as ThreadMail | null }));
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { envelope, id, children } = at.node;
    const mail = envelope === null ? undefined : shown.get(envelope.messageId ?? envelope);
    if (mail !== undefined) out.push({ id, mail, above: at.above });
    for (let child = children.length - 1; child >= 0; child--) {
      const node = children[child];
      if (node !== undefined) waiting.push({ node, above: mail ?? null });
    }
  }
  return out;
}

/** The drawing of each diagram of a mail. */
function drawingsIn(mail: ThreadMail, place: ReadonlyMap<string, number>): number[] {
  const diagrams = mail.judged?.message.diagrams ?? [];
  return diagrams.flatMap((_, number) => place.get(placeKey(mail, number)) ?? []);
}

function aboutWhich(mail: ThreadMail, { about }: ClaimJson, place: ReadonlyMap<string, number>): number | undefined {
  return about === null ? undefined : place.get(placeKey(mail, about));
}

function drawingView(
  group: readonly Found[],
  claims: readonly SaidClaim[],
  shown: ReadonlySet<ThreadMail>,
): DrawingView {
  const [main, ...others] = group as readonly [Found, ...Found[]];
  const quoting = others.filter(({ mail }) => shown.has(mail) && mail !== main.mail).map(mentionOf);
  const mentions = [mentionOf(main), ...quoting.sort((a, b) => compare(a.mail.date ?? '', b.mail.date ?? ''))];
  return {
    diagram: main.diagram,
    evidence: main.mail.judged?.evidence[main.number] ?? '',
    mentions: onePerMail(mentions),
    claims,
  };
}

const mentionOf = ({ mail, diagram }: Found): MentionView => ({
  mail: mail.envelope,
  lines: diagram.lines,
  quoted: diagram.quoted,
  verdict: diagram.verdict,
});

/** A mail may quote a drawing twice, or in two pieces. */
function onePerMail(mentions: readonly MentionView[]): MentionView[] {
  const seen = new Set<unknown>();
  return mentions.filter(({ mail }) => {
    const isNew = !seen.has(mail.messageId ?? mail);
    seen.add(mail.messageId ?? mail);
    return isNew;
  });
}
