import { defineConfig } from 'vitest/config';
import { summaryReporter } from './test/support/summary-reporter.ts';

/** Kinds of test by suffix, so that each can be run alone: `npx vitest run --project unit`. */
const project = (name: string, suffix: string, timeoutSeconds: number) => ({
  test: {
    name,
    include: [`test/**/*${suffix}`],
    exclude: name === 'unit' ? ['test/**/*.{property,rehearsal,clients,strikes}.test.ts'] : [],
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: timeoutSeconds * 1000,
    // Whole accounts: of what a file has played nothing may stay in the memory of the next. The others share what they have compiled.
    isolate: name === 'rehearsal' || name === 'strikes',
  },
});

export default defineConfig({
  test: {
    reporters: ['default', summaryReporter()],
    // Rehearsals wait as much as they work.
    maxWorkers: 4,
    // The times are guards against what hangs, and no more: on a busy machine each takes several times as long.
    projects: [
      project('unit', '.test.ts', 90),
      project('property', '.property.test.ts', 120),
      project('rehearsal', '.rehearsal.test.ts', 240),
      project('clients', '.clients.test.ts', 120),
      project('strikes', '.strikes.test.ts', 3600),
    ],
  },
});
