import { describe, expect, it } from 'vitest';
import { DbResourceId } from '../../../../shared/contracts/fields.ts';
import type { StepRun } from '../../../../shared/executor/step.ts';
import { fenceDatabase } from '../../../../shared/steps/fence-database/fence-database.ts';
import type { FenceDatabaseFacts } from '../../../../shared/steps/fence-database/observe.ts';
import { act, identity, reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';
import { closed, decide, fenced, groups, instance, reboot, spec, stuck } from './scene.ts';

const restarting = 'RDS: rebooting as asked, which ends the connections that were open';
const closing = { securityGroups: groups(['sg-0f0e0d0c', 'removing'], [closed, 'adding']) };

const restartsAt = '2026-01-09T00:00:00.000Z';

type Row = Readonly<{
  when: string;
  word: string;
  because: string;
  change?: Partial<FenceDatabaseFacts>;
  run?: Partial<StepRun>;
}>;

describe('an old primary that can be reached', () => {
  it.each<Row>([
    { when: 'is open', word: 'act', because: 'ModifyDBInstance' },
    {
      when: 'is open and busy',
      word: 'wait',
      because: 'backing-up',
      change: { instance: instance({ status: 'backing-up' }) },
    },
    { when: 'is being closed', word: 'wait', because: 'are being changed', change: { instance: instance(closing) } },
    {
      when: 'has just been told',
      word: 'wait',
      because: 'does not show',
      run: { acts: [act('ModifyDBInstance', 10)] },
    },
    {
      when: 'has one group too many',
      word: 'act',
      because: 'ModifyDBInstance',
      change: { instance: instance({ securityGroups: groups([closed, 'active'], ['sg-0f0e0d0c', 'active']) }) },
    },
    {
      when: 'is closed, with connections from before',
      word: 'act',
      because: 'RebootDBInstance',
      change: { instance: fenced(), door: 'silent' },
    },
    {
      when: 'is closed and still lets us in',
      word: 'wait',
      because: 'new connections',
      change: { instance: fenced(), door: 'open' },
    },
    {
      when: 'is closed and busy',
      word: 'wait',
      because: 'modifying',
      change: { instance: fenced({ status: 'modifying' }), door: 'silent' },
    },
    {
      when: 'restarts',
      word: 'wait',
      because: restarting,
      change: { instance: fenced({ status: 'rebooting' }), door: 'refused' },
      run: { acts: [reboot(10)] },
    },
    {
      when: 'was told to restart and does not yet',
      word: 'wait',
      because: 'does not show',
      change: { instance: fenced(), door: 'silent' },
      run: { acts: [reboot(10)] },
    },
    {
      when: 'was told to restart, and the answer was lost',
      word: 'act',
      because: 'RebootDBInstance',
      change: { instance: fenced(), door: 'silent' },
      run: { acts: [reboot(90, { result: 'unknown' })] },
    },
    {
      when: 'was seen to restart',
      word: 'done',
      because: '"fenced":true',
      change: { instance: fenced(), door: 'silent' },
      run: { acts: [reboot(10)], waits: [restarting] },
    },
    {
      when: 'was told to restart long ago',
      word: 'done',
      because: '"newConnections":"silent"',
      change: { instance: fenced(), door: 'silent' },
      run: { acts: [reboot(90)] },
    },
    {
      when: 'is stopped and open',
      word: 'owe',
      because: '"fenced":false,"owed":true',
      change: { instance: instance({ status: 'stopped', restartsAt }) },
    },
    {
      when: 'is stopped, and RDS says when it starts it',
      word: 'owe',
      because: `"holdsUntil":"${restartsAt}"`,
      change: { instance: instance({ status: 'stopped', restartsAt }) },
    },
    {
      when: 'is stopped, and RDS does not say when it starts it: seven days at the latest',
      word: 'owe',
      because: '"holdsUntil":"2026-01-12T03:10:00.000Z"',
      change: { instance: instance({ status: 'stopped' }) },
    },
    {
      when: 'is stopped and was closed before',
      word: 'done',
      because: '"fenced":true',
      change: { instance: fenced({ status: 'stopped', restartsAt }) },
    },
    {
      when: 'starts',
      word: 'wait',
      because: 'RDS: starting',
      change: { instance: instance({ status: 'starting' }) },
    },
    ...stuck.map(
      (status): Row => ({
        when: `is ${status}, in which RDS lets nobody close it`,
        word: 'owe',
        because: `orders-prod in us-west-2 is ${status}, in which RDS changes`,
        change: { instance: instance({ status }) },
      }),
    ),
    {
      when: 'is closed and cannot be restarted',
      word: 'owe',
      because: 'storage-full',
      change: { instance: fenced({ status: 'storage-full' }), door: 'notTried' },
    },
    {
      when: 'was closed and restarted, and has broken since',
      word: 'done',
      because: '"fenced":true',
      change: { instance: fenced({ status: 'storage-full' }), door: 'notTried' },
      run: { acts: [reboot(90)] },
    },
    {
      when: 'is a replica',
      word: 'refuse',
      because: 'is a replica of other',
      change: { instance: instance({ source: { id: 'other', region: 'us-east-1' } }) },
    },
  ])('that $when: $word', ({ word, because, change, run }) => {
    const decision = decide(change, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });
});

describe('an old primary that cannot be described', () => {
  it.each<Row>([
    { when: 'AWS throttles', word: 'wait', because: 'Throttling', change: { instance: unreadable('Throttling', 400) } },
    {
      when: 'it is not allowed',
      word: 'fail',
      because: 'AccessDenied',
      change: { instance: unreadable('AccessDenied', 403) },
    },
    {
      when: 'there is none',
      word: 'refuse',
      because: 'there is no instance',
      change: { instance: unreadable('DBInstanceNotFoundFault', 404) },
    },
  ])('because $when: $word', ({ word, because, change, run }) => {
    const decision = decide(change, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it.each([
    { when: 'there is none of that name', error: 'DBInstanceNotFoundFault', status: 404, level: 'doubt' },
    { when: 'nobody may describe it', error: 'AccessDenied', status: 403, level: 'blocker' },
    { when: 'RDS is throttled', error: 'Throttling', status: 400, level: 'warning' },
  ])('leaves a $level when $when', ({ error, status, level }) => {
    const facts = { instance: unreadable(error, status), door: 'notTried' as const };
    expect(fenceDatabase.assess(spec, facts, stepRun())).toMatchObject([{ level }]);
  });
});

describe('an old primary of another identity', () => {
  const resourceId = DbResourceId.parse('db-ANOTHERANOTHERANOTHERANOT');
  const pins = {
    databases: [{ instance: spec.instance, region: 'primary' as const, resourceId }],
    clusters: [],
    zones: [],
  };
  const run = { identity: { ...identity, pins } };

  it('is not fenced, and blocks beforehand', () => {
    expect(reasonOf(decide({}, run))).toMatch(
      /^\{"refuse":"orders-prod in us-west-2 is db-ORDERSPROD.*pins db-ANOTHER/,
    );
    const facts = { instance: instance(), door: 'notTried' as const };
    expect(fenceDatabase.assess(spec, facts, stepRun(run))).toMatchObject([{ level: 'blocker' }]);
  });

  it('is not restarted either, though it was closed under that name', () => {
    expect(wordOf(decide({ instance: fenced() }, run))).toBe('refuse');
  });
});
