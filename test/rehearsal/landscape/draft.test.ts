import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../rehearsal/landscape/draft/draft.ts';
import { draftOf, hashOf, problemsOf, refusedOf } from './drafting.ts';

const databasesIn = ({ databases }: Draft) =>
  databases.map(({ primary, replicas, made, data }) => ({
    primary: `${primary.instance} ${primary.side}`,
    replicas: replicas.map(({ instance, side }) => `${instance} ${side}`),
    made: made.map(({ instance, step }) => `${instance} at ${step}`),
    database: data.database,
  }));

const unpinned = [/\n {2}databases:(?:\n {4}- .*)+/, '\n  databases: []'] as const;

describe('the landscape of a plan', () => {
  it('has each database with its replica, as pins, fences and checks name them', () => {
    expect(databasesIn(draftOf())).toEqual([
      { primary: 'orders-live primary', replicas: ['orders-copy standby'], made: [], database: 'orders' },
      { primary: 'stock-live primary', replicas: ['stock-copy standby'], made: [], database: 'stock' },
    ]);
  });

  it('tells by their names which database a replica is of, where no pin says it', () => {
    expect(databasesIn(draftOf([unpinned]))).toEqual(databasesIn(draftOf()));
  });

  it('has what a person makes when a step asks for it, and not before', () => {
    expect(databasesIn(draftOf([], 'from-backups'))).toMatchObject([
      { primary: 'orders-live primary', made: ['orders-restored at restore'] },
      { primary: 'stock-live primary', made: ['stock-restored at restore'] },
    ]);
  });

  it('has the service in both Regions: where it is it runs, and where steps ask for tasks it has none yet', () => {
    const { services, names, balancers } = draftOf();
    expect(services.map(({ service, side, desired }) => `${service} ${side} ${desired}`)).toEqual([
      'shop primary 1',
      'shop standby 0',
    ]);
    expect(names.map(({ name, leadsTo }) => [name, leadsTo])).toEqual([
      ['shop.saffron.example', 'saffron-1.eu-west-1.elb.amazonaws.com'],
    ]);
    expect(balancers.map(({ host, side, services: behind }) => [host, side, ...behind])).toEqual([
      ['saffron-1.eu-west-1.elb.amazonaws.com', 'primary', 'shop'],
      ['saffron-fra-77120.eu-central-1.elb.amazonaws.com', 'standby', 'shop'],
    ]);
  });

  it('is that of the runbook which moves the service, where another one mends it in its place', () => {
    const { to, steps, ...mended } = draftOf([], 'restart-shop');
    const { to: led, steps: moving, ...moved } = draftOf();
    expect([to, led]).toEqual(['primary', 'standby']);
    expect(databasesIn({ ...mended, to, steps })).toEqual(databasesIn({ ...moved, to: led, steps: moving }));
    expect(mended.names).toEqual(moved.names);
    expect(steps.map(({ id }) => id)).toEqual(['shop', 'shop-served']);
  });
});

describe('what cannot be staged', () => {
  it.each([
    {
      what: 'a load balancer of a third Region',
      edits: [['eu-central-1.elb', 'eu-north-1.elb']] as const,
      says: /^step shop-\w+: saffron-fra-77120\.eu-north-1\.elb\.amazonaws\.com is in eu-north-1, and the Regions of the plan are eu-west-1 and eu-central-1$/,
    },
    {
      what: 'a replica of which nobody can tell what it replicates',
      edits: [unpinned, ['orders-copy', 'copy-a'], ['stock-copy', 'copy-b']] as const,
      says: /^step orders: which of orders-live, stock-live copy-a replicates cannot be told; pin its source \(pins\.databases\)$/,
    },
    {
      what: 'a second database of one instance',
      edits: [["secret: saffron/reader\n              database: orders\n", "secret: saffron/reader\n              database: sales\n"]] as const,
      says: /^step orders-whole: asks the database sales of an instance that holds orders; a rehearsal stages one of each instance$/,
    },
    {
      what: 'SQL that does not tell whose columns it asks',
      edits: [['WHERE o.id IS NULL', 'WHERE amount > 0']] as const,
      says: /^step orders-whole: which tables its check "lines without an order" asks cannot be told from its SQL; say them in rehearsal\.databases \(schema\)$/,
    },
  ])('is named by its step: $what', ({ edits, says }) => {
    const refused = refusedOf(edits);
    expect(refused.some((line) => says.test(line)), refused.join('\n')).toBe(true);
    expect(() => draftOf(edits)).toThrow(/^Plan saffron cannot be staged:\n {2}step /);
  });

  it('is what a person makes of a database that nobody can tell', () => {
    const refused = refusedOf([['orders-restored', 'new-one'], unpinned], 'from-backups');
    expect(refused).toContain(
      'step restore: which database new-one is restored from is not known; say it in rehearsal.made',
    );
  });
});

const section = (text: string) => [[/$/, `\n${text}\n`]] as const;

describe('the section rehearsal of a plan', () => {
  const said = section(`rehearsal:
  databases:
    - instance: orders-copy
      schema: CREATE SCHEMA sales
      insert: INSERT INTO sales.beats (n) VALUES ($1)
      read: SELECT n FROM sales.beats
  services: [{ service: shop, databases: [orders-live] }]
  made: [{ step: restore, instance: orders-restored, from: stock-live }]`);

  it('goes before what would be guessed', () => {
    const { databases, services } = draftOf(said, 'from-backups');
    expect(databases.map(({ data, made }) => [data.schema, data.rows?.read, made.map(({ instance }) => instance)])).toEqual([
      ['CREATE SCHEMA sales', 'SELECT n FROM sales.beats', []],
      [expect.stringContaining('CREATE TABLE'), undefined, ['orders-restored', 'stock-restored']],
    ]);
    expect(services.map((one) => one.databases)).toEqual([['orders-live'], ['orders-live']]);
  });

  it('changes no hash: what was approved stays approved', () => {
    expect(hashOf(said)).toBe(hashOf([['# yaml', '#  yaml']]));
  });

  it.each([
    {
      text: 'rehearsal: { databases: [{ instance: orders-life }] }',
      says: /:\d+: rehearsal\.databases\.0\.instance: is orders-life, and the plan has no such database; there is: orders-live/,
    },
    {
      text: 'rehearsal: { services: [{ service: shops }] }',
      says: /rehearsal\.services\.0\.service: is shops, and the plan has no such service; there is: shop/,
    },
    {
      text: 'rehearsal: { made: [{ step: shop, instance: orders-restored, from: orders-live }] }',
      says: /rehearsal\.made\.0\.step: is shop, and the plan has no such askOperator step; there is: restore/,
    },
    {
      text: 'rehearsal: { databases: [{ instance: orders-live, insert: INSERT INTO a VALUES ($1) }] }',
      says: /rehearsal\.databases\.0: give insert and read, or neither/,
    },
    {
      text: 'rehearsal: { databases: [{ instance: orders-live }, { instance: orders-live }] }',
      says: /rehearsal\.databases: say twice what orders-live holds/,
    },
  ])('is held to the plan: $text', ({ text, says }) => {
    expect(problemsOf(section(text)).join('\n')).toMatch(says);
  });
});
