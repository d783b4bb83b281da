import type { FaultKind } from 'simulated-aws/faults/rule.ts';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { describe, expect, it } from 'vitest';
import { readRecord } from '../../rehearsal/read-results.ts';
import { beginRecovery, lockOf, settlementsOf, subjectsOf } from '../support/settling.ts';
import { type Scene, setScene } from '../support/virtual-run.ts';
import { endStateOf, recovered } from './end-state.ts';
import { mutations } from './mutations.ts';

const down: FaultKind = { error: 'InternalServerError', status: 500 };

type Away = Readonly<{
  /** The moment from which no table answers: a state that is entered, or a call that was made. */
  from: string;
  seconds: number;
  kind?: FaultKind;
}>;

const isMoment = (event: WorldEvent, from: string): boolean =>
  (event.kind === 'stateEntered' && event.state === from) || (event.kind === 'call' && event.operation === from);

/** A Region is lost, somebody approves, and from some moment of the run on the tables are away for a while. */
const play = async ({ from, seconds, kind = down }: Away) => {
  let struck = 0;
  const scene = await setScene({
    durations: { promotionSeconds: 60 },
    // After twenty minutes nobody knows how long writes went on: then the question is about the loss.
    answers: { approval: from === 'OpenRun' ? 'acceptLoss' : 'approve', failure: 'retry' },
    onEvent: (event, aws) => {
      if (struck > 0 || !isMoment(event, from)) return;
      struck += 1;
      const rule = aws.faults.add({ service: 'dynamodb', kind });
      aws.world.clock.after(seconds * 1000, rule.remove);
    },
  });
  scene.aws.network.cut('us-west-2');
  const { execution } = await beginRecovery(scene, 'run', { occasion: 'incident' });
  await scene.clock.runUntil(execution.ended);
  await scene.clock.advance(5000);
  return { scene, execution, struck, record: readRecord(scene, 'run') };
};

const moments = [
  'OpenRun',
  'DecideRecovery',
  'RecordAnswer',
  'ChooseNextStage',
  'PromoteReplica',
  'PromoteReadReplica',
  'UpdateConfiguration',
  'UpdateService',
  'CheckEndpoint',
  'PutObject',
  'ProveRecovery',
  'RecordOutcome',
  'NotifyOperators',
  'CloseRun',
];

/** Each length at several moments. */
const lengths = [1200, 60, 180, 30, 10];
const rows: Away[] = moments.map((from, place) => ({ from, seconds: lengths[place % lengths.length] ?? 10 }));

/** But for the alarms on the fence that is owed and on its payment, which follow minutes of their own. */
const toldIn = (scene: Scene): string[] =>
  subjectsOf(scene).filter((subject) => !/FencesOwed|PaymentFailed/.test(subject));

describe('a run whose ledger is away', () => {
  it.each(rows)('for $seconds s from $from on waits, recovers, and leaves a whole account', async (away) => {
    const { scene, execution, record, struck } = await play(away);
    expect(struck).toBe(1);
    expect(execution.status).toBe('SUCCEEDED');
    expect(record).toMatchObject({ outcome: 'succeeded', chain: { isWhole: true } });
    expect(await endStateOf(scene)).toEqual(recovered);
    expect(mutations(scene.events).filter((call) => call === 'PromoteReadReplica')).toHaveLength(1);
    const asked = record?.entries.filter(({ fact }) => fact.type === 'asked' && fact.question !== 'approval');
    expect(asked).toEqual([]);
    expect(toldIn(scene).at(-1)).toBe('Recovered, NOT fenced: shielda-prod: shielda region-failover (incident)');
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
    expect(settlementsOf(scene)).toEqual([]);
  });

  it.each<Away>([
    { from: 'PromoteReadReplica', seconds: 300, kind: 'hang' },
    { from: 'ChooseNextStage', seconds: 120, kind: 'before' },
    { from: 'UpdateService', seconds: 600, kind: { throttle: true } },
  ])('in another way ($kind) is waited for, too', async (away) => {
    const { scene, execution, record } = await play(away);
    expect(execution.status).toBe('SUCCEEDED');
    expect(record?.outcome).toBe('succeeded');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('for hours is told of, becomes a question when it is back, and loses nothing', async () => {
    const { scene, execution, record } = await play({ from: 'PromoteReadReplica', seconds: 9000 });
    expect(execution.status).toBe('SUCCEEDED');
    expect(record).toMatchObject({ outcome: 'succeeded', chain: { isWhole: true } });
    expect(await endStateOf(scene)).toEqual(recovered);
    expect([...new Set(toldIn(scene))]).toEqual([
      'Approve? shielda region-failover (incident)',
      'A run of Lifeboat stands still: its ledger cannot be read',
      'Run stands still: shielda: retry or abort?',
      'Recovered, NOT fenced: shielda-prod: shielda region-failover (incident)',
    ]);
  });
});
