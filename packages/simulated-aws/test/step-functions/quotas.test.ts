import { describe, expect, it } from 'vitest';
import { createMachineRoom, lambdaTask, machine, pass } from './machine-room.ts';

const large = 'a'.repeat(262_144);

describe('the quotas', () => {
  it('end an execution with the 25,000th event', async () => {
    const isDone = { Type: 'Choice', Choices: [{ Condition: false, Next: 'C' }], Default: 'A' };
    const loop = { A: pass({ Next: 'B' }), B: isDone, C: pass() };
    const execution = await createMachineRoom().run(machine(loop));
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(execution.history.events()).toHaveLength(25_000);
    expect(execution.history.events().at(-1)?.type).toBe('ExecutionFailed');
  });

  it('fail a state whose output is larger than 256 KiB, past States.ALL', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'C' }];
    const room = createMachineRoom({ f: () => large });
    const execution = await room.run(machine({ T: lambdaTask('f', { Catch }), C: pass() }));
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(execution.cause).toContain("'arn:aws:states:::lambda:invoke' returned a result");
  });

  it('count bytes, not characters', async () => {
    const output = async (text: string) =>
      (await createMachineRoom().run(machine({ P: pass({ Output: `{% $pad('', ${text}) %}` }) }))).status;
    expect(await output("262142, 'a'")).toBe('SUCCEEDED');
    expect(await output("262143, 'a'")).toBe('FAILED');
    expect(await output("131071, 'é'")).toBe('SUCCEEDED');
    expect(await output("131072, 'é'")).toBe('FAILED');
  });
});
