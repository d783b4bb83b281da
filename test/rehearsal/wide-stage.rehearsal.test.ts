import type { FaultRule } from 'simulated-aws/faults/rule.ts';
import { describe, expect, it } from 'vitest';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { quick } from '../support/quick.ts';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';

const steps = 41;

/** The plan in every bundle, with one step of its stage `proof` there so many times. */
const widened = (packaged: PackagedStack): PackagedStack => ({
  ...packaged,
  codeOf: (key) => {
    const { code, file } = packaged.codeOf(key);
    const widen = (step: string) =>
      Array.from({ length: steps }, (_, index) => step.replace('control-plane-health', `health-${index}`)).join(',');
    return { code: code.replace(/\{id:"control-plane-health".*?\}\}/, widen), file };
  },
});

describe('recover, when a stage has more steps than an inline map runs at once', () => {
  it('runs each of them as an execution of its own through the distributed map', async () => {
    const scene = await setScene({ repackage: widened, ...quick });
    scene.aws.network.cut('us-west-2');
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.reason).toBe('every required step was done, and checks begun after the last change passed');
    const wide = record.entries.flatMap(({ fact }) => (fact.type === 'stageChosen' && fact.wide ? [fact] : []));
    expect(wide.map(({ stage, steps: chosen }) => ({ stage, steps: chosen.length }))).toEqual([
      { stage: 'proof', steps: steps + 2 },
    ]);
    const checked = record.steps.filter(({ stepId }) => stepId.startsWith('health-'));
    expect(checked.map(({ status }) => status)).toEqual(Array.from({ length: steps }, () => 'done'));
    const states = scene.events.flatMap((event) => (event.kind === 'stateEntered' ? [event.state] : []));
    expect(states).toContain('RunWideStage');
    expect(states.filter((state) => state === 'RunWideStep')).toHaveLength(steps + 2);
  });

  it.each<{ how: string; kind: FaultRule['kind'] }>([
    { how: 'throttled', kind: { throttle: true } },
    { how: 'not answered', kind: 'after' },
  ])('goes on when the start of its map is $how', async ({ kind }) => {
    const scene = await setScene({ repackage: widened, ...quick });
    scene.aws.network.cut('us-west-2');
    const start = scene.aws.faults.add({ service: 'states', operation: 'StartMapRun', nth: 1, kind });
    const { record } = await runRecovery(scene, startInput(scene));
    expect(start.struck()).toBe(1);
    expect(record.reason).toBe('every required step was done, and checks begun after the last change passed');
    const promotions = scene.events.filter(
      (event) => event.kind === 'call' && event.operation === 'PromoteReadReplica',
    );
    expect(promotions).toHaveLength(1);
  });
});
