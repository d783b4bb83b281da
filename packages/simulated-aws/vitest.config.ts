import { defineConfig } from 'vitest/config';

/** Kinds of test by suffix. `rehearsal` starts real PostgreSQL servers; `clients` needs boto3 and the aws command line. */
const project = (name: string, suffix: string, timeoutSeconds: number) => ({
  test: {
    name,
    include: [`{test,clients}/**/*${suffix}`],
    exclude: name === 'unit' ? ['**/*.{property,rehearsal,clients}.test.ts'] : [],
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: timeoutSeconds * 1000,
    isolate: name === 'rehearsal',
  },
});

export default defineConfig({
  test: {
    maxWorkers: 4,
    projects: [
      project('unit', '.test.ts', 90),
      project('property', '.property.test.ts', 120),
      project('rehearsal', '.rehearsal.test.ts', 240),
      project('clients', '.clients.test.ts', 120),
    ],
  },
});
