import type { SimulatedAws } from 'simulated-aws';
import type { FaultKind } from 'simulated-aws/faults/rule.ts';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { describe, expect, it } from 'vitest';
import { quick } from '../support/quick.ts';
import { stepsOf, subjectsOf } from '../support/settling.ts';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered } from './end-state.ts';
import { mutations } from './mutations.ts';

/** Every function that a recovery passes through. */
const functions = [
  'OpenRun',
  'DecideRecovery',
  'AwaitApproval',
  'RecordAnswer',
  'ChooseNextStage',
  'ConfirmStage',
  'FenceDatabase',
  'PromoteReplica',
  'CheckData',
  'UpdateConfiguration',
  'ScaleService',
  'SwitchDns',
  'CheckEndpoint',
  'ProveRecovery',
  'RecordOutcome',
  'NotifyOperators',
  'CloseRun',
];

/** Kills each function once, while its call of this number is on its way. */
const createKiller = (nth: number) => {
  const made = new Map<string, number>();
  const killed: string[] = [];
  const onEvent = (event: WorldEvent, aws: SimulatedAws): void => {
    if (event.kind !== 'call') return;
    const name = functions.find((one) => event.principal.toLowerCase().endsWith(one.toLowerCase()));
    if (name === undefined) return;
    const count = (made.get(name) ?? 0) + 1;
    made.set(name, count);
    if (count === nth && aws.lambda.kill(event.principal) > 0) killed.push(name);
  };
  return { onEvent, killed };
};

const changes = ['ModifyDBInstance', 'PromoteReadReplica', 'PutSecretValue', 'UpdateService', 'PutObject'];
const timesOf = (events: readonly WorldEvent[]): number[] =>
  changes.map((change) => mutations(events).filter((call) => call === change).length);

describe('a run of which every function dies once', () => {
  it.each([1, 2, 3])('at its call %i recovers, and nobody is asked about it', async (nth) => {
    const killer = createKiller(nth);
    const scene = await setScene({ ...quick, onEvent: killer.onEvent });
    const { status, record } = await runRecovery(scene, startInput(scene));
    expect({ status, outcome: record.outcome, whole: record.chain.isWhole }).toEqual({
      status: 'SUCCEEDED',
      outcome: 'succeeded',
      whole: true,
    });
    expect(await endStateOf(scene)).toEqual(recovered);
    expect(killer.killed.toSorted()).toEqual(functions.toSorted());
    expect(timesOf(scene.events)).toEqual(changes.map(() => 1));
    expect(new Set(subjectsOf(scene).map((subject) => subject.split(/[?:]/)[0]))).toEqual(
      new Set(['Approve', 'Recovered']),
    );
  });
});

const starts: readonly { said: string; kind: FaultKind }[] = [
  { said: 'is throttled', kind: { throttle: true } },
  { said: 'never arrives', kind: 'before' },
  { said: 'arrives, and its answer does not', kind: 'after' },
  { said: 'is never answered', kind: 'hang' },
  { said: 'meets an error of Step Functions', kind: { error: 'InternalServiceError', status: 500 } },
];

describe('a run of which every other start of a step', () => {
  it.each(starts)('$said recovers, and each step was started once', async ({ kind }) => {
    const scene = await setScene({ ...quick });
    const rule = { service: 'states', operation: 'StartExecution', role: 'RecoverRole', nth: { every: 2 }, kind };
    const faults = scene.aws.faults.add(rule);
    const { status, record } = await runRecovery(scene, startInput(scene));
    expect({ status, outcome: record.outcome }).toEqual({ status: 'SUCCEEDED', outcome: 'succeeded' });
    expect(await endStateOf(scene)).toEqual(recovered);
    const names = stepsOf(scene).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(faults.struck()).toBeGreaterThanOrEqual(8);
    expect(timesOf(scene.events)).toEqual(changes.map(() => 1));
    expect(subjectsOf(scene)).toHaveLength(2);
  });
});
