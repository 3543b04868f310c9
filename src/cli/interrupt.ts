/** The exit code of what a user interrupted. */
export const INTERRUPTED = 130;

/** The first Ctrl-C ends what is under way and keeps what is done; the second ends at once, which loses nothing that was written. */
export function interruptible(ending: string): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    process.stderr.write(`\nthreadjudge: ${ending}; Ctrl-C again ends at once\n`);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, release: () => process.off('SIGINT', stop).off('SIGTERM', stop) };
}
