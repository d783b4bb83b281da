import { operate } from 'simulated-aws/operate.ts';
import { describe, expect, it } from 'vitest';
import { disableRules } from '../../rehearsal/detection/arm.ts';
import { recoveriesOf } from '../../rehearsal/detection/await-run.ts';
import { awaitRecovery, passUntil, refusalsOf, setArmedScene, withDwell } from '../support/detection-scene.ts';
import { type Scene, startInput, startRecovery } from '../support/virtual-run.ts';
import { endStateOf, recovered } from './end-state.ts';

const secondsFrom = (from: string | number, to: number): number =>
  (to - (typeof from === 'number' ? from : Date.parse(from))) / 1000;

/** When detection was last woken before the run was started, and how often it was woken at all. */
const wokenAt = ({ events }: Scene): number[] =>
  events.flatMap((event) =>
    event.kind === 'stateEntered' && event.state === 'WeighSignals' && event.machine.includes('detect')
      ? [event.at]
      : [],
  );

describe('detection, when the primary Region falls silent', () => {
  it('starts a recovery within 45 s of the first bad sign, and the service comes back with nobody’s hand on it', async () => {
    const scene = await setArmedScene({ repackage: withDwell(0), durations: { promotionSeconds: 60 } });
    const lostAt = scene.clock.now();
    scene.aws.network.cut('us-west-2');
    const { run, record } = await awaitRecovery(scene);
    // No sign can be earlier than the loss itself.
    expect(secondsFrom(lostAt, run.startedAt)).toBeLessThanOrEqual(45);
    const woken = wokenAt(scene).filter((at) => at <= run.startedAt);
    expect(secondsFrom(woken.at(-1) ?? 0, run.startedAt)).toBeLessThanOrEqual(2);
    expect(record).toMatchObject({ outcome: 'succeeded', occasion: 'incident' });
    expect(record.trigger.operator).toBeUndefined();
    expect(record.answers).toEqual([]);
    expect(await endStateOf(scene)).toEqual(recovered);
    expect(recoveriesOf(scene)).toHaveLength(1);
  });

  it('starts one run when every event comes three times and a person starts one at the same moment', async () => {
    const scene = await setArmedScene({ durations: { promotionSeconds: 60 } });
    scene.aws.events.setDuplicates({ copies: 2, chance: 1 });
    scene.aws.network.cut('us-west-2');
    await passUntil(scene, () => recoveriesOf(scene).length > 0);
    const { record } = await scene.clock.runUntil(startRecovery(scene, startInput(scene), 'by-hand'));
    expect(record.outcome).toBe('refused');
    expect(record.reason).toMatch(/^run shielda-\d{8}T\d{6}Z-1 of this plan is in progress$/);
    const { record: first } = await awaitRecovery(scene);
    expect(first.outcome).toBe('succeeded');
    expect(recoveriesOf(scene)).toHaveLength(2);
  });

  it('notices by its schedule when no event ever arrives', async () => {
    const scene = await setArmedScene({ durations: { promotionSeconds: 60 } });
    await scene.clock.runUntil(disableRules(scene));
    scene.aws.network.cut('us-west-2');
    const { record } = await awaitRecovery(scene);
    expect(record.outcome).toBe('succeeded');
  });
});

describe('detection, when the service is well', () => {
  it('refuses a lone alarm that is true of nothing else, and writes down why', async () => {
    const scene = await setArmedScene();
    const input = { AlarmName: 'shielda-control-plane-5xx', StateValue: 'ALARM', StateReason: 'a test' };
    const service = 'monitoring';
    await scene.clock.runUntil(operate(scene.aws, { service, region: 'us-west-2', operation: 'SetAlarmState', input }));
    await scene.clock.advance(300_000);
    expect(recoveriesOf(scene)).toEqual([]);
    const codes = (await refusalsOf(scene)).map(({ code }) => code);
    expect(codes).toContain('recovered');
  });

  it('leaves a service alone that fails for less than the dwell, again and again', async () => {
    const scene = await setArmedScene();
    for (let flap = 0; flap < 3; flap += 1) {
      scene.landscape.balancers.primary.setBroken(true);
      await scene.clock.advance(20_000);
      scene.landscape.balancers.primary.setBroken(false);
      await scene.clock.advance(160_000);
    }
    expect(recoveriesOf(scene)).toEqual([]);
    expect((await refusalsOf(scene)).length).toBeGreaterThan(0);
  });
});

describe('detection after a failover', () => {
  it('starts nothing until a person has acknowledged it, and then again', async () => {
    const scene = await setArmedScene({ durations: { promotionSeconds: 60 } });
    scene.aws.network.cut('us-west-2');
    const { run } = await awaitRecovery(scene);
    scene.landscape.balancers.standby.setBroken(true);
    await scene.clock.advance(3_900_000);
    expect(recoveriesOf(scene)).toHaveLength(1);
    expect((await refusalsOf(scene)).map(({ code }) => code)).toContain('failedOver');
    const item = { key: 'acknowledgement#shielda', runId: run.name, operator: 'Ada', reason: 'it serves again' };
    const Item = Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }]));
    const input = { TableName: scene.stack.controlTable, Item };
    const service = 'dynamodb';
    await scene.clock.runUntil(operate(scene.aws, { service, region: scene.standby, operation: 'PutItem', input }));
    await passUntil(scene, () => recoveriesOf(scene).length > 1);
  });
});
