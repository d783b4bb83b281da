import type { Identity } from '../identity/identity.ts';
import type { LambdaFunction } from '../lambda/lambda-function.ts';
import type { Random } from '../random.ts';

/** What a deployment asks of the simulated services; each is one small function, so that any of them can be a stand-in. */
type StackServices = Readonly<{
  identity: Pick<Identity, 'addRole' | 'putPolicy' | 'decide' | 'isAssumable'>;
  createFunction: (definition: LambdaFunction) => Promise<void> | void;
  createStateMachine: (machine: {
    name: string;
    arn: string;
    region: string;
    roleArn: string;
    /** JSON text, its placeholders filled. */
    definition: string;
  }) => Promise<unknown> | unknown;
  /** `properties` has CreateTable's own members: AttributeDefinitions, KeySchema, BillingMode, … */
  createTable: (table: {
    name: string;
    arn: string;
    region: string;
    properties: Readonly<Record<string, unknown>>;
  }) => Promise<unknown> | unknown;
  createTopic: (topic: { name: string; arn: string; region: string }) => Promise<unknown> | unknown;
  createBucket: (bucket: {
    name: string;
    region: string;
    isVersioned: boolean;
    publicRead: false;
  }) => Promise<unknown> | unknown;
}>;

/** The bundle of a function, by the function's logical id. `file` as it lies in the package. */
type CodeOf = (logicalId: string) => Promise<{ code: string; file: string }>;

export type StackContext = Readonly<{
  account: string;
  region: string;
  stackName: string;
  random: Random;
  services: StackServices;
  codeOf: CodeOf;
}>;
