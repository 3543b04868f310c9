/** The mail of a corpus case: what stands in its first fenced block. */
export function mailOfCase(markdown: string): string {
  const lines = markdown.split('\n');
  const begin = lines.findIndex((line) => /^`{3,}/.test(line));
  if (begin < 0) return markdown;
  const fence = /^`+/.exec(lines[begin] ?? '')?.[0] ?? '```';
  const end = lines.findIndex((line, at) => at > begin && line.trimEnd() === fence);
  return `${lines.slice(begin + 1, end < 0 ? lines.length : end).join('\n')}\n`;
}
