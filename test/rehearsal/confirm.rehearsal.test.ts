import { describe, expect, it } from 'vitest';
import { recoveriesOf } from '../../rehearsal/detection/await-run.ts';
import { commandsIn, signed } from '../../rehearsal/operator.ts';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { readRecord } from '../../rehearsal/read-results.ts';
import type { FactOf } from '../../shared/contracts/ledger-entry.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { passUntil, setArmedScene } from '../support/detection-scene.ts';
import { quick } from '../support/quick.ts';
import { runRecovery, type Scene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';
import { ask } from './scene-tools.ts';

const down = { error: 'InternalServerError', status: 500 } as const;

/** The plan in every bundle, asking before it acts. */
const asking = (packaged: PackagedStack): PackagedStack => ({
  ...packaged,
  codeOf: (key) => {
    const { code, file } = packaged.codeOf(key);
    return { code: code.replaceAll('mode:"automatic"', 'mode:"approval"'), file };
  },
});

const questionsOf = ({ notices }: Scene) => notices.filter(({ message }) => commandsIn(message).size > 0);
const subjectsOf = ({ notices }: Scene): string[] => notices.map(({ subject }) => subject);

/** Ada copies the command of this question, at last. */
const answer = async (scene: Scene, nth: number, word: string): Promise<void> => {
  const command = commandsIn(questionsOf(scene)[nth]?.message ?? '').get(word);
  if (command === undefined) throw new Error(`question ${nth} has no answer ${word}`);
  const { taskToken, region } = command;
  await ask(scene, {
    what: 'states:SendTaskSuccess',
    region,
    input: { taskToken, output: signed(command, 'Ada', 'I looked') },
  });
};

const untilAsked = (scene: Scene, times: number) => passUntil(scene, () => questionsOf(scene).length >= times);

/** The record of the one run that was started by itself, when it has ended. */
const endOf = async (scene: Scene): Promise<RecoveryRecord> => {
  const [run] = recoveriesOf(scene);
  if (run === undefined) throw new Error('no run was started');
  await scene.clock.runUntil(run.ended);
  const record = readRecord(scene, run.name);
  if (record === undefined) throw new Error('the run left no record');
  return record;
};

const confirmationsOf = ({ entries }: RecoveryRecord) =>
  factsOf(entries, 'stageConfirmed').map(({ fact }) => `${fact.stage} ${fact.verdict} ${fact.code}`);
const decisionsOf = ({ entries }: RecoveryRecord): FactOf<'decided'>[] =>
  factsOf(entries, 'decided').map(({ fact }) => fact);

/** The Region comes back while the run waits for its first answer, and every signal has seen that. */
const wellAgain = async (): Promise<Scene> => {
  const scene = await setArmedScene({ ...quick, repackage: asking, answers: {} });
  scene.aws.network.cut('us-west-2');
  await untilAsked(scene, 1);
  scene.aws.network.heal('us-west-2');
  await passUntil(scene, () => subjectsOf(scene).some((subject) => subject.includes('is well again, and run')), 5);
  await scene.clock.advance(60_000);
  return scene;
};

describe('a yes that comes when the service is well again', () => {
  it('fences and promotes nothing, and is asked anew with both readings; a second yes goes on', async () => {
    const scene = await wellAgain();
    await answer(scene, 0, 'approve');
    await untilAsked(scene, 2);
    expect(await endStateOf(scene)).toEqual(untouched);
    expect(mutations(scene.events)).not.toContain('ModifyDBInstance');
    const again = questionsOf(scene)[1];
    expect(again?.subject).toBe('Approve again? shielda region-failover (incident): the service is well again');
    expect(again?.message).toContain('right before stage fence the service is well again');
    expect(again?.message).toContain('Nothing has been changed yet.');
    expect(again?.message).toMatch(
      /Asked before, at 2026-\S+: Ada said approve at 2026-\S+: I looked\. That answer does not count any more\./,
    );
    expect(again?.message).toContain('What the signals said then:\n- bad: ');
    expect(again?.message).toContain('What the signals say:\n- good: ');
    await answer(scene, 1, 'approve');
    const record = await endOf(scene);
    expect(record.outcome).toBe('succeeded');
    expect(await endStateOf(scene)).toEqual(recovered);
    expect(questionsOf(scene)).toHaveLength(2);
    expect(decisionsOf(record).map(({ verdict, code, stage }) => [verdict, code, stage])).toEqual([
      ['ask', 'approvalMode', undefined],
      ['ask', 'wellAgain', 'fence'],
    ]);
    expect(confirmationsOf(record)).toEqual([
      'fence doubt wellAgain',
      'fence go known',
      'data go onward',
      'traffic go onward',
    ]);
  });

  it('ends without an act when nobody says it again', async () => {
    const scene = await wellAgain();
    await answer(scene, 0, 'approve');
    const record = await endOf(scene);
    expect(await endStateOf(scene)).toEqual(untouched);
    expect(record).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('nobody answered in time') });
    expect(questionsOf(scene)).toHaveLength(3);
    expect(mutations(scene.events)).not.toContain('ModifyDBInstance');
  });
});

/** For a while ChooseNextStage cannot read the ledger, so that the run stands between decision and stage, or between two stages. */
const standStill = (scene: Scene, minutes: number): void => {
  const { remove } = scene.aws.faults.add({ role: 'ChooseNextStageRole', operation: 'Query', kind: down });
  scene.clock.after(minutes * 60_000, remove);
};

