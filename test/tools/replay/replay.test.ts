import { describe, expect, it } from 'vitest';
import { readPlans } from '../../../deployment/plans/read-plans.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { filesAt } from '../../../tools/replay/files.ts';
import { replay } from '../../../tools/replay/replay.ts';
import { given, planOf } from '../../shared/support/plan.ts';
import { testPlans } from '../../support/plans.ts';
import { badFor, configured, fileOf, type Item, page, turned } from './history.ts';

const detection = {
  quorum: 2,
  dwell: '30s',
  patience: '1m',
  signals: [
    { healthCheck: '5e1da000-0002-4000-8000-000000000002', alarm: 'orders-unhealthy' },
    { probe: 'https://orders.example.com/health' },
    { alarm: 'api-5xx' },
  ],
};
const response = { mode: 'automatic', runbook: 'failover', holdDown: '1h', approvalTimeout: '30m' };
const plan = (change: { detection?: object; response?: object } = {}): DeployedPlan =>
  planOf(
    { data: [given.promote] },
    { detection: { ...detection, ...change.detection }, response: { ...response, ...change.response } },
  );
const [health, probe, api] = ['orders-unhealthy', 'lifeboat-prod-probe-orders-1', 'api-5xx'];

const surroundings = { filesAt, plans: () => ({ orders: plan() }), isTerminal: false, progress: () => undefined };

type Given = Readonly<{
  plan?: DeployedPlan;
  others?: Readonly<Record<string, DeployedPlan>>;
  args?: readonly string[];
}>;
const replayFiles = (files: Readonly<Record<string, string>>, { plan: one = plan(), others, args = [] }: Given = {}) =>
  replay([...Object.keys(files), ...args], {
    ...surroundings,
    filesAt: (path) => [fileOf(path, files[path] ?? '')],
    plans: () => others ?? { orders: one },
  });
const replayItems = (items: readonly Item[], given: Given = {}) =>
  replayFiles({ 'history.json': page(...items) }, given);

/** The table's lines: time, verdict, code. */
const told = (out: string): string[] =>
  [...out.matchAll(/^\S+ (\S+) {2}(START|wait|refuse|quiet) +(\S+)/gm)].map((match) => match.slice(1).join(' '));

const outage = [
  ...badFor(health, '2026-01-05T03:00:00Z', '2026-01-05T03:09:00Z'),
  ...badFor(probe, '2026-01-05T03:00:10Z', '2026-01-05T03:08:00Z'),
];
const quietApi = badFor(api, '2026-01-04T03:00:00Z', '2026-01-04T03:00:30Z');
const all = [...quietApi, ...outage];

