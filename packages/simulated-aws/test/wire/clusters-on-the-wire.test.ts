import {
  CreateServiceCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const region = 'us-west-2';
const cluster = 'main';
const prefix = 'arn:aws:ecs:us-west-2:111122223333';
const startTask = async () => ({ stop: async () => undefined });
const startNothing = async () => {
  throw new Error('no such image');
};

let opened: OpenedAws;
let client: ECSClient;

const addService = (name: string) =>
  opened.aws.ecs.addService({ region, cluster, name, desired: 2, startTask, provisionSeconds: 10, stopSeconds: 5 });

beforeEach(async () => {
  opened = await openToOperators(region);
  client = new ECSClient(opened.settings);
  await addService('web');
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const pass = (seconds: number) => opened.clock.advance(seconds * 1000);
const update = (input: Partial<UpdateServiceCommandInput>) =>
  client.send(new UpdateServiceCommand({ cluster, service: 'web', ...input }));
const deployments = async () => {
  const { services = [] } = await client.send(new DescribeServicesCommand({ cluster, services: ['web'] }));
  return services[0]?.deployments ?? [];
};

describe('listings', () => {
  it('show clusters with what runs in them', async () => {
    expect((await client.send(new ListClustersCommand({}))).clusterArns).toEqual([`${prefix}:cluster/main`]);
    const { clusters, failures } = await client.send(new DescribeClustersCommand({ clusters: ['main', 'none'] }));
    expect(clusters).toMatchObject([
      { clusterName: 'main', status: 'ACTIVE', runningTasksCount: 2, activeServicesCount: 1 },
    ]);
    expect(failures).toEqual([{ arn: `${prefix}:cluster/none`, reason: 'MISSING' }]);
  });

  it('show services ten at a time', async () => {
    for (let index = 0; index < 10; index += 1) await addService(`more-${index}`);
    const first = await client.send(new ListServicesCommand({ cluster }));
    expect(first.serviceArns).toHaveLength(10);
    const rest = await client.send(new ListServicesCommand({ cluster, nextToken: first.nextToken }));
    expect(rest.serviceArns).toEqual([`${prefix}:service/main/more-9`]);
  });

  it('show task definitions by family and revision', async () => {
    for (let index = 0; index < 2; index += 1) opened.aws.ecs.addTaskDefinition({ region, family: 'web', startTask });
    opened.aws.ecs.addTaskDefinition({ region, family: 'api', startTask });
    const { taskDefinitionArns = [] } = await client.send(new ListTaskDefinitionsCommand({}));
    expect(taskDefinitionArns.map((arn) => arn.split('/')[1])).toEqual(['api:1', 'web:1', 'web:2', 'web:3']);
    const newest = await client.send(
      new ListTaskDefinitionsCommand({ familyPrefix: 'web', sort: 'DESC', maxResults: 1 }),
    );
    expect(newest.taskDefinitionArns).toEqual([`${prefix}:task-definition/web:3`]);
    expect((await client.send(new ListTaskDefinitionFamiliesCommand({}))).families).toEqual(['api', 'web']);
    const { taskDefinition } = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
    expect(taskDefinition).toMatchObject({ family: 'web', revision: 3, status: 'ACTIVE' });
  });
});

describe('a deployment', () => {
  it('that is forced is IN_PROGRESS until its tasks run, then COMPLETED and the only one', async () => {
    await update({ forceNewDeployment: true });
    expect((await deployments()).map(({ status, rolloutState }) => [status, rolloutState])).toEqual([
      ['PRIMARY', 'IN_PROGRESS'],
      ['ACTIVE', 'COMPLETED'],
    ]);
    await pass(60);
    expect(await deployments()).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'COMPLETED', rolloutStateReason: expect.stringMatching(/completed\.$/) },
    ]);
  });

  describe('of which no task starts', () => {
    let taskDefinition: string;
    beforeEach(() => {
      taskDefinition = opened.aws.ecs.addTaskDefinition({ region, family: 'web', startTask: startNothing }).arn;
    });
    const breaker = (rollback: boolean) => ({ deploymentCircuitBreaker: { enable: true, rollback } });

    it('stays IN_PROGRESS for ever without a circuit breaker', async () => {
      await update({ taskDefinition });
      await pass(600);
      expect(await deployments()).toMatchObject([
        { rolloutState: 'IN_PROGRESS', runningCount: 0 },
        { runningCount: 2 },
      ]);
    });

    it('has FAILED with one as soon as three tasks have failed, and starts no more', async () => {
      await update({ taskDefinition, deploymentConfiguration: breaker(false) });
      await pass(600);
      const [failed, old] = await deployments();
      expect(failed).toMatchObject({ rolloutState: 'FAILED', status: 'PRIMARY', failedTasks: 4, pendingCount: 0 });
      expect(old).toMatchObject({ runningCount: 2 });
    });

    it('gives way to the last one that completed, where a rollback is wished', async () => {
      const [before] = await deployments();
      await update({ taskDefinition, deploymentConfiguration: breaker(true) });
      await pass(600);
      expect(await deployments()).toMatchObject([{ id: before?.id, rolloutState: 'COMPLETED', runningCount: 2 }]);
      const { services = [] } = await client.send(new DescribeServicesCommand({ cluster, services: ['web'] }));
      expect(services[0]?.taskDefinition).toBe(before?.taskDefinition);
      expect(services[0]?.events?.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/rolling back to deployment ecs-svc/),
      );
    });
  });
});

it.each([
  ['ClusterNotFoundException', () => client.send(new ListServicesCommand({ cluster: 'none' }))],
  ['ClientException', () => client.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'none' }))],
  ['InvalidParameterException', () => client.send(new ListClustersCommand({ maxResults: 101 }))],
  ['NotSimulated', () => update({ deploymentConfiguration: { strategy: 'BLUE_GREEN' } })],
  ['NotSimulated', () => client.send(new CreateServiceCommand({ serviceName: 'new' }))],
])('a request is answered with %s', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});
