import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/contracts/command.ts';
import type { PlanStep } from '../../../shared/contracts/step-kind.ts';
import { advance, type Kind } from '../../../shared/executor/advance.ts';
import type { TryDoor } from '../../../shared/postgres/try-door.ts';
import { fenceDatabase } from '../../../shared/steps/fence-database/fence-database.ts';
import { scaleService } from '../../../shared/steps/scale-service/scale-service.ts';
import { switchDns } from '../../../shared/steps/switch-dns/switch-dns.ts';
import { updateConfiguration } from '../../../shared/steps/update-configuration/update-configuration.ts';
import { booksOf, createDebts, noLedger } from '../../support/debts.ts';
import { planOf } from '../support/plan.ts';
import { useAws } from './simulated-aws.ts';
import { createTheatre, inputOf, runToEnd } from './theatre.ts';

const stage = useAws();

/** One step, from its first look to its end, with a few milliseconds of the simulation's time for each look. */
const carryThrough = async <S, F, C extends Command, D>(step: object, kind: Kind<S, F, C, D>, dependencies: D) => {
  const theatre = createTheatre(planOf({ only: [{ id: 'one', ...step }] }));
  const { last } = await runToEnd(theatre, async (lookedAt) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return await advance(kind, inputOf('one', lookedAt), theatre.surroundings(dependencies));
  });
  return { last, ledger: JSON.stringify(theatre.entries()), facts: theatre.facts('one') };
};

const region = 'us-east-1';
const database = (id: string) => stage().aws.rds.addInstance({ id, region, engine: 'postgres' });

const configuration = {
  step: updateConfiguration,
  specOf: (planStep: PlanStep) => ('updateConfiguration' in planStep ? planStep.updateConfiguration : undefined),
};

describe('configuration that is made to name the new primary', () => {
  const value = { endpointOf: 'orders' };

  it('keeps all other keys of a secret, and none of them is seen in the ledger', async () => {
    const { address } = database('orders');
    const before = { host: 'old.example', username: 'app', password: 'canary-in-the-secret' };
    stage().aws.secretsManager.addSecret({ region, name: 'orders/database', value: JSON.stringify(before) });
    const target = { secret: 'orders/database', key: 'host' };
    const step = { updateConfiguration: { region: 'standby', target, value } };
    const { last, ledger } = await carryThrough(step, configuration, stage().dependencies);
    expect(last.status).toBe('done');
    const after = stage().aws.secretsManager.inspect({ region, name: 'orders/database' });
    expect(JSON.parse(after ?? '')).toEqual({ ...before, host: address });
    expect(ledger).not.toContain('canary');
  });

  it('is a new version of a parameter', async () => {
    const { address } = database('orders');
    stage().aws.ssm.addParameter({ region, name: '/orders/host', value: 'old.example' });
    const step = { updateConfiguration: { region: 'standby', target: { parameter: '/orders/host' }, value } };
    expect((await carryThrough(step, configuration, stage().dependencies)).last.status).toBe('done');
    expect(stage().aws.ssm.inspect({ region, name: '/orders/host' })).toBe(address);
  });

  it('is refused where a typing error would make a key', async () => {
    database('orders');
    stage().aws.secretsManager.addSecret({ region, name: 'orders/database', value: '{"host":"old.example"}' });
    const target = { secret: 'orders/database', key: 'hots' };
    const step = { updateConfiguration: { region: 'standby', target, value } };
    const { last } = await carryThrough(step, configuration, stage().dependencies);
    expect(last).toMatchObject({ status: 'failed', because: expect.stringContaining('no key hots') });
  });
});

describe('a service that is scaled', () => {
  const kind = {
    step: scaleService,
    specOf: (planStep: PlanStep) => ('scaleService' in planStep ? planStep.scaleService : undefined),
  };
  const step = { timeout: '60s', scaleService: { cluster: 'orders', service: 'api', region: 'standby', desired: 2 } };
  const service = { region, cluster: 'orders', name: 'api', desired: 0 };

  it('is done when its tasks run', async () => {
    await stage().aws.ecs.addService({ ...service, startTask: async () => ({ stop: async () => undefined }) });
    const { last, facts } = await carryThrough(step, kind, stage().dependencies);
    expect(last.status).toBe('done');
    expect(facts.at(-1)).toMatchObject({ evidence: { desired: 2, running: 2 } });
  });

  it('tells at its timeout why tasks have stopped', async () => {
    const startTask = () => Promise.reject(new Error('no image for this platform'));
    await stage().aws.ecs.addService({ ...service, startTask });
    const { last } = await carryThrough(step, kind, stage().dependencies);
    expect(last).toMatchObject({ status: 'failed', because: expect.stringContaining('no image for this platform') });
  });
});

