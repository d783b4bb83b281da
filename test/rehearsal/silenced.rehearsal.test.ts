import { operate } from 'simulated-aws/operate.ts';
import { describe, expect, it } from 'vitest';
import { recoveriesOf } from '../../rehearsal/detection/await-run.ts';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { decisionRows } from '../../shared/report/recovery/decision-rows.ts';
import { passUntil, refusalsOf, setArmedScene } from '../support/detection-scene.ts';
import { type Scene, startRecovery } from '../support/virtual-run.ts';
import { endStateOf, untouched } from './end-state.ts';

const durations = { promotionSeconds: 60 };

const here = ['shielda-app-unhealthy', 'lifeboat-dev-probe-shielda-1'];
const there = ['shielda-control-plane-5xx'];
const everywhere = [
  { region: 'us-east-1', alarms: here },
  { region: 'us-west-2', alarms: there },
];

type Asked = Readonly<{ region: string; operation: string; input: Record<string, unknown> }>;

const monitoring = (scene: Scene, asked: Asked) =>
  scene.clock.runUntil(operate(scene.aws, { service: 'monitoring', ...asked }));

type Place = (typeof everywhere)[number];

/** From now on, for so many hours. */
const mute = (scene: Scene, { region, alarms }: Place, hours = 12) => {
  const from = new Date(scene.clock.now()).toISOString().slice(0, 16);
  const input = {
    Name: `load-test-${region}`,
    Description: 'Ada runs a load test',
    Rule: { Schedule: { Expression: `at(${from})`, Duration: `PT${hours}H` } },
    MuteTargets: { AlarmNames: alarms },
  };
  return monitoring(scene, { region, operation: 'PutAlarmMuteRule', input });
};

const disable = (scene: Scene, { region, alarms }: Place) =>
  monitoring(scene, { region, operation: 'DisableAlarmActions', input: { AlarmNames: alarms } });

const subjectsOf = ({ notices }: Scene): string[] => notices.map(({ subject }) => subject);

const told = 'shielda does not look well, and its alarms are silenced';

describe('a plan all of whose alarms somebody has silenced, when the Region is lost', () => {
  it.each([
    {
      by: 'mute rules',
      silence: mute,
      says: 'alarm shielda-app-unhealthy in us-east-1: muted by rule load-test-us-east-1 (Ada runs a load test)',
    },
    {
      by: 'disabled actions',
      silence: disable,
      says: 'alarm lifeboat-dev-probe-shielda-1 in us-east-1: its actions are disabled',
    },
  ])(
    'is left alone, by $by: people are told once, and who silenced what is written down',
    async ({ silence, says }) => {
      const scene = await setArmedScene({ durations });
      for (const place of everywhere) await silence(scene, place);
      scene.aws.network.cut('us-west-2');
      await scene.clock.advance(1_500_000);
      expect(recoveriesOf(scene)).toEqual([]);
      expect(await endStateOf(scene)).toEqual(untouched);
      expect(subjectsOf(scene).filter((subject) => subject.includes('silenced'))).toEqual([told]);
      const notice = scene.notices.find(({ subject }) => subject === told);
      expect(notice?.message).toContain(says);
      expect(notice?.message).toContain('start-execution');
      const [refusal] = (await refusalsOf(scene)).filter(({ code }) => code === 'silenced');
      expect(refusal?.reason).toContain(says);
      expect(refusal?.readings.map(({ silenced }) => silenced !== undefined)).toEqual([true, true, false]);
    },
  );

  it('makes a run ask that a program starts, and its record says who silenced what', async () => {
    const scene = await setArmedScene({ durations, answers: { approval: 'refuse' } });
    for (const place of everywhere) await mute(scene, place);
    scene.aws.network.cut('us-west-2');
    await scene.clock.advance(60_000);
    const { record } = await scene.clock.runUntil(
      startRecovery(scene, { plan: 'shielda', reason: 'a program says that it is down' }, 'by-a-program'),
    );
    expect(record.decision).toMatchObject({
      verdict: 'ask',
      reason: expect.stringContaining(
        'somebody has silenced its alarms: alarm shielda-app-unhealthy in us-east-1: muted',
      ),
    });
    expect(decisionRows(record).signals.flat().join()).toContain(
      'silenced: alarm lifeboat-dev-probe-shielda-1 in us-east-1: muted by rule load-test',
    );
    const question = scene.notices.find(({ subject }) => subject.startsWith('Approve?'));
    expect(question?.message).toContain('silenced: alarm shielda-app-unhealthy in us-east-1: muted by rule load-test');
    expect(await endStateOf(scene)).toEqual(untouched);
  });

  it('is recovered once the mute rules are over', async () => {
    const scene = await setArmedScene({ durations });
    for (const place of everywhere) await mute(scene, place, 1);
    scene.aws.network.cut('us-west-2');
    await scene.clock.advance(3_300_000);
    expect(recoveriesOf(scene)).toEqual([]);
    await passUntil(scene, () => recoveriesOf(scene).length > 0, 15);
  });

  it('is recovered when one alarm still acts', async () => {
    const scene = await setArmedScene({ durations });
    await mute(scene, { region: 'us-east-1', alarms: here.slice(0, 1) });
    scene.aws.network.cut('us-west-2');
    await passUntil(scene, () => recoveriesOf(scene).length > 0);
  });
});

/** The plan in every bundle, asking before it acts. */
const asking = (packaged: PackagedStack): PackagedStack => ({
  ...packaged,
  codeOf: (key) => {
    const { code, file } = packaged.codeOf(key);
    return { code: code.replaceAll('mode:"automatic"', 'mode:"approval"'), file };
  },
});

describe('a run that asks, when the Region comes back', () => {
  it('is told of within two minutes to those who were asked, and again when the Region is lost again', async () => {
    const scene = await setArmedScene({ durations, repackage: asking, answers: {} });
    scene.aws.network.cut('us-west-2');
    await passUntil(scene, () => subjectsOf(scene).some((subject) => subject.startsWith('Approve?')));
    const [run] = recoveriesOf(scene);
    const turns = () => subjectsOf(scene).filter((subject) => subject.endsWith(`and run ${run?.name} asks`));
    const well = `shielda is well again, and run ${run?.name} asks`;
    const lost = `shielda is lost again, and run ${run?.name} asks`;

    scene.aws.network.heal('us-west-2');
    const healedAt = scene.clock.now();
    await passUntil(scene, () => turns().length > 0, 5);
    expect(turns()).toEqual([well]);
    expect((scene.clock.now() - healedAt) / 1000).toBeLessThanOrEqual(120);
    const { message } = scene.notices.find(({ subject }) => subject === well) ?? { message: '' };
    expect(message).toContain(`run ${run?.name} waits for an answer, and the service is well again since 2026-`);
    expect(message).toContain('A yes is asked again before anything that cannot be undone');
    await scene.clock.advance(120_000);
    expect(turns()).toEqual([well]);

    scene.aws.network.cut('us-west-2');
    await passUntil(scene, () => turns().length > 1, 5);
    expect(turns()).toEqual([well, lost]);
    expect(recoveriesOf(scene)).toHaveLength(1);
    expect(await endStateOf(scene)).toEqual(untouched);
  });
});
