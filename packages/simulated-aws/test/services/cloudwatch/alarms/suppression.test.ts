import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test-world.ts';
import { createSetting, region, topic } from './setting.ts';

/** Far in the future, so that evaluation does not take back what was set by hand. */
const quiet = { Period: 86_400, TreatMissingData: 'ignore' };
const waits = { ActionsSuppressorWaitPeriod: 120, ActionsSuppressorExtensionPeriod: 180 };

/** The composite alarm of AWS's examples: two minutes of waiting, three of extension. */
const setUp = async (change: object = {}) => {
  const setting = createSetting();
  for (const AlarmName of ['child', 'suppressor']) setting.put({ AlarmName, ...quiet });
  await setting.set('child', 'OK');
  await setting.set('suppressor', 'OK');
  const actions = { AlarmActions: [topic], OKActions: [topic] };
  const AlarmRule = 'ALARM(child)';
  setting.putComposite({
    AlarmName: 'all',
    AlarmRule,
    ...actions,
    ActionsSuppressor: 'suppressor',
    ...waits,
    ...change,
  });
  await setting.pass(600);
  setting.published.length = 0;
  const subjects = () => setting.published.map(({ input }) => String(input.Subject).split(':')[0]);
  const suppressedBy = async () => (await setting.describe('all')).ActionsSuppressedBy;
  return { ...setting, subjects, suppressedBy };
};

const minute = 60;

describe('AWS’s examples of suppression', () => {
  it('1: after WaitPeriod the actions are taken, since the suppressor is still OK', async () => {
    const { set, pass, subjects, suppressedBy } = await setUp();
    await set('child', 'ALARM');
    expect(await suppressedBy()).toBe('WaitPeriod');
    await pass(2 * minute - 1);
    expect(subjects()).toEqual([]);
    await pass(1);
    expect(subjects()).toEqual(['ALARM']);
    expect(await suppressedBy()).toBeUndefined();
  });

  it('2: a suppressor that follows within WaitPeriod holds the actions back', async () => {
    const { set, pass, subjects, suppressedBy } = await setUp();
    await set('child', 'ALARM');
    await pass(minute);
    await set('suppressor', 'ALARM');
    await pass(10 * minute);
    expect(subjects()).toEqual([]);
    expect(await suppressedBy()).toBe('Alarm');
  });

  it('3: a transition within WaitPeriod starts a new one, and the actions are those of the state then', async () => {
    const { set, pass, subjects } = await setUp();
    await set('child', 'ALARM');
    await pass(minute);
    await set('child', 'OK');
    await pass(2 * minute - 1);
    expect(subjects()).toEqual([]);
    await pass(1);
    expect(subjects()).toEqual(['OK']);
  });

  it('4: a suppressor that is in ALARM already holds the actions back', async () => {
    const { set, pass, subjects, suppressedBy } = await setUp();
    await set('suppressor', 'ALARM');
    await set('child', 'ALARM');
    await pass(10 * minute);
    expect(subjects()).toEqual([]);
    expect(await suppressedBy()).toBe('Alarm');
  });

  it('5: after ExtensionPeriod the actions are taken', async () => {
    const { set, pass, subjects, suppressedBy } = await setUp();
    await set('child', 'ALARM');
    await pass(minute);
    await set('suppressor', 'ALARM');
    await pass(3 * minute);
    await set('suppressor', 'OK');
    expect(await suppressedBy()).toBe('ExtensionPeriod');
    await pass(3 * minute - 1);
    expect(subjects()).toEqual([]);
    await pass(1);
    expect(subjects()).toEqual(['ALARM']);
  });

  it('6: a transition within ExtensionPeriod ends it and starts a WaitPeriod', async () => {
    const { set, pass, subjects, suppressedBy } = await setUp();
    await set('child', 'ALARM');
    await set('suppressor', 'ALARM');
    await pass(3 * minute);
    await set('suppressor', 'OK');
    await pass(minute);
    await set('child', 'OK');
    expect(await suppressedBy()).toBe('WaitPeriod');
    await pass(2 * minute);
    expect(subjects()).toEqual(['OK']);
    await pass(10 * minute);
    expect(subjects()).toEqual(['OK']);
  });
});

describe('a suppressed alarm', () => {
  it('tells its event all the same, with what suppresses it', async () => {
    const { set, events } = await setUp();
    await set('suppressor', 'ALARM');
    await set('child', 'ALARM');
    expect(events.at(-1)?.detail).toMatchObject({
      alarmName: 'all',
      state: {
        value: 'ALARM',
        actionsSuppressedBy: 'Alarm',
        actionsSuppressedReason: 'Actions suppressed by suppressor',
      },
      configuration: { actionsSuppressor: 'suppressor', actionsSuppressorWaitPeriod: 120 },
    });
  });

  it('acts at once when it waits for nothing', async () => {
    const { set, subjects } = await setUp({ ActionsSuppressorWaitPeriod: 0, ActionsSuppressorExtensionPeriod: 0 });
    await set('child', 'ALARM');
    expect(subjects()).toEqual(['ALARM']);
    await set('suppressor', 'ALARM');
    await set('child', 'OK');
    expect(subjects()).toEqual(['ALARM']);
    await set('suppressor', 'OK');
    expect(subjects()).toEqual(['ALARM', 'OK']);
  });

  it('discards what waited when its suppressor is replaced', async () => {
    const { set, pass, subjects, putComposite } = await setUp();
    await set('child', 'ALARM');
    putComposite({ AlarmName: 'all', AlarmRule: 'ALARM(child)', AlarmActions: [topic] });
    await pass(10 * minute);
    expect(subjects()).toEqual([]);
  });

  it('waits in AWS’s own time', async () => {
    const { put, putComposite, set, pass, published } = createSetting(20);
    for (const AlarmName of ['child', 'suppressor']) put({ AlarmName, ...quiet });
    const ActionsSuppressor = `arn:aws:cloudwatch:${region}:123456789012:alarm:suppressor`;
    putComposite({ AlarmName: 'all', AlarmRule: 'ALARM(child)', AlarmActions: [topic], ActionsSuppressor, ...waits });
    await pass(10);
    await set('child', 'ALARM');
    await pass(5.9);
    expect(published).toEqual([]);
    await pass(0.2);
    expect(published).toHaveLength(1);
  });

  it.each([
    { what: 'a suppressor that is not there', change: { ActionsSuppressor: 'nobody' } },
    { what: 'a suppressor without WaitPeriod', change: { ActionsSuppressorWaitPeriod: undefined } },
    { what: 'a child that is not there', change: { AlarmRule: 'ALARM(nobody)' } },
  ])('is refused with $what', async ({ change }) => {
    const { ask } = await setUp();
    const input = { AlarmName: 'new', AlarmRule: 'ALARM(child)', ActionsSuppressor: 'suppressor', ...waits };
    expect(await codeOf(ask('PutCompositeAlarm', { ...input, ...change }))).toBe('ValidationError');
    expect(await codeOf(ask('PutCompositeAlarm', input))).toEqual({});
  });
});