describe('a replay of an outage that two signals saw', () => {
  it('says when the run would have been started and that it would have gone on by itself', async () => {
    const { exitCode, out } = await replayItems(all, { args: ['--from', '2026-01-05T02:50Z'] });
    expect(exitCode).toBe(0);
    expect(told(out)).toEqual([
      '03:00:00 wait gathering',
      '03:00:10 wait dwelling',
      '03:00:40 START quorum',
      '03:05:00 refuse failedOver',
      '03:09:00 refuse recovered',
      '03:10:00 quiet healthy',
    ]);
    expect(out).toContain('It would fail over by itself');
    expect(out).toMatch(
      /1 outage:\n {2}1\. 2026-01-05 03:00:00, 9 min: .*quorum at 2026-01-05 03:00:10; started at 2026-01-05 03:00:40, after a wait of 30 s/,
    );
    expect(out).toContain('started 1 run (mode automatic): 1 by itself, 0 after asking a person');
  });

  it('says the same of the newest first, of pages put together, and of files that overlap', async () => {
    const args = ['--from', '2026-01-05T02:50Z'];
    const expected = (await replayItems(all, { args })).out;
    const [first, second] = [page(...all.slice(0, 5)), page(...all.slice(4))];
    expect((await replayItems(all.toReversed(), { args })).out).toBe(expected);
    expect((await replayFiles({ 'history.json': `${first}\n${second}` }, { args })).out).toBe(expected);
    expect((await replayFiles({ 'history.json': `[${first},${second}]` }, { args })).out).toBe(expected);
    expect((await replayFiles({ 'a.json': first, 'b.json': second }, { args })).out).toBe(expected);
  });

  it('has a strip of states that shows each signal', async () => {
    const { out } = await replayItems(outage);
    expect(out).toMatch(/^ {2}health check \S+ +#+\.+$/m);
    expect(out).toMatch(/^ {2}alarm api-5xx +\?{64}$/m);
    expect(out).toMatch(/^ {2}would start +\^$/m);
    expect(out).not.toContain('\u001b');
  });

  it('asks a person where another signal from outside disputes it', async () => {
    const items = [
      ...badFor(health, '2026-01-05T03:00:00Z', '2026-01-05T03:09:00Z'),
      ...badFor(api, '2026-01-05T03:00:00Z', '2026-01-05T03:09:00Z'),
    ];
    const { out } = await replayItems(items, { args: ['--assume-others', 'good'] });
    expect(out).toMatch(/START.*It would ask a person \(disputed\)/);
    expect(out).toContain('0 by itself, 1 after asking a person');
  });

  it('asks a person where the plan says approval, and starts nothing where it says notify', async () => {
    expect((await replayItems(outage, { plan: plan({ response: { mode: 'approval' } }) })).out).toMatch(
      /START.*\(approvalMode\)/,
    );
    const { out } = await replayItems(outage, { plan: plan({ response: { mode: 'notify' } }) });
    expect(out).toContain('refuse   notifyOnly');
    expect(out).toContain('started 0 runs');
  });

  it('starts nothing within planned maintenance', async () => {
    const maintenance = [{ weekly: 'mon', at: '02:30', for: '1h' }];
    const { out } = await replayItems(outage, { plan: plan({ detection: { maintenance } }) });
    expect(out).toMatch(/refuse +maintenance .*until 2026-01-05T03:30/);
    expect(told(out).some((line) => line.includes('START'))).toBe(false);
  });

  it('leaves a Multi-AZ database its time first, and says what it takes for granted', async () => {
    const databaseFailover = { instance: 'orders-prod', grace: '2m' };
    const { out } = await replayItems(outage, { plan: plan({ detection: { databaseFailover } }) });
    expect(told(out)).toContain('03:02:00 START quorum');
    expect(out).toContain('RDS is taken to have answered');
  });
});

describe('a second outage', () => {
  const second = [
    ...badFor(health, '2026-01-05T09:00:00Z', '2026-01-05T09:20:00Z'),
    ...badFor(probe, '2026-01-05T09:00:00Z', '2026-01-05T09:20:00Z'),
  ];

  it('finds the plan failed over until people have acknowledged the first run', async () => {
    const { out } = await replayItems([...outage, ...second]);
    expect(told(out).filter((line) => line.includes('START'))).toEqual(['03:00:40 START quorum']);
    expect(out).toMatch(/2\. .*nothing would have been started \(failedOver\)/);
  });

  it('starts a run of its own when they have', async () => {
    const { out } = await replayItems([...outage, ...second], { args: ['--acknowledge-after', '2h'] });
    expect(told(out).filter((line) => line.includes('START'))).toEqual([
      '03:00:40 START quorum',
      '09:00:30 START quorum',
    ]);
  });
});

describe('signals without a history', () => {
  const one = badFor(health, '2026-01-05T03:00:00Z', '2026-01-05T03:09:00Z');

  it('are unknown, and no second voice', async () => {
    const { out } = await replayItems(one);
    expect(out).toContain('probe of https://orders.example.com/health: no history of it, taken as unknown');
    expect(told(out)).toEqual([
      '03:00:00 wait gathering',
      '03:01:00 refuse noQuorum',
      '03:09:00 refuse recovered',
      '03:10:00 refuse blind',
    ]);
  });

  it('are a second voice where they are taken as bad', async () => {
    expect(told((await replayItems(one, { args: ['--assume-others', 'bad'] })).out).join()).toContain('START quorum');
  });
});

describe('what else is in a history', () => {
  it('takes an alarm whose actions were switched off, and one that was deleted, for no voice', async () => {
    const off = configured(health, '2026-01-05T02:00:00Z', { type: 'Update', updatedAlarm: { actionsEnabled: false } });
    const gone = configured(health, '2026-01-05T02:00:00Z', { type: 'Delete' });
    const before = turned(health, '2026-01-05T01:00:00Z', ['INSUFFICIENT_DATA', 'OK']);
    for (const item of [off, gone])
      expect((await replayItems([before, item, ...outage])).out).toContain('started 0 runs');
    expect((await replayItems([before, ...outage])).out).toContain('started 1 run ');
  });

  it('reads the summary where the data were cut off', async () => {
    const cut = outage.map((item) => ({ ...item, HistoryData: item.HistoryData.slice(0, 60) }));
    expect((await replayItems(cut)).out).toBe((await replayItems(outage)).out);
  });

  it('leaves out the series of an alarm on many', async () => {
    const series = { ...turned(health, '2026-01-05T02:00:00Z', ['OK', 'ALARM']), AlarmContributorId: '1f4a' };
    expect((await replayItems([series, ...outage])).out).toBe((await replayItems(outage)).out);
  });

  it('says where changes of an alarm are missing in it', async () => {
    const items = [
      turned(health, '2026-01-05T03:00:00Z', ['OK', 'ALARM']),
      turned(health, '2026-01-05T05:00:00Z', ['OK', 'ALARM']),
    ];
    expect((await replayItems(items)).out).toContain(
      `Changes of alarm ${health} are missing between 2026-01-05 03:00:00 and 2026-01-05 05:00:00: it was ALARM, and then turned from OK.`,
    );
    expect((await replayItems(outage)).out).not.toContain('missing');
  });

  it('says of a list of items that nothing in it tells whether it is whole', async () => {
    const { out } = await replayFiles({ 'list.json': JSON.stringify(outage) });
    expect(out).toContain('list.json is a list of items: whether it is whole is not in it.');
  });

  it('says of an outage that the history does not end that it goes on', async () => {
    const items = [turned(health, '2026-01-05T03:00:00Z', ['OK', 'ALARM'])];
    expect((await replayItems(items)).out).toContain('at least 15 min, to the end of the history');
  });
});

describe('input that cannot be replayed', () => {
  const refused: [when: string, run: () => ReturnType<typeof replay>, why: RegExp][] = [
    ['no file is named', () => replay([], surroundings), /at least one file/],
    ['a file is not there', () => replay(['x.json'], surroundings), /x\.json cannot be read: ENOENT/],
    ['it is not JSON', () => replayFiles({ 'h.json': 'AlarmName,State' }), /h\.json is not JSON/],
    ['it is cut off', () => replayFiles({ 'h.json': page(...outage).slice(0, -10) }), /h\.json is not JSON/],
    ['it is other JSON', () => replayFiles({ 'h.json': '{"MetricAlarms":[]}' }), /AlarmHistoryItems/],
    ['it has no item', () => replayFiles({ 'h.json': page() }), /no item/],
    [
      'it is of other alarms',
      () => replayItems(badFor('cpu', '2026-01-05T03:00:00Z', '2026-01-05T03:09:00Z')),
      /it has cpu; the plan wants orders-unhealthy, \*-probe-orders-1, api-5xx/,
    ],
    ['there is no such plan', () => replayItems(outage, { args: ['--plan', 'x'] }), /no plan x; there is orders/],
    ['it is not said which plan', () => replayItems(outage, { others: { a: plan(), b: plan() } }), /which one of a, b/],
    ['an option is not known', () => replayItems(outage, { args: ['--fast'] }), /--fast/],
    [
      'an option has no such value',
      () => replayItems(outage, { args: ['--assume-others', 'fine'] }),
      /--assume-others: /,
    ],
    ['a time is none', () => replayItems(outage, { args: ['--from', '2026-13-45'] }), /--from: a time such as/],
    ['the end comes first', () => replayItems(outage, { args: ['--from', '2026-02-01'] }), /no time between/],
  ];
  it.each(refused)('is refused with exit code 2 and a reason when %s', async (_when, run, why) => {
    const { exitCode, out, error } = await run();
    expect([exitCode, out]).toEqual([2, '']);
    expect(error).toMatch(why);
  });
});

it('prints how it is used', async () => {
  expect((await replay(['--help'], surroundings)).out).toContain('--acknowledge-after');
});

it('replays the plan shielda, whose alarm of the probe is known by its end', async () => {
  const { shielda } = readPlans(testPlans).plans;
  if (shielda === undefined) throw new Error('test/plans/shielda.yml is gone');
  const names = ['shielda-app-unhealthy', 'lifeboat-dev-probe-shielda-1'];
  const items = names.flatMap((name) => badFor(name, '2026-01-05T03:00:00Z', '2026-01-05T03:20:00Z'));
  expect(told((await replayItems(items, { plan: shielda })).out)).toContain('03:02:00 START quorum');
});
