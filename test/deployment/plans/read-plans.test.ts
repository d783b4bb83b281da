import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readPlans } from '../../../deployment/plans/read-plans.ts';
import * as good from './good-plan.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is said of these plan files, without their folder; the names of the plans when nothing is wrong with them. */
const saidOf = (files: Readonly<Record<string, string>>): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'plans-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.yml`), text);
  try {
    return Object.keys(readPlans(folder).plans);
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .replaceAll(`${folder}/`, '')
      .split('\n');
  }
};

const shielda = readFileSync('test/plans/shielda.yml', 'utf8');
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

const { dns, fence, having, promote, record, stages } = good;

/** A plan for another service, but for some of its steps. */
const another = (
  change: Readonly<Record<string, readonly object[]>>,
  regions: object = good.goodPlan.regions,
): string => {
  const text = JSON.stringify({ ...good.goodPlan, plan: 'users', regions }).replaceAll('orders', 'users');
  const plan: Readonly<Record<string, unknown>> = JSON.parse(
    text.replaceAll('5e1da000-0001', '5e1da000-0011').replaceAll('5e1da000-0002', '5e1da000-0012'),
  );
  const own = JSON.parse(
    JSON.stringify(stages).replaceAll('orders', 'users').replaceAll('5e1da000-0001', '5e1da000-0011'),
  );
  const [verified] = good.goodPlan.restoreVerification;
  const restoreVerification = ['users-prod', 'orders-prod'].map((instance) => ({
    ...verified,
    id: instance,
    instanceSnapshot: { instance, types: ['automated'] },
  }));
  return stringify({ ...plan, restoreVerification, runbooks: { failover: good.runbookOf({ ...own, ...change }) } });
};

const first = stringify(good.goodPlan);

describe('what lies beside the plans', () => {
  const beside = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'plans-'));
    folders.push(folder);
    for (const [name, text] of Object.entries({ 'orders.yml': first, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    try {
      return Object.keys(readPlans(folder).plans).join();
    } catch (error) {
      return String(error instanceof Error ? error.message : error)
        .replaceAll(`${folder}/`, '')
        .replaceAll(folder, '.');
    }
  };

  it.each([
    ['a plan called .yaml', 'users.yaml', 'users.yaml:1: plan: is not read as it is called: rename it to users.yml'],
    ['a plan called .YML', 'users.YML', 'users.YML:1: plan: is not read as it is called: rename it to users.yml'],
    ['a plan as JSON', 'users.json', 'users.json:1: plan: is not read as it is called: rename it to users.yml'],
    [
      'a plan in a folder',
      'eu/users.yml',
      'eu:1: plan: lies in a folder of its own, which is not read: put its files into .',
    ],
  ])('is refused where it would never be read: %s', (_what, name, says) => {
    expect(beside({ [name]: first })).toBe(says);
  });

  it('may be the schema, a note, and what an editor leaves', () => {
    expect(beside({ 'plan.schema.json': '{}', 'README.md': '', 'orders.yml~': '', 'notes/today.txt': '' })).toBe(
      'orders',
    );
  });

  it('is nothing at all where there is no such folder', () => {
    expect(() => readPlans('/there/is/none')).toThrow(/^\/there\/is\/none: no plan here; write one plan file/);
  });
});

describe('the plans of a folder', () => {
  it('may be many, each about things of its own', () => {
    expect(saidOf({ orders: first, users: another({}) })).toEqual(['orders', 'users']);
  });

  it('are refused where one is a copy of another, by file, line and field', () => {
    const copy = shielda.replace('plan: shielda', 'plan: shielda2');
    const said = saidOf({ shielda, shielda2: copy });
    const line = lineOf(copy, 'instance: shielda-prod\n              region: primary');
    expect(said[0]).toBe(
      `shielda2.yml:${line}: runbooks.region-failover.stages.0.steps.0.fenceDatabase.instance: database shielda-prod in us-west-2 is changed by plan shielda, too: two plans have two locks and would act on it at once; let one of them have it`,
    );
    expect(said.every((one) => one.startsWith('shielda2.yml:'))).toBe(true);
  });

  it('are refused when thirty-nine share one database', () => {
    const names = Array.from({ length: 39 }, (_, index) => `shielda-${index + 10}`);
    const files = Object.fromEntries(names.map((name) => [name, shielda.replace('plan: shielda', `plan: ${name}`)]));
    const said = saidOf(files);
    const refused = new Set(said.map((one) => one.split(':')[0]));
    expect(refused.size).toBe(38);
    expect(said.every((one) => one.includes('is changed by plan shielda-10, too'))).toBe(true);
  });

  const step = (name: string, place: string) => `runbooks.failover.stages.${name}.steps.0.${place}`;

  it.each<{ what: string; change: Readonly<Record<string, readonly object[]>>; says: string }>([
    {
      what: 'one primary',
      change: { fence: [fence] },
      says: `${step('0', 'fenceDatabase.instance')}: database orders-prod in us-west-2`,
    },
    {
      what: 'one replica',
      change: { data: [promote], configuration: [good.ask] },
      says: `${step('1', 'promoteReplica.instance')}: database orders-replica in us-east-1`,
    },
    {
      what: 'one place of configuration',
      change: { configuration: [having(good.configure, { value: { endpointOf: 'users-replica' } })] },
      says: `${step('2', 'updateConfiguration.target')}: key host of secret orders/database in us-east-1`,
    },
    {
      what: 'one service',
      change: { application: [good.scale] },
      says: `${step('3', 'scaleService.service')}: service orders/api in us-east-1`,
    },
    {
      what: 'one name',
      change: { traffic: [record] },
      says: `${step('5', 'switchDns.name')}: name orders.example.com`,
    },
    {
      what: 'one health check',
      change: {
        traffic: [having(dns, { name: 'users.example.com', switch: { bucket: 'own', key: 'k', region: 'standby' } })],
      },
      says: `${step('5', 'switchDns.healthCheck')}: health check 5e1da000-0001-4000-8000-000000000001`,
    },
    {
      what: 'one switch',
      change: {
        traffic: [having(dns, { name: 'users.example.com', healthCheck: '5e1da000-0011-4000-8000-000000000001' })],
      },
      says: `${step('5', 'switchDns.switch')}: switch orders-switch/lost`,
    },
  ])('are refused when two have $what', ({ change, says }) => {
    const said = saidOf({ orders: first, users: another(change) });
    expect(said.some((one) => one.includes(says))).toBe(true);
  });

  it('may have databases of one name in other Regions', () => {
    const elsewhere = { primary: 'eu-west-1', standby: 'eu-central-1' };
    expect(saidOf({ orders: first, users: another({ fence: [fence] }, elsewhere) })).toEqual(['orders', 'users']);
  });

  it('may rewrite one name in two hosted zones', () => {
    const byRecord = (zone: string, plan: string, own: Readonly<Record<string, readonly object[]>>) =>
      plan === 'orders'
        ? stringify({ ...good.goodPlan, runbooks: { failover: good.runbookOf({ ...stages, ...own }) } })
        : another(own).replaceAll('Z0123456789', zone);
    const said = saidOf({
      orders: byRecord('Z0123456789', 'orders', { traffic: [record] }),
      users: byRecord('Z9876543210', 'users', { traffic: [record] }),
    });
    expect(said.filter((one) => one.includes('name orders.example.com'))).toEqual([]);
  });
});
