import { operate } from 'simulated-aws/operate.ts';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { replicaId } from '../rehearsal/scene-tools.ts';
import { executionsOf } from '../support/settling.ts';
import type { Scene } from '../support/virtual-run.ts';
import { readEntries } from './read-entries.ts';
import type { Hub } from './recorder.ts';

/** What each function may change of the plan's, besides the stack's own account. */
const allowed: Readonly<Record<string, RegExp>> = {
  fenceDatabase: /^rds:(?:ModifyDBInstance|RebootDBInstance)$/,
  promoteReplica: /^rds:PromoteReadReplica$/,
  updateConfiguration: /^secretsmanager:PutSecretValue$/,
  scaleService: /^ecs:UpdateService$/,
  redeployService: /^ecs:UpdateService$/,
  switchDns: /^(?:s3:PutObject|route53:ChangeResourceRecordSets)$/,
  restoreDatabase:
    /^rds:(?:RestoreDBInstanceFromDBSnapshot|RestoreDBInstanceToPointInTime|AddTagsToResource|ModifyDBInstance)$/,
  discardRestore: /^rds:DeleteDBInstance$/,
};

const isRead = /^(?:Describe|Get|Head|List|BatchGet|Lookup)/;
const own = /^(?:dynamodb|sns|states|lambda|sts|logs|kms|monitoring)$/;
/** Records, metrics, events: where the stack writes about itself. */
const account = /^(?:record|notify|close|probe|watch|weigh|list)/;

const functionIn = (principal: string): string => principal.replace('lifeboat-dev-', '');

/** Watches a scene for what must never happen, whatever strikes. */
export const watchSafety = (scene: Scene, hub: Hub) => {
  const wrong = new Set<string>();
  let promotions = 0;
  const isPromoted = (): boolean => {
    const { ReadReplicaSourceDBInstanceIdentifier: source } = scene.aws.rds.inspect({
      region: scene.standby,
      id: replicaId,
    });
    return source === undefined;
  };
  const onCall = ({ service, operation, principal, error }: Extract<WorldEvent, { kind: 'call' }>): void => {
    const name = functionIn(principal);
    if (!principal.startsWith('lifeboat-dev-') || own.test(service) || isRead.test(operation) || account.test(name))
      return;
    const what = `${service}:${operation}`;
    if (allowed[name]?.test(what) !== true) wrong.add(`${name} called ${what}`);
    if (name === 'switchDns' && error === undefined && !isPromoted())
      wrong.add('traffic was moved before the promotion');
  };
  hub.listen((event) => {
    if (event.kind === 'call') onCall(event);
    if (event.kind !== 'resource' || event.resource !== replicaId || event.status !== 'rebooting') return;
    promotions += 1;
    if (promotions > 1) wrong.add(`promoted ${promotions} times`);
  });
  return (): string[] => [...wrong];
};

const proofs = new Set(['checkData', 'checkEndpoint']);

/** In each run the first order to move traffic comes after every proof that stands before it in the runbook. */
export const trafficBeforeProof = async (scene: Scene): Promise<string[]> => {
  const wrong: string[] = [];
  for (const { name: runId } of executionsOf(scene, 'recover')) {
    const entries = await readEntries(scene, runId);
    const doneAt = (stepId: string): string =>
      entries.find(({ stream, fact }) => stream === `step:${stepId}` && fact.type === 'stepDone')?.at ?? '9999';
    const opened = entries.find(({ fact }) => fact.type === 'runOpened')?.fact;
    const runbook = opened?.type === 'runOpened' ? scene.plan.runbooks[opened.runbook] : undefined;
    const stages = runbook?.stages ?? [];
    const index = stages.findIndex(({ steps }) => steps.some((step) => 'switchDns' in step));
    const switched = stages[index]?.steps.find((step) => 'switchDns' in step)?.id;
    const movedAt = entries.find(({ stream, fact }) => stream === `step:${switched}` && fact.type === 'intent')?.at;
    if (movedAt === undefined) continue;
    const before = stages
      .slice(0, index)
      .flatMap(({ steps }) => steps)
      .filter((step) => Object.keys(step).some((key) => proofs.has(key)));
    wrong.push(
      ...before
        .filter(({ id }) => doneAt(id) > movedAt)
        .map(({ id }) => `${runId}: traffic was moved before ${id} was done`),
    );
  }
  return wrong;
};

/** Names of the plan's databases and what serves in the primary Region: nothing of it may change. */
export const standingIn = async (scene: Scene): Promise<string> => {
  const { aws, clock, plan } = scene;
  const names = Object.values(plan.regions).map((region) =>
    aws.rds
      .inspectAll(region)
      .map(({ DBInstanceIdentifier = '', DBInstanceClass = '' }) => `${DBInstanceIdentifier} ${DBInstanceClass}`)
      .filter((name) => !name.startsWith('lifeboat-verify-'))
      .toSorted(),
  );
  const input = { cluster: 'shielda', services: ['control-plane'] };
  const call = { service: 'ecs', region: plan.regions.primary, operation: 'DescribeServices', input };
  const { services } = aws.network.isCut(plan.regions.primary)
    ? { services: [] }
    : await clock.runUntil(operate(aws, call));
  const counts = (Array.isArray(services) ? services : []).map((one: unknown) =>
    typeof one === 'object' && one !== null && 'desiredCount' in one ? Number(one.desiredCount) : 0,
  );
  return JSON.stringify([names, counts]);
};
