import { describe, expect, it } from 'vitest';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { RunId, StepId } from '../../shared/contracts/fields.ts';
import { childName } from '../../shared/domain/recovery/child-name.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { stepsOf } from '../support/settling.ts';
import { runRecovery, type SceneSettings, setScene, startInput } from '../support/virtual-run.ts';

const stepId = StepId.parse('control-plane-health');

/** The plan with a check that never comes good, and that may take so long. */
const neverGood =
  (timeout: number) =>
  (packaged: PackagedStack): PackagedStack => ({
    ...packaged,
    codeOf: (key) => {
      const { code, file } = packaged.codeOf(key);
      const patient = code.replaceAll(
        /(id:"control-plane-health",required:!0,onFailure:"ask",timeout:)300(.{1,200}?)"status":"ok"/g,
        `$1${timeout}$2"status":"never"`,
      );
      return { code: patient, file };
    },
  });

/** Runs until the question has been answered with a skip: what was asked, and how long it took. */
const play = async (timeout: number, settings: SceneSettings = {}) => {
  const scene = await setScene({
    durations: { promotionSeconds: 60 },
    answers: { approval: 'approve', failure: 'skip' },
    repackage: neverGood(timeout),
    ...settings,
  });
  const ended = await runRecovery(scene, startInput(scene));
  const entries = ended.record.entries.filter(({ stream }) => stream === `step:${stepId}`);
  const at = (type: string): string => entries.find(({ fact }) => fact.type === type)?.at ?? '';
  const took = secondsBetween(at('stepStarted'), at('stepFailed'));
  const question = scene.notices.find(({ subject }) => subject.includes('Step failed'));
  const names = new Set([1, 2, 3].map((attempt) => childName(RunId.parse(ended.runId), stepId, attempt)));
  const children = stepsOf(scene).filter(({ name }) => names.has(name));
  return { ...ended, scene, entries, took, question, children };
};

describe('a check that never comes good', () => {
  it('hands over to a new execution before the history of its own is full, until its time is over and somebody is asked', async () => {
    const { record, took, question, children, entries } = await play(5 * 3600);
    expect(record.outcome).toBe('partiallyDone');
    expect(Math.floor(took / 60)).toBe(300);
    expect(question?.message).toContain('not done after 18000 s');
    expect(children.map(({ status: ended }) => ended)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    const lengths = children.map(({ history }) => history.events().length);
    expect(Math.max(...lengths)).toBeLessThan(13_000);
    expect(entries.filter(({ fact }) => fact.type === 'stepStarted')).toHaveLength(1);
    expect(entries.filter(({ fact }) => fact.type === 'stepHandedOver')).toHaveLength(1);
  });

  it('ends a rehearsal twenty times faster with a question and a reason, after as many looks as its limit is worth', async () => {
    const { record, took, question, children } = await play(1200, { speed: 20 });
    expect(record.outcome).toBe('partiallyDone');
    expect(question?.message).toContain('not done after 60 s; the last look said: ');
    expect(took).toBeLessThan(70);
    expect(children).toHaveLength(1);
  });
});
