import { operate } from 'simulated-aws/operate.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Scene, setScene } from '../support/virtual-run.ts';

const Described = z.object({
  Stacks: z
    .array(
      z.object({
        Outputs: z.array(
          z.object({ OutputKey: z.string(), OutputValue: z.string(), Description: z.string().optional() }),
        ),
        Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
      }),
    )
    .length(1),
});

let scene: Scene;
/** Output → its value. */
let outputs: ReadonlyMap<string, string>;
let described: z.output<typeof Described>['Stacks'][number] | undefined;

beforeAll(async () => {
  scene = await setScene();
  const input = { StackName: 'lifeboat-dev' };
  const ask = { service: 'cloudformation', operation: 'DescribeStacks', region: scene.standby, input };
  [described] = Described.parse(await operate(scene.aws, ask)).Stacks;
  outputs = new Map(described?.Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
});

/** Physical ids of the resources of a type. */
const idsOf = (type: string): string[] =>
  [...scene.stack.resources.values()].filter((one) => one.type === type).map(({ physicalId }) => physicalId);

/** The framework's own, which its deployments need. */
const isOfTheFramework = (key: string): boolean => key === 'ServerlessDeploymentBucketName';

describe('one look at the stack', () => {
  it('finds the tables, the bucket, the topic and the dead letters', () => {
    const { controlTable, ledgerTable, recordsBucket, topicArn } = scene.stack;
    expect(Object.fromEntries(outputs)).toMatchObject({
      ControlTableName: controlTable,
      LedgerTableName: ledgerTable,
      RecordsBucketName: recordsBucket,
      NoticesTopicArn: topicArn,
      DeadLettersUrl: idsOf('AWS::SQS::Queue')[0],
    });
  });

  it.each(['AWS::StepFunctions::StateMachine', 'AWS::IAM::ManagedPolicy'])('finds every %s', (type) => {
    const found = idsOf(type);
    expect(found.length).toBeGreaterThanOrEqual(4);
    for (const id of found) expect([...outputs.values()]).toContain(id);
  });

  it('has links to the console that name what they lead to, in the Region of the stack', () => {
    const links = [...outputs].filter(([key]) => key.endsWith('Console')).map(([, link]) => new URL(link));
    expect(links).toHaveLength(4);
    for (const { hostname } of links) expect(hostname).toBe(`${scene.standby}.console.aws.amazon.com`);
    const { controlTable, recordsBucket, recoverArn, verifyArn } = scene.stack;
    expect(links.map(({ hash, pathname, search }) => `${pathname}${search}${hash}`).toSorted()).toEqual([
      `/dynamodbv2/home?region=${scene.standby}#item-explorer?table=${controlTable}`,
      `/s3/buckets/${recordsBucket}?region=${scene.standby}&prefix=runs/`,
      `/states/home?region=${scene.standby}#/statemachines/view/${recoverArn}`,
      `/states/home?region=${scene.standby}#/statemachines/view/${verifyArn}`,
    ]);
  });

  it('says of each what it is for', () => {
    const silent = described?.Outputs.filter(({ Description = '' }) => Description === '');
    expect(silent?.map(({ OutputKey }) => OutputKey).filter((key) => !isOfTheFramework(key))).toEqual([]);
  });
});

describe('the tags of the stack', () => {
  const tags = { STAGE: 'dev', service: 'lifeboat', owner: 'lifeboat' };

  it('say which stage it is, of what, and whom to ask', () => {
    expect(Object.fromEntries(described?.Tags.map(({ Key, Value }) => [Key, Value]) ?? [])).toEqual(tags);
  });

  it('are on each of its roles and machines', async () => {
    const { identity } = scene.aws;
    const roles = identity.roleArns().filter((arn) => arn.includes(':role/lifeboat-dev-'));
    expect(roles.length).toBeGreaterThan(40);
    for (const role of roles) expect(identity.tagsOf(role), role).toEqual(tags);
    for (const resourceArn of idsOf('AWS::StepFunctions::StateMachine')) {
      const ask = {
        service: 'states',
        operation: 'ListTagsForResource',
        region: scene.standby,
        input: { resourceArn },
      };
      const shown = z
        .object({ tags: z.array(z.object({ key: z.string(), value: z.string() })) })
        .parse(await operate(scene.aws, ask));
      expect(Object.fromEntries(shown.tags.map(({ key, value }) => [key, value])), resourceArn).toEqual(tags);
    }
  });
});
