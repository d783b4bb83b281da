import { operate } from 'simulated-aws/operate.ts';
import { describe, expect, it } from 'vitest';
import { readVerification } from '../../rehearsal/read-results.ts';
import { refusalsOf } from '../support/detection-scene.ts';
import { swift } from '../support/many-databases.ts';
import { askStates, lockOf, subjectsOf, untilSettled, untilState } from '../support/settling.ts';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';
import { type Scene, setScene } from '../support/virtual-run.ts';

const detectArn = ({ stack }: Scene) => stack.recoverArn.replace('-recover', '-detect');
const executionOf = (machineArn: string, name: string) =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

describe('a verification that somebody stops at the console', () => {
  it('is recorded and told, lets its lock go, and its copy is swept by the next run', async () => {
    const scene = await setVerificationScene({ durations: swift });
    const { stack } = scene;
    await askStates(scene, 'StartExecution', { stateMachineArn: stack.verifyArn, name: 'first', input: '{}' });
    await untilState(scene, 'CheckRestoredData');
    const executionArn = executionOf(stack.verifyArn, 'first');
    await askStates(scene, 'StopExecution', { executionArn, error: 'Ada', cause: 'too expensive today' });
    const [settlement] = await untilSettled(scene);
    expect(settlement?.status).toBe('SUCCEEDED');
    expect(copiesIn(scene)).toHaveLength(1);
    expect(readVerification(scene, 'first')).toMatchObject({ verdict: 'inconclusive' });
    const message = scene.notices.at(-1)?.message ?? '';
    expect(message).toContain('The execution was stopped (ABORTED: Ada: too expensive today)');
    expect(message).toContain('the next run sweeps it');
    expect(await lockOf(scene, 'restore-verification')).toMatchObject({ runId: undefined });

    const second = await runVerification(scene, {}, 'second');
    expect(second).toMatchObject({ status: 'SUCCEEDED', record: { verdict: 'passed' } });
    expect(copiesIn(scene)).toEqual([]);
  });

  it('and whose notice alone was missing keeps its verdict', async () => {
    const scene = await setVerificationScene({ durations: swift });
    const mute = scene.aws.faults.add({ role: 'NotifyVerificationRole', operation: 'Publish', kind: { deny: true } });
    const { status, record } = await runVerification(scene, {}, 'first');
    expect({ status, verdict: record.verdict }).toEqual({ status: 'FAILED', verdict: 'passed' });
    mute.remove();
    await untilSettled(scene);
    await scene.clock.advance(5000);
    expect(readVerification(scene, 'first')?.verdict).toBe('passed');
    // The alarm on the execution that failed follows its own minutes.
    const told = subjectsOf(scene).filter((subject) => !subject.startsWith('ALARM'));
    expect(told.at(-1)).toMatch(/proven/i);
    expect(await lockOf(scene, 'restore-verification')).toMatchObject({ runId: undefined });
  });
});

describe('a detection that somebody stops at the console', () => {
  it('is written down and told: nobody knows whether the service is well', async () => {
    const scene = await setScene();
    const stateMachineArn = detectArn(scene);
    // It waits for a ledger that is away.
    const away = scene.aws.faults.add({ service: 'dynamodb', kind: { error: 'InternalServerError', status: 500 } });
    const input = JSON.stringify({ plan: 'shielda' });
    await askStates(scene, 'StartExecution', { stateMachineArn, name: 'looking', input });
    await scene.clock.advance(10_000);
    await askStates(scene, 'StopExecution', { executionArn: executionOf(stateMachineArn, 'looking') });
    await scene.clock.advance(60_000);
    away.remove();
    await untilSettled(scene);
    await scene.clock.advance(5000);
    expect(await refusalsOf(scene)).toMatchObject([
      {
        plan: 'shielda',
        code: 'failed',
        reason: 'detect failed with ABORTED: nobody knows whether the service is well',
        executionArn: executionOf(stateMachineArn, 'looking'),
      },
    ]);
    expect(subjectsOf(scene)).toContain('shielda could not be looked at: detection itself failed');
  });
});

describe('the event of an end', () => {
  it('that comes twice settles once', async () => {
    const scene = await setScene({ answers: {} });
    scene.aws.events.setDuplicates({ copies: 1, chance: 1 });
    const { stack, standby, clock, aws } = scene;
    const start = {
      stateMachineArn: stack.recoverArn,
      name: 'run',
      input: JSON.stringify({ plan: 'shielda', reason: 'because' }),
    };
    await askStates(scene, 'StartExecution', start);
    await clock.advance(10_000);
    const input = { executionArn: executionOf(stack.recoverArn, 'run') };
    await clock.runUntil(operate(aws, { service: 'states', region: standby, operation: 'StopExecution', input }));
    const settlements = await untilSettled(scene, 2);
    expect(settlements.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    const told = subjectsOf(scene).filter((subject) => subject.startsWith('Failed'));
    expect(told.length).toBeGreaterThanOrEqual(1);
    expect(told.length).toBeLessThanOrEqual(2);
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
  });
});
