import { describe, expect, it } from 'vitest';
import { runRecovery, type Scene, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';
import { ask, promoteByHand, saidIn } from './scene-tools.ts';

const durations = { promotionSeconds: 60 };

const lose = ({ aws }: Scene): void => aws.network.cut('us-west-2');
const breakBalancer = ({ landscape }: Scene): void => landscape.balancers.primary.setBroken(true);

/** As somebody left it at the console: promoted once, and nothing else. */
const alone = { ...untouched, promotions: 1, isReplica: false } as const;

const databaseOf = (record: Awaited<ReturnType<typeof runRecovery>>['record']) =>
  record.steps.find(({ stepId }) => stepId === 'database');

const faults = [
  { fault: 'the Region is lost', apply: lose, other: /the other side, shielda-prod in us-west-2, does not answer/ },
  {
    fault: 'the Region lives and only its balancer is broken',
    apply: breakBalancer,
    other: /the other side, shielda-prod in us-west-2, is available and takes writes, asked at 2026/,
  },
];

describe('recover, when somebody has promoted the standby before', () => {
  it.each(faults)('changes nothing by itself, and tells people both figures: $fault', async ({ apply, other }) => {
    const scene = await setScene({ durations, answers: {} });
    await promoteByHand(scene);
    apply(scene);
    const { record } = await runRecovery(scene, startInput(scene, { mode: 'automatic' }));
    expect(record).toMatchObject({ outcome: 'refused', decision: { verdict: 'refuse' } });
    expect(record.reason).toMatch(/it is a fork; it left its source at 2026-\S+, by its own last replayed commit/);
    expect(record.reason).toMatch(other);
    expect(record.reason).toMatch(/would be dropped: \d+ s/);
    expect(saidIn(scene)).toContain('it is a fork');
    expect(mutations(scene.events)).toEqual([]);
    expect(await endStateOf(scene)).toEqual(alone);
  });

  it.each(faults)('takes it only after a yes to just that, and states what was dropped: $fault', async ({ apply }) => {
    const scene = await setScene({ durations, answers: { approval: 'acceptLoss', failure: 'abort' } });
    await promoteByHand(scene);
    apply(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record).toMatchObject({ outcome: 'succeeded', decision: { verdict: 'ask' } });
    expect(saidIn(scene)).toMatch(/acceptLoss: .*take the standby as it is for the new primary/);
    expect(databaseOf(record)).toMatchObject({ calls: [], evidence: { dataLossBasis: 'fork', isReplica: false } });
    expect(record.dataLoss.measuredSeconds).toBeGreaterThan(200);
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('is not taken by the acceptance of any loss at the start, nor by a plain yes', async () => {
    const scene = await setScene({ durations, answers: { approval: ['approve', 'refuse'] } });
    await promoteByHand(scene);
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene, { acceptDataLoss: true }));
    expect(record.outcome).toBe('refused');
    expect(mutations(scene.events)).toEqual([]);
  });

  it('knows when it left from RDS, where the server has restarted since', async () => {
    const scene = await setScene({ durations, answers: {} });
    await promoteByHand(scene);
    scene.engine.forgetReplayed(scene.landscape.databases.standby);
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene, { mode: 'automatic' }));
    expect(record.reason).toMatch(
      /left its source at 2026-\S+, by RDS, which told then: Replication streaming has been/,
    );
  });
});

describe('recover, after a run that has promoted the standby', () => {
  const again = async (scene: Scene) => {
    const { record } = await runRecovery(scene, startInput(scene), 'again');
    const ofThis = scene.notices.filter(({ message }) => message.includes('Run: again'));
    return { record, said: ofThis.map(({ message }) => message).join('\n') };
  };

  it('goes on from there when that one was given up at a later step', async () => {
    const scene = await setScene({ durations });
    lose(scene);
    const denial = scene.aws.faults.add({ operation: 'UpdateService', kind: { deny: true } });
    const first = await runRecovery(scene, startInput(scene), 'first');
    expect(first.record.outcome).toBe('partiallyDone');
    denial.remove();
    const { record, said } = await again(scene);
    expect(record.outcome).toBe('succeeded');
    expect(said).toContain('run first of this plan promoted it');
    expect(said).not.toContain('fork');
    expect(databaseOf(record)).toMatchObject({ calls: [], evidence: { promotedBy: 'first' } });
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('does not take it by itself once the Region is back, whose primary was never fenced and goes on', async () => {
    const scene = await setScene({ durations });
    lose(scene);
    scene.aws.faults.add({ operation: 'UpdateService', kind: { deny: true } });
    await runRecovery(scene, startInput(scene), 'first');
    // Or the fence that the first run owes would be made as soon as the Region is back.
    const word = { runId: 'first', instance: 'shielda-prod', operator: 'Ada', reason: 'the old side shall go on' };
    const item = Object.entries({ key: 'writeOff#shielda#shielda-prod', ...word }).map(([key, S]) => [key, { S }]);
    const Item = Object.fromEntries(item);
    await ask(scene, { what: 'dynamodb:PutItem', input: { TableName: scene.stack.controlTable, Item } });
    await scene.clock.advance(60_000);
    scene.aws.network.heal('us-west-2');
    await scene.clock.advance(3_600_000);
    breakBalancer(scene);
    const before = mutations(scene.events).length;
    const { record } = await runRecovery(scene, startInput(scene, { mode: 'automatic' }), 'again');
    expect(record).toMatchObject({ outcome: 'refused', decision: { verdict: 'refuse' } });
    expect(record.reason).toMatch(/run first of this plan promoted it at .* it counts as a fork.* takes writes/);
    expect(mutations(scene.events)).toHaveLength(before);
  });

  it('goes on from there when that one died right after its call', async () => {
    const scene = await setScene({ durations });
    lose(scene);
    const { aws, clock, stack, events } = scene;
    const executionArn = `${stack.recoverArn.replace(':stateMachine:', ':execution:')}:first`;
    const input = { stateMachineArn: stack.recoverArn, name: 'first', input: JSON.stringify(startInput(scene)) };
    await ask(scene, { what: 'states:StartExecution', input });
    const isCalled = () => events.some((one) => one.kind === 'call' && one.operation === 'PromoteReadReplica');
    while (!isCalled()) await clock.advance(500);
    await ask(scene, { what: 'states:StopExecution', input: { executionArn } });
    await clock.runUntil(aws.stepFunctions.executionOf(executionArn)?.ended ?? Promise.reject(new Error('no run')));
    await clock.advance(300_000);
    const { record, said } = await again(scene);
    expect(record.outcome).toBe('succeeded');
    expect(said).toContain('run first of this plan promoted it');
    expect(await endStateOf(scene)).toEqual(recovered);
  });
});
