import type { PackagedStack } from './packaging/package-stack.ts';

/** PostgreSQL and the functions are real and no faster than they are, on a busy machine too. */
const shortestSeconds = 30;

/** How long a step may take, and a restored copy; in bundles the plan is a literal. */
const limits = /(onFailure:"(?:ask|stop)",timeout:|restore:\{[^{}]*timeout:)([\de.]+)/g;

/**
 * The functions with the time limits of the plan as much shorter as a rehearsal's waits are: AWS is looked at no more often before a limit
 * than it would be, and nobody sits out twenty minutes of it. Questions stay open in the time of Step Functions, which is shorter already.
 */
export function hurried(packaged: PackagedStack, speed: number): PackagedStack {
  if (speed === 1) return packaged;
  return {
    ...packaged,
    codeOf: (key) => {
      const { code, file } = packaged.codeOf(key);
      return { code: shortened(code, speed), file };
    },
  };
}

const shortened = (code: string, speed: number): string =>
  code.replace(limits, (_, before: string, seconds: string) => {
    const limit = Number(seconds);
    return `${before}${Math.min(limit, Math.max(shortestSeconds, Math.ceil(limit / speed)))}`;
  });
