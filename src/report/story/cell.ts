import type { Step } from '../../extract/types.ts';

/** `^^^^^` below a cell says which words it means; where it repeats them it tells nothing. */
const UNDERLINE = /^\^+\s*/;

/** The cell as written: its text and what is said about it (`<- problem`). An underline that only repeats the text is left out. */
export function cellText({ text, annotations }: Pick<Step, 'text' | 'annotations'>): string {
  const said = annotations.filter((annotation) => {
    return !(UNDERLINE.test(annotation) && text.includes(annotation.replace(UNDERLINE, '')));
  });
  return [text, ...said].join(' ');
}