describe('a record that is switched', () => {
  const kind = {
    step: switchDns,
    specOf: (planStep: PlanStep) => ('switchDns' in planStep ? planStep.switchDns : undefined),
  };
  const from = { cname: 'west.example.net', ttl: '30s' };
  const to = { cname: 'east.example.net', ttl: '30s' };
  const step = { switchDns: { strategy: 'records', zone: 'Z0001', name: 'app.example.com', from, to } };
  const stand = (Value: string, zone: object = {}) => {
    stage().aws.route53.addZone({ id: 'Z0001', name: 'example.com', ...zone });
    stage().aws.route53.addRecord('Z0001', {
      Name: 'app.example.com',
      Type: 'CNAME',
      TTL: 300,
      ResourceRecords: [{ Value }],
    });
  };

  it('is done when the change is in sync and the name answers so, whatever its TTL was', async () => {
    stand('west.example.net');
    const { last, facts } = await carryThrough(step, kind, stage().dependencies);
    expect(last.status).toBe('done');
    expect(facts.at(-1)).toMatchObject({ evidence: { answer: 'east.example.net', change: 'INSYNC', ttlSeconds: 30 } });
  });

  it('is left alone in a private zone of that name', async () => {
    stand('west.example.net', { private: true });
    const { last, facts } = await carryThrough(step, kind, stage().dependencies);
    expect(last).toMatchObject({ status: 'failed', because: expect.stringContaining('private zone example.com') });
    expect(facts.map(({ type }) => type)).not.toContain('intent');
  });

  it('is left alone when somebody else has changed it', async () => {
    stand('third.example.net');
    const { last } = await carryThrough(step, kind, stage().dependencies);
    expect(last).toMatchObject({ status: 'failed', because: expect.stringContaining('third.example.net') });
    expect(stage().aws.route53.resolver.resolve('app.example.com')[0]?.value).toBe('third.example.net');
  });
});

describe('an old primary that is fenced', () => {
  it.each([
    { kindOf: 'public, and its door is tried', isPublic: true, newConnections: 'silent', tried: 1 },
    {
      kindOf: 'private, and nobody tries a door that is silent from here anyway',
      isPublic: false,
      newConnections: 'outOfReach',
      tried: 0,
    },
  ])('has the closed group alone and has restarted: $kindOf', async ({ isPublic, newConnections, tried }) => {
    const closed = 'sg-0c105ed00000000a1';
    stage().aws.rds.addSecurityGroup({ id: closed, region, open: false });
    stage().aws.rds.addInstance({ id: 'orders', region, engine: 'postgres', isPublic });
    const doors: string[] = [];
    const kind = {
      step: fenceDatabase,
      specOf: (planStep: PlanStep) => ('fenceDatabase' in planStep ? planStep.fenceDatabase : undefined),
    };
    const spec = { instance: 'orders', region: 'standby', closedSecurityGroup: closed, ifUnreachable: 'refuse' };
    const tryDoor: TryDoor = async ({ host }) => {
      doors.push(host);
      return 'silent';
    };
    const debts = createDebts();
    const elsewhere = { debts, readBooks: booksOf(debts), ledgerOf: noLedger, now: () => new Date().toISOString() };
    const dependencies = { ...stage().dependencies, ...elsewhere, tryDoor };
    const { last, facts } = await carryThrough({ fenceDatabase: spec }, kind, dependencies);
    expect(last.status).toBe('done');
    const intents = facts.flatMap((fact) => (fact.type === 'intent' ? [fact.command.operation] : []));
    expect(intents).toEqual(['ModifyDBInstance', 'RebootDBInstance']);
    expect(new Set(doors).size).toBe(tried);
    expect(facts.find((fact) => fact.type === 'stepDone')?.evidence).toMatchObject({ newConnections });
    const { VpcSecurityGroups } = stage().aws.rds.inspect({ region, id: 'orders' });
    expect(VpcSecurityGroups).toEqual([{ VpcSecurityGroupId: closed, Status: 'active' }]);
  });
});
