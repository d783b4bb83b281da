import type { FaultKind } from 'simulated-aws/faults/rule.ts';
import { describe, expect, it } from 'vitest';
import {
  alarmOf,
  fencingCalls,
  isFenced,
  noticeOf,
  oldRegion,
  paymentsOf,
  recordOf,
  setOwingScene,
  untilPaid,
} from '../support/owing.ts';
import { beginRecovery, subjectsOf, untilState } from '../support/settling.ts';
import type { Scene } from '../support/virtual-run.ts';
import { endStateOf, recovered } from './end-state.ts';
import { mutations } from './mutations.ts';

const incident = { occasion: 'incident' };
const notFenced =
  /^Recovered, but shielda-prod in us-west-2 is NOT fenced: it may take writes \(owed since 20.*\): shielda/;

const statusesOf = (scene: Scene): string[] => paymentsOf(scene).map(({ status }) => status);
const fenceIn = (scene: Scene) => recordOf(scene).steps.find(({ stepId }) => stepId === 'old-primary');

type Blip = Readonly<{ when: string; seconds: number; kind: FaultKind; isOwed: boolean }>;

describe('a Region that does not answer for a moment while its primary is fenced', () => {
  it.each<Blip>([
    { when: 'is silent for 12 s', seconds: 12, kind: 'before', isOwed: false },
    { when: 'is silent for 20 s', seconds: 20, kind: 'before', isOwed: true },
    { when: 'fails for 60 s', seconds: 60, kind: { error: 'InternalFailure', status: 500 }, isOwed: true },
    { when: 'fails for 10 s', seconds: 10, kind: { error: 'ServiceUnavailable', status: 503 }, isOwed: false },
  ])('$when: the fence is made, and the run owes nothing', async ({ seconds, kind, isOwed }) => {
    const scene = await setOwingScene();
    const { execution } = await beginRecovery(scene, 'run', incident);
    await untilState(scene, 'FenceDatabase');
    const silence = scene.aws.faults.add({ service: 'rds', region: oldRegion, role: 'FenceDatabaseRole', kind });
    scene.aws.world.clock.after(seconds * 1000, silence.remove);
    await scene.clock.runUntil(execution.ended);
    const record = recordOf(scene);
    expect({ outcome: record.outcome, owed: record.owed }).toEqual({ outcome: 'succeeded', owed: undefined });
    expect(fenceIn(scene)).toMatchObject({ status: 'done', evidence: { fenced: true } });
    expect(isFenced(scene)).toBe(true);
    expect(fencingCalls(scene)).toEqual(['ModifyDBInstance', 'RebootDBInstance']);
    expect(subjectsOf(scene)).toContain('Recovered: shielda region-failover (incident)');
    expect(silence.struck()).toBeGreaterThan(0);
    await scene.clock.advance(60_000);
    expect(statusesOf(scene)).toEqual(isOwed ? ['SUCCEEDED'] : []);
  });
});

describe('a run that could not fence the old primary', () => {
  it('recovers, says so first, and pays when the Region answers an hour later', async () => {
    const scene = await setOwingScene();
    scene.aws.network.cut(oldRegion);
    const { execution } = await beginRecovery(scene, 'run', incident);
    await scene.clock.runUntil(execution.ended);
    expect(execution.status).toBe('SUCCEEDED');
    expect(await endStateOf(scene)).toEqual(recovered);
    expect(recordOf(scene).owed).toMatchObject([{ instance: 'shielda-prod', region: oldRegion }]);
    expect(fenceIn(scene)?.status).toBe('owed');
    expect(noticeOf(scene, /^Recovered/)).toMatch(notFenced);
    expect(subjectsOf(scene).at(-1)).toBe('Recovered, NOT fenced: shielda-prod: shielda region-failover (incident)');
    expect(statusesOf(scene)).toEqual(['RUNNING']);

    await scene.clock.advance(3_600_000);
    const alarms = () => subjectsOf(scene).filter((subject) => subject.includes('FencesOwed'));
    expect({ told: alarms(), state: await alarmOf(scene) }).toEqual({
      told: [expect.stringMatching(/^ALARM/)],
      state: 'ALARM',
    });
    expect(isFenced(scene)).toBe(false);
    scene.aws.network.heal(oldRegion);
    await untilPaid(scene);
    expect(isFenced(scene)).toBe(true);
    expect(fencingCalls(scene)).toEqual(['ModifyDBInstance', 'RebootDBInstance']);
    const told = noticeOf(scene, /^Fenced now/);
    expect(told).toMatch(/^The old primary shielda-prod in us-west-2 is fenced now: it takes no writes\. fenced at 20/);
    expect(told).toContain('aws rds modify-db-instance --region us-west-2 --db-instance-identifier shielda-prod');
    expect(statusesOf(scene)).toEqual(['SUCCEEDED']);
    await scene.clock.advance(600_000);
    expect({ told: alarms().length, state: await alarmOf(scene) }).toEqual({ told: 1, state: 'OK' });
  });
});

describe('a run that is held up between a fence that it owes and the promotion', () => {
  /** The Region is away while the fence is looked at; then nobody can read the ledger for half a minute, before the next stage. */
  const heldUp = async (returnsAfterSeconds: number | undefined) => {
    const scene = await setOwingScene();
    scene.aws.network.cut(oldRegion);
    const { execution } = await beginRecovery(scene, 'run', incident);
    await untilState(scene, 'FenceDatabase');
    const away = { error: 'InternalServerError', status: 500 } as const;
    const silence = scene.aws.faults.add({ service: 'dynamodb', role: 'ChooseNextStageRole', kind: away });
    scene.aws.world.clock.after(45_000, silence.remove);
    if (returnsAfterSeconds !== undefined)
      scene.aws.world.clock.after(returnsAfterSeconds * 1000, () => scene.aws.network.heal(oldRegion));
    await scene.clock.runUntil(execution.ended);
    await scene.clock.advance(20_000);
    return scene;
  };
  const changesIn = (scene: Scene): string[] =>
    mutations(scene.events).filter((call) => /^(ModifyDB|RebootDB|PromoteRead)/.test(call));

  it('looks once more, and promotes only when the fence is made, where the Region answers by then', async () => {
    const scene = await heldUp(30);
    expect(changesIn(scene)).toEqual(['ModifyDBInstance', 'RebootDBInstance', 'PromoteReadReplica']);
    expect(await endStateOf(scene)).toEqual(recovered);
    expect(recordOf(scene).owed).toBeUndefined();
    expect(fenceIn(scene)).toMatchObject({ status: 'done', evidence: { fenced: true } });
    expect(statusesOf(scene)).toEqual(['SUCCEEDED']);
    expect(subjectsOf(scene).filter((subject) => /fenced/i.test(subject))).toEqual([]);
    const attempts = scene.aws.stepFunctions.executions().filter(({ name }) => /^run_old-primary(_\d)?$/.test(name));
    // The last one sees at the end that it is closed still.
    expect(attempts.map(({ name }) => name)).toEqual(['run_old-primary', 'run_old-primary_2', 'run_old-primary_3']);
  });

  it('looks once more, and goes on with the fence owed to the same payment, where it does not', async () => {
    const scene = await heldUp(undefined);
    expect(changesIn(scene)).toEqual(['PromoteReadReplica']);
    expect(recordOf(scene).owed).toMatchObject([{ instance: 'shielda-prod' }]);
    expect(statusesOf(scene)).toEqual(['RUNNING']);
    const looks = recordOf(scene).entries.filter(
      ({ stream, fact }) => stream === 'step:old-primary' && fact.type === 'stepDone',
    );
    expect(looks).toHaveLength(2);
  });
});
