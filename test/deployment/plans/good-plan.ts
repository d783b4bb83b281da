import { Plan } from '../../../shared/contracts/plan.ts';

type Step = Readonly<Record<string, unknown>>;
type Change = Readonly<Record<string, unknown>>;

const reader = { secret: 'orders/reader', database: 'orders' };
const checks = [{ name: 'orders', sql: 'SELECT count(*) FROM orders', atLeast: 1 }];
const replica = { instance: 'orders-replica', region: 'standby' };
const standbyHost = 'orders-dr.us-east-1.elb.amazonaws.com';

/** Steps of a failover that is as it should be, as they stand in a plan's file. */
export const fence = {
  id: 'old',
  fenceDatabase: {
    ...{ instance: 'orders-prod', region: 'primary', ifUnreachable: 'proceed' },
    closedSecurityGroup: 'sg-0123456789abcdef0',
  },
};
export const promote = { id: 'data', promoteReplica: { ...replica, ...reader, maxLag: '5m', backupRetentionDays: 7 } };
export const configure = {
  id: 'host',
  updateConfiguration: {
    region: 'standby',
    target: { secret: 'orders/database', key: 'host' },
    value: { endpointOf: 'orders-replica' },
  },
};
export const scale = {
  id: 'tasks',
  scaleService: { cluster: 'orders', service: 'api', region: 'standby', desired: 2 },
};
export const count = { id: 'rows', checkData: { ...replica, ...reader, checks } };
export const health = { id: 'health', checkEndpoint: { url: `https://${standbyHost}/health` } };
export const dns = {
  id: 'dns',
  switchDns: {
    ...{ strategy: 'health', zone: 'Z0123456789', name: 'orders.example.com', expect: standbyHost, ttl: '30s' },
    healthCheck: '5e1da000-0001-4000-8000-000000000001',
    switch: { bucket: 'orders-switch', key: 'lost', region: 'standby' },
  },
};
export const service = { id: 'service', checkEndpoint: { url: 'https://orders.example.com/health' } };

/** The same by a record that is rewritten. */
export const record = {
  id: 'dns',
  switchDns: {
    ...{ strategy: 'records', zone: 'Z0123456789', name: 'orders.example.com' },
    from: { cname: 'orders.us-west-2.elb.amazonaws.com', ttl: '30s' },
    to: { cname: standbyHost, ttl: '30s' },
  },
};

export const ask = { id: 'restore', askOperator: { question: 'Has it been restored?', timeout: '3h' } };

/** A step with other settings; of its kind, where it has them there. */
export const having = (step: Step, change: Change): Step => {
  const [kind = ''] = Object.keys(step).filter((key) => key !== 'id' && typeof step[key] === 'object');
  const spec: unknown = step[kind];
  return { ...step, [kind]: { ...(typeof spec === 'object' ? spec : {}), ...change } };
};
export const optional = (step: Step): Step => ({ ...step, required: false });

export const stages = {
  fence: [fence],
  data: [promote],
  configuration: [configure],
  application: [scale],
  proof: [count, health],
  traffic: [dns],
  service: [service],
} as const;

type Stages = Readonly<Record<string, readonly Step[]>>;

export const runbookOf = (given: Stages, kind = 'failover') => ({
  kind,
  stages: Object.entries(given).map(([name, steps]) => ({ name, steps })),
});

export const signals = {
  probe: { probe: 'https://orders.example.com/health' },
  healthCheck: {
    ...{ healthCheck: '5e1da000-0002-4000-8000-000000000002', host: 'orders.example.com', alarm: 'orders-health' },
  },
  alarm: {
    alarm: 'orders-5xx',
    watches: {
      namespace: 'AWS/ApplicationELB',
      metric: 'HTTPCode_Target_5XX_Count',
      dimensions: { LoadBalancer: 'a' },
    },
  },
} as const;

const verification = {
  ...{ id: 'database', region: 'primary', maxAge: '26h' },
  instanceSnapshot: { instance: 'orders-prod', types: ['automated'] },
  restore: {
    ...{ instanceClass: 'db.t4g.medium', subnetGroup: 'isolated', securityGroups: ['sg-0150a7ed0'] },
    ...{ parameterGroup: 'postgres18', within: '30m' },
  },
  data: { database: 'orders', reader: 'lifeboat_reader', checks },
};

/** As a plan file has it: nothing is wrong with it and nothing unwise in it. */
export const goodPlan = {
  plan: 'orders',
  regions: { primary: 'us-west-2', standby: 'us-east-1' },
  objectives: { rto: '30m', rpo: '5m' },
  detection: { quorum: 2, dwell: '30s', signals: [signals.healthCheck, signals.probe, signals.alarm] },
  response: { mode: 'approval', runbook: 'failover', holdDown: '1h', approvalTimeout: '30m', contacts: ['Ada'] },
  runbooks: { failover: runbookOf(stages) },
  restoreVerification: [verification],
} as const;

const pins = [
  { instance: 'orders-prod', region: 'primary', resourceId: 'db-ORDERSPRODORDERSPRODORDERSP' },
  { instance: 'orders-replica', region: 'standby', resourceId: 'db-REPLICAOFORDERSREPLICAOFOR' },
];

/** What the plan names is pinned, and nothing else is. */
const pinsOf = (plan: object) => {
  const text = JSON.stringify(plan);
  return { databases: pins.filter(({ instance }) => text.includes(`"${instance}"`)) };
};

export const planWith = (change: Change = {}): Plan => {
  const plan = { ...goodPlan, ...change };
  return Plan.parse({ pins: pinsOf(plan), ...plan });
};

/** The plan with other stages in its failover. */
export const moving = (given: Stages, kind?: string): Plan =>
  planWith({ runbooks: { failover: runbookOf(given, kind) } });
