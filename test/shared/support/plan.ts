import { RunbookName, StepId } from '../../../shared/contracts/fields.ts';
import type { Fact, FactOf } from '../../../shared/contracts/ledger-entry.ts';
import { type DeployedPlan, Plan, type Runbook } from '../../../shared/contracts/plan.ts';

type Given = Readonly<Record<string, unknown>>;

const database = { instance: 'orders-replica', region: 'standby', secret: 'reader', database: 'orders' };

/** Steps as they stand in a plan's file, by a name that says what they are for. */
export const given = {
  promote: { id: 'database', promoteReplica: { ...database, maxLag: '5m', backupRetentionDays: 7 } },
  fence: {
    id: 'fence',
    fenceDatabase: {
      instance: 'orders-prod',
      region: 'primary',
      closedSecurityGroup: 'sg-0123456789abcdef0',
      ifUnreachable: 'proceed',
    },
  },
  scale: { id: 'tasks', scaleService: { cluster: 'orders', service: 'api', region: 'standby', desired: 2 } },
  check: { id: 'health', checkEndpoint: { url: 'https://orders.example.com/health' } },
  ask: { id: 'call', askOperator: { question: 'Has the partner been told?', timeout: '15m' } },
} as const;

export const planOf = (stages: Readonly<Record<string, readonly Given[]>>, change: Given = {}): DeployedPlan => ({
  ...Plan.parse({
    plan: 'orders',
    regions: { primary: 'us-west-2', standby: 'us-east-1' },
    objectives: { rto: '30m', rpo: '5m' },
    detection: { signals: [{ probe: 'https://orders.example.com/health' }] },
    response: { mode: 'approval', runbook: 'failover', holdDown: '1h', approvalTimeout: '30m' },
    runbooks: {
      failover: { kind: 'failover', stages: Object.entries(stages).map(([name, steps]) => ({ name, steps })) },
    },
    ...change,
  }),
  hash: 'hash-of-orders',
});

export const failover = (plan: DeployedPlan): Runbook => {
  const runbook = plan.runbooks[RunbookName.parse('failover')];
  if (runbook === undefined) throw new Error('the plan of the test has no runbook failover');
  return runbook;
};

export const stepId = (name: string): StepId => StepId.parse(name);

export const openedFor = (plan: DeployedPlan, change: Partial<FactOf<'runOpened'>> = {}): FactOf<'runOpened'> => ({
  type: 'runOpened',
  plan: plan.plan,
  planHash: plan.hash,
  runbook: plan.response.runbook,
  occasion: 'incident',
  dryRun: false,
  mode: plan.response.mode,
  reason: 'the Region is silent',
  detectedAt: '2026-01-05T03:00:00.000Z',
  acceptDataLoss: false,
  epoch: 1,
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:lifeboat-dev-recover:run-1',
  ...change,
});

/** What stands in the ledger of a run that nobody has to be asked about, and that has come to the last stage of its runbook. */
export const letGo = (plan: DeployedPlan): Fact[] => [
  { type: 'decided', verdict: 'proceed', reason: 'automatic', evidence: {} },
  ...failover(plan).stages.map(({ name, steps }): Fact => {
    return { type: 'stageChosen', stage: name, steps: steps.map(({ id }) => id), wide: false };
  }),
];
