import type { Report, ScenarioVerdict } from '../judge/types.ts';
import { type JsonOptions, renderJson, renderScenarioJson } from './json/json.ts';
import { renderScenarioTerminal, renderTerminal, type TerminalOptions } from './terminal/terminal.ts';

/**
 * The formats of a report. A new one is a folder and a row here. Markdown comes through a lazy import, because its printer
 * takes longer to load than a mail takes to judge.
 */
export type FormatOptions = Partial<TerminalOptions> & JsonOptions;
export type Format = {
  /** One phrase for --help. */
  readonly describes: string;
  /** For a file of its own, without the dot. */
  readonly extension: string;
  readonly render: (report: Report, options: FormatOptions) => Promise<string>;
  readonly renderScenario: (judged: ScenarioVerdict, options: FormatOptions) => Promise<string>;
};

const terminalOptions = ({ colour = false, width = 80 }: FormatOptions): TerminalOptions => ({ colour, width });

/** By the name that `--format` takes. */
export const formats = {
  terminal: {
    describes: 'plain lines for a terminal',
    extension: 'txt',
    render: async (report, options) => renderTerminal(report, terminalOptions(options)),
    renderScenario: async (judged, options) => renderScenarioTerminal(judged, terminalOptions(options)),
  },
  md: {
    describes: 'Markdown, the whole evidence',
    extension: 'md',
    render: async (report) => renderMarkdown(report),
    renderScenario: async (judged) => renderScenarioMarkdown(judged),
  },
  json: {
    describes: 'JSON, see docs/report-json.md',
    extension: 'json',
    render: async (report, options) => renderJson(report, options),
    renderScenario: async (judged, options) => renderScenarioJson(judged, options),
  },
} as const satisfies Readonly<Record<string, Format>>;
export type FormatName = keyof typeof formats;

/** The report as Markdown; every text of the mail is escaped. */
export async function renderMarkdown(report: Report): Promise<string> {
  return (await import('./markdown/markdown.ts')).markdownReport(report);
}

/** The verdict of a `.race` file as Markdown. */
export async function renderScenarioMarkdown(judged: ScenarioVerdict): Promise<string> {
  return (await import('./markdown/markdown.ts')).markdownScenario(judged);
}

export { type JsonOptions, messageJson, renderJson, renderScenarioJson } from './json/json.ts';
export { renderScenarioTerminal, renderTerminal, type TerminalOptions } from './terminal/terminal.ts';
