import { describe, expect, it } from 'vitest';
import { runRecovery, type SceneSettings, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';

/** The old primary is there and cannot be fenced: RDS denies the first call, once. */
const runWithFailedFence = async (answers: SceneSettings['answers'] = {}) => {
  const scene = await setScene({ durations: { promotionSeconds: 60 }, answers });
  scene.aws.faults.add({ operation: 'ModifyDBInstance', nth: 1, kind: { deny: true } });
  const ended = await runRecovery(scene, startInput(scene));
  const subjects = scene.notices.map(({ subject }) => subject);
  const fence = ended.record.steps.find(({ stepId }) => stepId === 'old-primary');
  return { ...ended, scene, subjects, fence };
};

describe('recover, when a required step failed', () => {
  it('tells the operator which call was denied, and goes on from what it sees after a retry', async () => {
    const { record, scene, fence, subjects } = await runWithFailedFence({ approval: 'approve', failure: 'retry' });
    const question = scene.notices.find(({ subject }) => subject.includes('Step failed'));
    expect(question?.message).toContain('rds:ModifyDBInstance in us-west-2: AccessDenied');
    expect({ outcome: record.outcome, fence: fence?.status }).toEqual({ outcome: 'succeeded', fence: 'done' });
    expect(record.answers.map(({ answer }) => answer)).toEqual(['approve', 'retry']);
    expect(subjects).toHaveLength(3);
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('goes on without the step after a skip, and never calls that a success', async () => {
    const { record, scene, fence } = await runWithFailedFence({ approval: 'approve', failure: 'skip' });
    expect({ outcome: record.outcome, fence: fence?.status }).toEqual({ outcome: 'partiallyDone', fence: 'skipped' });
    expect(record.reason).toContain('old-primary');
    expect(mutations(scene.events)).not.toContain('RebootDBInstance');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('ends before the next stage after an abort', async () => {
    const { record, scene, fence } = await runWithFailedFence({ approval: 'approve', failure: 'abort' });
    expect({ outcome: record.outcome, fence: fence?.status }).toEqual({ outcome: 'failed', fence: 'aborted' });
    expect(record.steps.slice(1).map(({ status }) => status)).toEqual(record.steps.slice(1).map(() => 'notReached'));
    expect(await endStateOf(scene)).toEqual(untouched);
  });

  it('ends with record and notice when nobody answers in the time that the plan gives', async () => {
    const { record, scene, subjects } = await runWithFailedFence({ approval: 'approve' });
    expect(record.outcome).toBe('failed');
    expect(record.reason).toContain('old-primary');
    expect(Date.parse(record.endedAt) - Date.parse(record.openedAt)).toBeGreaterThan(1_800_000);
    expect(subjects.at(-1)).toMatch(/failed/i);
    expect(await endStateOf(scene)).toEqual(untouched);
  });

  it('asks again after an answer that this question does not know', async () => {
    const slip = '{"answer":"approve","operator":"Ada","reason":"the wrong word"}';
    const { record, subjects } = await runWithFailedFence({ approval: 'approve', failure: [slip, 'retry'] });
    expect(record.outcome).toBe('succeeded');
    expect(subjects.filter((subject) => subject.includes('Step failed'))).toHaveLength(2);
    const rejected = record.entries.flatMap(({ fact }) => (fact.type === 'answerRejected' ? [fact.reason] : []));
    expect(rejected).toEqual(['the answer to this question is one of retry, skip, abort']);
  });
});

describe('recover, when the approval is a slip of the pen', () => {
  it('changes nothing by it, asks again, and keeps no word of it', async () => {
    const scene = await setScene({ answers: { approval: ['{"answer":"si, vamos"}', 'refuse'] } });
    scene.aws.network.cut('us-west-2');
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('refused');
    expect(scene.notices).toHaveLength(3);
    expect(JSON.stringify(record)).not.toContain('vamos');
    expect(await endStateOf(scene)).toEqual(untouched);
  });
});
