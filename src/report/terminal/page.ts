import type { createColors } from 'picocolors';
import type { Tone } from '../story/words.ts';
import { displayWidth, wrap } from '../text/width.ts';

type Colours = ReturnType<typeof createColors>;

/** Sets text on lines of the terminal's width; colour is put on whole lines or words after they are measured. */
export type Page = {
  readonly width: number;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly tone: (tone: Tone, text: string) => string;
  /** Wrapped, each line indented; at most `most` lines. */
  readonly text: (text: string, indent: number, most?: number) => string[];
  /** One of several: wrapped, its later lines indented further. */
  readonly item: (text: string) => string[];
  /** A coloured word and a text beside it, which wraps under itself. */
  readonly labelled: (label: string, tone: Tone, text: string, indent?: number) => string[];
};

const NARROWEST = 24;
const INDENT = 2;

export function pageOf({ width }: { readonly width: number }, colours: Colours): Page {
  const columns = Math.max(NARROWEST, Math.floor(Number.isFinite(width) ? width : 80));
  const tones: Readonly<Record<Tone, (text: string) => string>> = {
    bad: (text) => colours.bold(colours.red(text)),
    good: (text) => colours.bold(colours.green(text)),
    open: (text) => colours.bold(colours.yellow(text)),
    quiet: colours.dim,
  };
  const text = (value: string, indent: number, most?: number): string[] => {
    if (value === '') return [];
    return wrap(value, columns - indent, most).map((line) => ' '.repeat(indent) + line);
  };
  return {
    width: columns,
    strong: colours.bold,
    faint: colours.dim,
    tone: (tone, value) => tones[tone](value),
    text,
    item: (value) => wrap(value, columns - INDENT, undefined, INDENT).map((line) => ' '.repeat(INDENT) + line),
    labelled: (label, tone, value, indent = INDENT) => {
      const start = indent + displayWidth(label) + 2;
      const [first = '', ...more] = text(value, start);
      const beside = first === '' ? '' : `  ${first.slice(start)}`;
      return [`${' '.repeat(indent)}${tones[tone](label)}${beside}`, ...more];
    },
  };
}

/** A heading and its items, nothing where there are none. */
export function section(title: string, sentences: readonly string[], page: Page): string[] {
  const lines = sentences.flatMap((sentence) => page.item(sentence));
  return lines.length === 0 ? [] : [page.strong(title), ...lines];
}
