import { describe, expect, it } from 'vitest';
import { runRecovery, type Scene, setScene, startInput, startRecovery } from '../support/virtual-run.ts';
import { mutations } from './mutations.ts';

const lose = (scene: Scene) => scene.aws.network.cut('us-west-2');

const answerOf = ({ aws }: Scene) =>
  aws.route53.resolver.resolve('app.shielda.dev').find(({ type }) => type === 'CNAME')?.value;

describe('recover, when the primary Region is lost', () => {
  it('asks, promotes the replica, moves the name and proves the service', async () => {
    const scene = await setScene();
    lose(scene);
    const { status, record } = await runRecovery(scene, startInput(scene));
    expect(record.reason).toBe('every required step was done, and checks begun after the last change passed');
    expect({ status, outcome: record.outcome }).toEqual({ status: 'SUCCEEDED', outcome: 'succeeded' });
    expect(record.answers.map(({ answer, operator }) => ({ answer, operator }))).toEqual([
      { answer: 'approve', operator: 'Ada' },
    ]);
    expect(mutations(scene.events)).toEqual(['PromoteReadReplica', 'PutSecretValue', 'UpdateService', 'PutObject']);
    expect(answerOf(scene)).toBe('shielda-dr-1093712205.us-east-1.elb.amazonaws.com');
    expect(record.recoveryTime.isMet).toBe(true);
    expect(record.chain.isWhole).toBe(true);
    const database = record.steps.find((step) => step.stepId === 'database');
    expect(database?.seconds.aws, 'AWS’s share of a promotion of 180 s').toBeGreaterThan(175);
    expect(database?.seconds.ours).toBeLessThan(8);
  });

  it('rewrites the record where the runbook says so', async () => {
    const scene = await setScene({ runbook: 'region-failover-by-record' });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene, { runbook: 'region-failover-by-record' }));
    expect(record.outcome).toBe('succeeded');
    expect(mutations(scene.events)).toContain('ChangeResourceRecordSets');
    expect(answerOf(scene)).toBe('shielda-dr-1093712205.us-east-1.elb.amazonaws.com');
  });

  it('is not fooled by a status that stays available for 60 s and longer after the call', async () => {
    const scene = await setScene({ durations: { statusLagSeconds: 90, promotionSeconds: 240 } });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    const database = record.steps.find((step) => step.stepId === 'database');
    expect(record.outcome).toBe('succeeded');
    expect(mutations(scene.events).filter((call) => call === 'PromoteReadReplica')).toHaveLength(1);
    expect(database?.seconds.aws).toBeGreaterThan(230);
  });
});

describe('recover, as a dry run', () => {
  it('goes through the same machines, asks nobody and changes nothing', async () => {
    const scene = await setScene();
    const { status, record } = await runRecovery(scene, startInput(scene, { dryRun: true }));
    expect({ status, outcome: record.outcome, reason: record.reason }).toMatchObject({
      status: 'SUCCEEDED',
      outcome: 'succeeded',
    });
    expect(mutations(scene.events)).toEqual([]);
    expect(record.answers).toEqual([]);
    expect(record.steps.flatMap(({ calls }) => calls.map(({ result }) => result))).toContain('withheld');
    expect(answerOf(scene)).toBe('shielda-1.us-west-2.elb.amazonaws.com');
  });
});

describe('recover, when nothing is broken', () => {
  it('fences the old primary before it promotes the other', async () => {
    const scene = await setScene();
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('succeeded');
    expect(mutations(scene.events).slice(0, 3)).toEqual(['ModifyDBInstance', 'RebootDBInstance', 'PromoteReadReplica']);
  });
});

describe('recover, when it must not act', () => {
  it.each([
    { input: {}, says: /the input is not a StartRecovery/ },
    { input: { plan: 'shielda', reason: 'because', dryRun: 'false' }, says: /dryRun/ },
    { input: { plan: 'unknown', reason: 'because' }, says: /unknown/ },
    { input: { plan: 'shielda', reason: 'because', planHash: 'another' }, says: /compare planHash/ },
    { input: { plan: 'shielda', reason: 'because', instance: 'production' }, says: /instance/ },
  ])('refuses the input $input, with a record and a notice', async ({ input, says }) => {
    const scene = await setScene();
    const { status, record } = await runRecovery(scene, input);
    expect({ status, outcome: record.outcome }).toEqual({ status: 'SUCCEEDED', outcome: 'refused' });
    expect(record.reason).toMatch(says);
    expect(scene.notices.map(({ subject }) => subject).join()).toContain('Refused');
    expect(mutations(scene.events)).toEqual([]);
  });

  it('changes nothing when the operator says no', async () => {
    const scene = await setScene({ answers: { approval: 'refuse' } });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('refused');
    expect(mutations(scene.events)).toEqual([]);
  });

  it('changes nothing when nobody answers in time', async () => {
    const scene = await setScene({ answers: {} });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('on-call engineer, team lead'),
    });
    expect(mutations(scene.events)).toEqual([]);
    const [first, second, ...others] = scene.notices.map(({ message }) => message);
    expect(first).toContain('For: on-call engineer (1 of 2)');
    expect(second).toContain('Asked before, without an answer: on-call engineer');
    expect(others).toHaveLength(1);
    expect(Date.parse(record.endedAt) - Date.parse(record.openedAt)).toBeGreaterThan(1_800_000);
  });

  it('lets one of two runs at once go on, and tells the other who is at work', async () => {
    const scene = await setScene();
    lose(scene);
    const { clock } = scene;
    const first = startRecovery(scene, startInput(scene), 'first');
    const second = clock.sleep(60_000).then(() => startRecovery(scene, startInput(scene), 'second'));
    const [won, lost] = await clock.runUntil(Promise.all([first, second]));
    expect(won.record.outcome).toBe('succeeded');
    expect(lost.record.outcome).toBe('refused');
    expect(lost.record.reason).toContain('first');
    expect(mutations(scene.events).filter((call) => call === 'PromoteReadReplica')).toHaveLength(1);
  });

  it('lets the next contact answer where the first one says nothing', async () => {
    const scene = await setScene({ durations: { promotionSeconds: 60 }, answers: { approval: ['-', 'approve'] } });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('succeeded');
    const asked = record.entries.flatMap(({ fact }) => (fact.type === 'asked' ? [fact.contact] : []));
    expect(asked).toEqual(['on-call engineer', 'team lead']);
  });

  it('rests after a run, unless a named operator says otherwise', async () => {
    const scene = await setScene();
    lose(scene);
    const incident = { occasion: 'incident' };
    await runRecovery(scene, startInput(scene, incident), 'first');
    const again = await runRecovery(scene, startInput(scene, incident), 'again');
    const alone = await runRecovery(scene, startInput(scene, { ...incident, operator: undefined }), 'alone');
    const bypassed = await runRecovery(scene, startInput(scene, { ...incident, bypassHoldDown: true }), 'bypassed');
    expect(again.record.outcome).toBe('refused');
    expect(again.record.reason).toMatch(/the plan rests until .*bypassHoldDown/);
    expect(alone.record.reason).toMatch(/run first has made changes: nothing starts by itself/);
    expect(bypassed.record.outcome).toBe('succeeded');
    expect(mutations(scene.events).filter((call) => call === 'PromoteReadReplica')).toHaveLength(1);
  });
});
