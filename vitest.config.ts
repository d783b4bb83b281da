import { defineConfig } from 'vitest/config';
import { summaryReporter } from './test/support/summary-reporter.ts';

/** Each file may have a process of its own, which knows only of its own beginning. */
const startedAt = new Date().toISOString();

/** Kinds of test by suffix, so that each can be run alone: `npx vitest run --project unit`. */
const project = (name: string, suffix: string, timeoutSeconds: number) => ({
  test: {
    name,
    include: [`{test,packages/*/{test,clients}}/**/*${suffix}`],
    exclude: name === 'unit' ? ['**/*.{property,rehearsal,clients,strikes}.test.ts'] : [],
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: timeoutSeconds * 1000,
    // What another process does is waited for; the default is one second.
    expect: { poll: { timeout: 600_000 } },
    // Whole accounts: of what a file has played nothing may stay in the memory of the next. The others share what they have compiled.
    isolate: name === 'rehearsal' || name === 'strikes',
    env: { TESTS_STARTED_AT: startedAt },
  },
});

export default defineConfig({
  test: {
    reporters: ['default', summaryReporter()],
    // Rehearsals wait as much as they work.
    maxWorkers: 4,
    // The times are guards against what hangs, and no more: ten times what a busy machine takes, and no test measures them.
    projects: [
      project('unit', '.test.ts', 900),
      project('property', '.property.test.ts', 1200),
      project('rehearsal', '.rehearsal.test.ts', 2400),
      project('clients', '.clients.test.ts', 1200),
      project('strikes', '.strikes.test.ts', 3600),
    ],
  },
});