const hasEntered = (scene: Scene, state: string) => (): boolean =>
  scene.events.some((event) => event.kind === 'stateEntered' && event.state === state);

describe('an automatic run whose Region returns', () => {
  it('as the first stage begins stops before any act, and record and notice say so', async () => {
    const scene = await setArmedScene({ ...quick, answers: {} });
    scene.aws.network.cut('us-west-2');
    await passUntil(scene, hasEntered(scene, 'DecideRecovery'));
    standStill(scene, 6);
    await scene.clock.advance(60_000);
    scene.aws.network.heal('us-west-2');
    const record = await endOf(scene);
    expect(await endStateOf(scene)).toEqual(untouched);
    expect(mutations(scene.events)).not.toContain('ModifyDBInstance');
    expect(decisionsOf(record).map(({ verdict, code, stage }) => [verdict, code, stage])).toEqual([
      ['proceed', 'quorum', undefined],
      ['refuse', 'recovered', 'fence'],
    ]);
    const reason = expect.stringContaining('stopped right before stage fence: the service answers again');
    expect(record).toMatchObject({ outcome: 'refused', reason });
    expect(scene.notices.at(-1)).toEqual({
      subject: expect.stringContaining('Refused: shielda region-failover'),
      message: reason,
    });
    expect(questionsOf(scene)).toEqual([]);
  });

  it('between fence and promotion promotes nothing when the fence could not be made', async () => {
    const scene = await setArmedScene({ ...quick, answers: {} });
    scene.aws.network.cut('us-west-2');
    await passUntil(scene, hasEntered(scene, 'FenceDatabase'));
    standStill(scene, 6);
    await scene.clock.advance(60_000);
    scene.aws.network.heal('us-west-2');
    const record = await endOf(scene);
    expect(await endStateOf(scene)).toEqual(untouched);
    const [first, last, ...others] = confirmationsOf(record);
    expect({ first, others }).toEqual({ first: 'fence go lost', others: [] });
    expect(last).toMatch(/doubt wellAgain$/);
    expect(record).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^stopped right before stage \w+: the service answers again/),
    });
    expect(mutations(scene.events)).not.toContain('ModifyDBInstance');
  });

  it('stays lost for it when nobody can read the signals any more: what was decided stands', async () => {
    const scene = await setArmedScene({ ...quick, answers: {} });
    scene.aws.faults.add({ role: 'ConfirmStageRole', service: 'monitoring', kind: down });
    scene.aws.faults.add({ role: 'ConfirmStageRole', service: 'route53', kind: down });
    scene.aws.network.cut('us-west-2');
    await passUntil(scene, () => recoveriesOf(scene).length > 0);
    const record = await endOf(scene);
    expect(record.outcome).toBe('succeeded');
    expect(confirmationsOf(record).slice(0, 2)).toEqual(['fence go unclear', 'data go unclear']);
    expect(await endStateOf(scene)).toEqual(recovered);
  });
});

/** The application of the primary Region: its database and RDS stay where they are. */
const scaleApplication = (scene: Scene, desiredCount: number) =>
  ask(scene, {
    ...{ what: 'ecs:UpdateService', region: 'us-west-2' },
    input: { cluster: 'shielda', service: 'control-plane', desiredCount },
  });

/** Only the application has failed; the fence is denied once, and its question stays open. */
const fenceDenied = async (): Promise<Scene> => {
  const scene = await setArmedScene({ ...quick, answers: {} });
  scene.aws.faults.add({ operation: 'ModifyDBInstance', nth: 1, kind: { deny: true } });
  await scaleApplication(scene, 0);
  await untilAsked(scene, 1);
  expect(questionsOf(scene)[0]?.subject).toContain('Step failed');
  return scene;
};

describe('a person who says retry of a fence that was denied', () => {
  it('long after the service is well again has nothing fenced: the automatic run stops', async () => {
    const scene = await fenceDenied();
    await scaleApplication(scene, 1);
    await scene.clock.advance(600_000);
    await answer(scene, 0, 'retry');
    const record = await endOf(scene);
    expect(confirmationsOf(record)).toEqual(['fence go lost', 'fence doubt wellAgain']);
    expect(mutations(scene.events)).not.toContain('ModifyDBInstance');
    expect(record).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('stopped right before stage fence: the service answers again'),
    });
    expect(await endStateOf(scene)).toEqual(untouched);
  });

  it('long after, while the service is still lost, has it fenced after the signals were read again', async () => {
    const scene = await fenceDenied();
    await scene.clock.advance(600_000);
    await answer(scene, 0, 'retry');
    const record = await endOf(scene);
    expect(record.outcome).toBe('succeeded');
    // Ten minutes old by then: what was found before the first act is found once more.
    const again = ['fence doubt stale', 'fence go lost'];
    expect(confirmationsOf(record)).toEqual(['fence go lost', ...again, 'data go onward', 'traffic go onward']);
    expect(factsOf(record.entries, 'stepHeld')).toHaveLength(1);
    expect(await endStateOf(scene)).toEqual(recovered);
  });
});

describe('a person who starts a failover of a service that is well', () => {
  it('is asked once: the question said so, and after the fence the run goes forward', async () => {
    const scene = await setArmedScene({ ...quick });
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('succeeded');
    expect(questionsOf(scene)).toHaveLength(1);
    expect(confirmationsOf(record)).toEqual(['fence go known', 'data go onward', 'traffic go onward']);
    expect(await endStateOf(scene)).toEqual(recovered);
  });
});
