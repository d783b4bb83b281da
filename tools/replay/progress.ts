/** How far the reading of a file has come, every so often; a short one is not worth a word. */
type Line = (text: string) => void;

/** `everyMs`: how long a reader is left without a word. `now`: in milliseconds. */
export function createProgress(everyMs: number, now: () => number, line: Line) {
  let lastMs = now();
  return (name: string, done: number, bytes: number | undefined): void => {
    if (now() - lastMs < everyMs) return;
    lastMs = now();
    const share =
      bytes === undefined || bytes === 0 ? '' : ` of ${megabytes(bytes)} MB, ${Math.floor((100 * done) / bytes)} %`;
    line(`reading ${name}: ${megabytes(done)}${share === '' ? ' MB' : share}`);
  };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
