import type { SimulatedAws } from 'simulated-aws';
import { operate } from 'simulated-aws/operate.ts';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { describe, expect, it } from 'vitest';
import { readVerification } from '../../rehearsal/read-results.ts';
import { passUntil } from '../support/detection-scene.ts';
import { swift } from '../support/many-databases.ts';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';
import type { Scene } from '../support/virtual-run.ts';

/** The functions that do the work of a run, and those that close it. */
const working = [
  'openVerification',
  'listVerifications',
  'chooseRecoveryPoint',
  'restoreDatabase',
  'checkRestoredData',
  'discardRestore',
] as const;
const closing = ['recordVerification', 'notifyVerification', 'closeVerification'] as const;

type Strike = Readonly<{ name: string; nth: number }>;

/** Kills the function of this name once its n-th call has been made, while the answer is on its way. */
const createKiller = (strikes: readonly Strike[]) => {
  const made = new Map<string, number>();
  const killed: Strike[] = [];
  const onEvent = (event: WorldEvent, aws: SimulatedAws): void => {
    if (event.kind !== 'call') return;
    const name = event.principal.split('-').at(-1) ?? '';
    const nth = (made.get(name) ?? 0) + 1;
    made.set(name, nth);
    const strike = strikes.find((one) => one.name === name && one.nth === nth);
    if (strike !== undefined && aws.lambda.kill(event.principal) > 0) killed.push(strike);
  };
  return { onEvent, killed };
};

const lockOf = async ({ aws, stack, clock, standby }: Scene) => {
  const Key = { key: { S: 'lock#restore-verification' } };
  const asked = { service: 'dynamodb', region: standby, operation: 'GetItem' };
  const { Item } = await clock.runUntil(
    operate(aws, { ...asked, input: { TableName: stack.controlTable, Key, ConsistentRead: true } }),
  );
  return Item;
};

/** What the machine that settles does for an execution that did not: the closing functions, one after the other. */
const settle = async ({ aws, clock, standby, stack }: Scene, runId: string): Promise<void> => {
  const executionArn = `${stack.verifyArn.replace(':stateMachine:', ':execution:')}:${runId}`;
  const failure = { Error: 'ABORTED', Cause: 'the execution was stopped' };
  for (const name of ['recordFailure', ...closing]) {
    const payload = { runId, executionArn, ...(name === 'recordFailure' ? { state: 'Execution', failure } : {}) };
    const input = { FunctionName: `lifeboat-dev-${name}`, Payload: Buffer.from(JSON.stringify(payload)) };
    const { FunctionError } = await clock.runUntil(
      operate(aws, { service: 'lambda', region: standby, operation: 'Invoke', input }),
    );
    if (FunctionError !== undefined) throw new Error(`${name} failed`);
  }
  // Until SNS has delivered.
  await clock.advance(5000);
};

const expectSettled = async (scene: Scene, runId: string): Promise<void> => {
  expect(readVerification(scene, runId)?.runId).toBe(runId);
  expect(scene.notices.some(({ message }) => message.includes(`Reference: ${runId}:verification`))).toBe(true);
  expect(await lockOf(scene)).not.toHaveProperty('runId');
};

const runs = 8;

describe('verify-restores, when its functions die', () => {
  it.each(Array.from({ length: runs }, (_, run) => ({ first: run + 1, second: run + 1 + runs })))(
    'at calls $first and $second of each that works, comes to the same end',
    async ({ first, second }) => {
      const strikes = working.flatMap((name) => [first, second].map((nth) => ({ name, nth })));
      const killer = createKiller(strikes);
      const scene = await setVerificationScene({ durations: swift, onEvent: killer.onEvent });
      const { record, status } = await runVerification(scene, {}, 'run');
      expect({ status, verdict: record.verdict }).toEqual({ status: 'SUCCEEDED', verdict: 'passed' });
      expect(record.chain.isWhole).toBe(true);
      expect(copiesIn(scene)).toEqual([]);
      await expectSettled(scene, 'run');
      expect(killer.killed.length).toBeGreaterThan(5);
    },
  );

  it.each(closing.flatMap((name) => [1, 2, 3, 4].map((nth) => ({ name, nth }))))(
    'at call $nth of $name, is settled by the same functions afterwards',
    async ({ name, nth }) => {
      const killer = createKiller([{ name, nth }]);
      const scene = await setVerificationScene({ durations: swift, onEvent: killer.onEvent });
      await runVerification(scene, {}, 'run').catch((error: unknown) => {
        if (!String(error).includes('left no record')) throw error;
      });
      expect(killer.killed).toHaveLength(1);
      await settle(scene, 'run');
      await expectSettled(scene, 'run');
      expect(readVerification(scene, 'run')?.results[0]).toMatchObject({
        verdict: 'passed',
        copy: { verdict: 'discarded' },
      });
      expect(copiesIn(scene)).toEqual([]);
    },
  );

  it.each([
    { state: 'OpenVerification' },
    { state: 'ListVerifications' },
    { state: 'RestoreDatabase' },
    { state: 'WaitForRestore' },
    { state: 'CheckRestoredData' },
    { state: 'DiscardRestore' },
    { state: 'WaitForDiscard' },
    { state: 'RecordVerification' },
  ])(
    'or is stopped in $state, leaves record, notice and no lock once it is settled, and no copy after the next run',
    async ({ state }) => {
      const scene = await setVerificationScene({ durations: swift });
      const { aws, clock, stack, events, standby } = scene;
      const ask = (operation: string, input: Record<string, unknown>) =>
        clock.runUntil(operate(aws, { service: 'states', region: standby, operation, input }));
      const { executionArn } = await ask('StartExecution', {
        ...{ stateMachineArn: stack.verifyArn, name: 'stopped', input: '{}' },
      });
      await passUntil(scene, () => events.some((event) => event.kind === 'stateEntered' && event.state === state));
      await ask('StopExecution', { executionArn });
      await clock.advance(60_000);
      await settle(scene, 'stopped');
      await expectSettled(scene, 'stopped');
      const { record } = await runVerification(scene, {}, 'next');
      expect(record.verdict).toBe('passed');
      expect(copiesIn(scene)).toEqual([]);
    },
  );
});
