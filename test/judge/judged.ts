import { extractMessage } from '../../src/extract/index.ts';
import type { Claim, ClaimContent, ClaimType } from '../../src/extract/types.ts';
import { judgeMessage, judgeScenario } from '../../src/judge/index.ts';
import type { FixResult, JudgedDiagram, JudgedMessage, ScenarioVerdict } from '../../src/judge/types.ts';
import { readRace } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';
import { drawing } from '../scenario/build/drawing.ts';

export const options = { bounds: DEFAULT_BOUNDS };

/** A mail with this body, judged. */
export function judge(text: string, subject: string | null = null): JudgedMessage {
  const message = drawing(text, subject);
  return judgeMessage(message, extractMessage(message), options);
}

/** The only drawing of the mail, judged. */
export function judgedDrawing(text: string, subject: string | null = null): JudgedDiagram {
  const { diagrams } = judge(text, subject);
  const [only] = diagrams;
  if (only === undefined || diagrams.length > 1) throw new Error(`${diagrams.length} drawings in\n${text}`);
  return only;
}

export function verdictOf(text: string, subject: string | null = null): ScenarioVerdict {
  return judgedDrawing(text, subject).judged;
}

/** The scenario of a `.race` text. */
export function race(text: string): Scenario {
  const read = readRace(text, 'test.race');
  if (!read.ok) throw new Error(read.problems.map(({ line, detail }) => `${line}: ${detail}`).join('\n'));
  return read.scenario;
}

export function raceVerdict(text: string): ScenarioVerdict {
  return judgeScenario(race(text), options);
}

/** A fix of the table as one line: `works move-step`. */
export const told = (fixes: readonly FixResult[]) => fixes.map(({ verdict, kind }) => `${verdict} ${kind}`);

/** A claim about the first drawing. */
export function claim(content: ClaimContent, type: ClaimType, polarity: Claim['polarity'] = '+'): Claim {
  return { line: 1, lines: [1, 1], text: 'a claim', type, polarity, hedge: '', about: 0, content };
}
