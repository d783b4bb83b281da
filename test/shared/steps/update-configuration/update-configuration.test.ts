import { describe, expect, it } from 'vitest';
import { DbInstanceId, DbResourceId } from '../../../../shared/contracts/fields.ts';
import { UpdateConfigurationSpec } from '../../../../shared/contracts/specs/update-configuration.ts';
import type { StepRun } from '../../../../shared/executor/step.ts';
import {
  type UpdateConfigurationFacts,
  updateConfiguration,
} from '../../../../shared/steps/update-configuration/update-configuration.ts';
import { act, identity, reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';

const ofSecret = UpdateConfigurationSpec.parse({
  region: 'standby',
  target: { secret: 'orders/database', key: 'host' },
  value: { endpointOf: 'orders-replica' },
});
const ofParameter = UpdateConfigurationSpec.parse({
  ...ofSecret,
  target: { parameter: '/orders/database-host' },
});

const instance = (change = {}): UpdateConfigurationFacts['instance'] => ({
  kind: 'known',
  value: {
    resourceId: 'db-ORDERSPRODORDERSPRODORDERS',
    status: 'available',
    source: undefined,
    replication: undefined,
    endpoint: { host: 'orders-replica.example', port: 5432 },
    securityGroups: [],
    isMultiAz: true,
    ...change,
  },
});
const target = (value: string | undefined, obstacle?: string): UpdateConfigurationFacts['target'] => ({
  kind: 'known',
  value: { value, obstacle },
});
const replicated = (value: string): UpdateConfigurationFacts['target'] => ({
  kind: 'known',
  value: { value, obstacle: undefined, replicaOf: 'us-west-2' },
});
const facts = (change: Partial<UpdateConfigurationFacts> = {}): UpdateConfigurationFacts => ({
  instance: instance(),
  target: target('orders-prod.example'),
  ...change,
});
const put = (seconds: number, change = {}) => ({ acts: [act('PutSecretValue', seconds, change)] });
const tokenOf = (run: Partial<StepRun>): string => {
  const decision = updateConfiguration.decide(ofSecret, facts(), stepRun(run));
  return 'act' in decision && decision.act.service === 'secretsmanager' ? decision.act.input.ClientRequestToken : '';
};

describe('a secret', () => {
  it.each<{
    when: string;
    word: string;
    because: string;
    given?: Partial<UpdateConfigurationFacts>;
    run?: Partial<StepRun>;
  }>([
    { when: 'names the old host', word: 'act', because: '"value":"orders-replica.example"' },
    { when: 'names no host', word: 'act', because: '"key":"host"', given: { target: target(undefined) } },
    { when: 'was written a moment ago', word: 'wait', because: 'does not show', run: put(3) },
    {
      when: 'was written, without an answer',
      word: 'act',
      because: 'PutSecretValue',
      run: put(3, { result: 'unknown' }),
    },
    { when: 'was written long ago and changed back', word: 'act', because: 'PutSecretValue', run: put(90) },
    {
      when: 'names the new host',
      word: 'done',
      because: '"value":"orders-replica.example"',
      given: { target: target('orders-replica.example') },
    },
    {
      when: 'cannot hold it',
      word: 'refuse',
      because: 'no key host',
      given: { target: target(undefined, 'it has no key host') },
    },
    {
      when: 'is a replica',
      word: 'refuse',
      because: 'aws secretsmanager stop-replication-to-replica --region us-east-1 --secret-id orders/database',
      given: { target: replicated('orders-prod.example') },
    },
    {
      when: 'is a replica and names the new host',
      word: 'done',
      because: '"value":"orders-replica.example"',
      given: { target: replicated('orders-replica.example') },
    },
    {
      when: 'does not exist',
      word: 'refuse',
      because: 'orders/database',
      given: { target: unreadable('ResourceNotFoundException', 400) },
    },
    {
      when: 'may not be read',
      word: 'fail',
      because: 'AccessDeniedException',
      given: { target: unreadable('AccessDeniedException', 400) },
    },
    {
      when: 'cannot be read now',
      word: 'wait',
      because: 'ThrottlingException',
      given: { target: unreadable('ThrottlingException', 400) },
    },
    {
      when: 'waits for the database to take writes',
      word: 'wait',
      because: 'is a replica of',
      given: { instance: instance({ source: { id: 'orders-prod', region: 'us-west-2' } }) },
    },
    {
      when: 'waits for the database to have an endpoint',
      word: 'wait',
      because: 'no endpoint',
      given: { instance: instance({ endpoint: undefined }) },
    },
    {
      when: 'shall name a database that does not exist',
      word: 'refuse',
      because: 'orders-replica',
      given: { instance: unreadable('DBInstanceNotFoundFault', 404) },
    },
  ])('that $when: $word', ({ word, because, given, run }) => {
    const decision = updateConfiguration.decide(ofSecret, facts(given), stepRun(run));
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it('is written with the same token until a write was accepted, and with another one after that', () => {
    const first = tokenOf({});
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(tokenOf(put(60, { result: 'unknown' }))).toBe(first);
    expect(tokenOf(put(60, { result: 'rejected' }))).toBe(first);
    expect(tokenOf(put(60))).not.toBe(first);
  });
});

describe('a parameter', () => {
  it('is overwritten in its own Region', () => {
    const decision = updateConfiguration.decide(ofParameter, facts(), stepRun());
    const input = { Name: '/orders/database-host', Value: 'orders-replica.example', Overwrite: true };
    expect(decision).toMatchObject({ act: { service: 'ssm', region: 'us-east-1', input } });
  });
});

describe('before anything is done', () => {
  const gone = { instance: unreadable('DBInstanceNotFoundFault', 404) };
  const resourceId = DbResourceId.parse('db-ANOTHERANOTHERANOTHERANOT');
  const pin = { instance: DbInstanceId.parse('orders-replica'), region: 'standby' as const, resourceId };
  const pinned = { identity: { ...identity, pins: { databases: [pin], clusters: [], zones: [] } } };

  it.each<{ when: string; given: Partial<UpdateConfigurationFacts>; run?: Partial<StepRun>; levels: string[] }>([
    { when: 'all can be read', given: {}, levels: [] },
    { when: 'the secret cannot be read', given: { target: unreadable('AccessDeniedException') }, levels: ['blocker'] },
    { when: 'the secret cannot be read now', given: { target: unreadable('TimeoutError') }, levels: ['doubt'] },
    {
      when: 'the secret cannot hold it',
      given: { target: target(undefined, 'it is not a JSON object') },
      levels: ['blocker'],
    },
    { when: 'the secret is a replica', given: { target: replicated('orders-prod.example') }, levels: ['blocker'] },
    {
      when: 'the secret is a replica that is right already',
      given: { target: replicated('orders-replica.example') },
      levels: [],
    },
    {
      when: 'the secret is a replica and nobody knows the host yet',
      given: { target: replicated('orders-replica.example'), instance: instance({ endpoint: undefined }) },
      levels: ['blocker'],
    },
    { when: 'the database is gone', given: gone, levels: ['blocker'] },
    { when: 'a person makes the database before', given: gone, run: { mayBeMade: true }, levels: ['info'] },
    {
      when: 'a person makes the database before, and RDS is silent',
      given: { instance: unreadable('TimeoutError') },
      run: { mayBeMade: true },
      levels: ['doubt'],
    },
    { when: 'the database is another one', given: {}, run: pinned, levels: ['blocker'] },
  ])('finds what stands in the way when $when', ({ given, run, levels }) => {
    expect(updateConfiguration.assess(ofSecret, facts(given), stepRun(run)).map(({ level }) => level)).toEqual(levels);
  });

  it('is not written for another database of that name', () => {
    const decision = updateConfiguration.decide(ofSecret, facts(), stepRun(pinned));
    expect(reasonOf(decision)).toMatch(/^\{"refuse":"orders-replica in us-east-1 is db-ORDERS.*pins db-ANOTHER/);
  });
});
