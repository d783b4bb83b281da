import type { SimulatedAws } from 'simulated-aws';
import { describe, expect, it } from 'vitest';
import { choose } from '../../rehearsal/choose.ts';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { testPlans } from '../support/plans.ts';
import { runRecovery, type Scene, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf } from './end-state.ts';
import { mutations } from './mutations.ts';

const controlTable = (aws: SimulatedAws, operation: string, input: Record<string, unknown>) => {
  const principal = { kind: 'operator', name: 'Ada' } as const;
  const call = { service: 'dynamodb', operation, region: 'us-east-1', requestId: 'test', principal, input };
  return aws.world.dispatch(call);
};

type Interruption = (aws: SimulatedAws, table: string) => Promise<unknown>;

const setKillSwitch: Interruption = (aws, TableName) =>
  controlTable(aws, 'PutItem', { TableName, Item: { key: { S: 'killSwitch#*' }, reason: { S: 'Ada holds it' } } });

const takeLock: Interruption = (aws, TableName) =>
  controlTable(aws, 'UpdateItem', {
    TableName,
    Key: { key: { S: 'lock#shielda' } },
    UpdateExpression: 'SET epoch = epoch + :one, runId = :other',
    ExpressionAttributeValues: { ':one': { N: '1' }, ':other': { S: 'another-run' } },
  });

/** Interrupts the run the moment that `after` has been called; then whoever is asked ends it. */
const runInterrupted = async (after: string, interrupt: Interruption) => {
  const held: { scene?: Scene } = {};
  const scene = await setScene({
    durations: { promotionSeconds: 60 },
    onEvent: (event, aws) => {
      const table = held.scene?.stack.controlTable;
      if (table === undefined || event.kind !== 'call' || event.operation !== after) return;
      interrupt(aws, table).catch(aws.world.tell);
    },
  });
  held.scene = scene;
  const { record } = await runRecovery(scene, startInput(scene));
  return { scene, record };
};

/** What a run that is left alone calls, in this order. */
const all = [
  'ModifyDBInstance',
  'RebootDBInstance',
  'PromoteReadReplica',
  'PutSecretValue',
  'UpdateService',
  'PutObject',
];

/** Between two calls of one step, between two steps, and before the traffic moves. */
const interruptions = [
  { after: 'ModifyDBInstance', made: 1, stopped: 'old-primary' },
  { after: 'PromoteReadReplica', made: 3, stopped: 'database-host' },
  { after: 'UpdateService', made: 5, stopped: 'app-dns' },
];

describe('recover, when the kill switch is set during the run', () => {
  it.each(interruptions)(
    'calls nothing more after $after, stops at $stopped and says what was done',
    async (change) => {
      const { scene, record } = await runInterrupted(change.after, setKillSwitch);
      expect(mutations(scene.events)).toEqual(all.slice(0, change.made));
      const stopped = record.steps.find(({ stepId }) => stepId === change.stopped);
      expect(stopped?.status).toBe('aborted');
      expect(scene.notices.at(-2)?.message).toContain('nothing was sent: the kill switch is set: Ada holds it');
      expect(record.outcome).toBe('partiallyDone');
      expect((await endStateOf(scene)).nameLeadsTo).toBe('the primary');
    },
  );
});

describe('recover, when its lock has passed to another run', () => {
  it('calls nothing more, says so, and leaves the lock with the other', async () => {
    const { scene, record } = await runInterrupted('PromoteReadReplica', takeLock);
    expect(mutations(scene.events)).toEqual(all.slice(0, 3));
    expect(record.outcome).toBe('partiallyDone');
    expect(scene.notices.at(-2)?.message).toContain('the lock of shielda has passed on to another-run, epoch 2');
    const Key = { key: { S: 'lock#shielda' } };
    const request = controlTable(scene.aws, 'GetItem', { TableName: scene.stack.controlTable, Key });
    expect(await scene.clock.runUntil(request)).toMatchObject({
      Item: { runId: { S: 'another-run' }, epoch: { N: '2' } },
    });
  });
});

/** As if the plan had been deployed anew between the approval and this function's first look. */
const redeployed =
  (functionKey: string) =>
  (packaged: PackagedStack): PackagedStack => {
    const { hash } = choose({ plans: testPlans, plan: 'shielda', runbook: undefined }).plan;
    return {
      ...packaged,
      codeOf: (key) => {
        const { code, file } = packaged.codeOf(key);
        return { code: key === functionKey ? code.replaceAll(hash, 'anotherhash00000') : code, file };
      },
    };
  };

describe('recover, when another version of the plan is deployed during the run', () => {
  it.each(['promoteReplica', 'chooseNextStage'])('promotes nothing once %s has it', async (functionKey) => {
    const scene = await setScene({ repackage: redeployed(functionKey) });
    scene.aws.network.cut('us-west-2');
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('failed');
    expect(mutations(scene.events)).toEqual([]);
  });
});
