import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that any machine can read: `Tests: 12 passed, 0 failed, 1 skipped`. */
export const summaryReporter = (): Reporter => ({
  onTestRunEnd: (modules: readonly TestModule[], errors: readonly unknown[]) => {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const broken = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests()].every((test) => test.ok()),
    ).length;
    const count = (state: string) => states.filter((one) => one === state).length;
    const failed = count('failed') + broken + errors.length;
    const skipped = count('skipped') + count('pending');
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    process.stdout.write(`\nTests: ${count('passed')} passed, ${failed} failed${tail}\n`);
  },
});
