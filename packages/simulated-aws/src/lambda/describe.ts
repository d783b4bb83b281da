import { createHash } from 'node:crypto';
import type {
  FunctionConfiguration,
  GetFunctionConcurrencyRequest,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import { AwsFault, type Call } from '../call.ts';
import { defined } from '../defined.ts';
import { pageOf } from '../services/page.ts';
import type { createFunctions, Deployed } from './functions.ts';

const largestPage = 50;

/** What one sees of functions without invoking them. */
export const createDescribe = (functions: Pick<ReturnType<typeof createFunctions>, 'find' | 'all'>) => ({
  ListFunctions: (input: ListFunctionsRequest, { region }: Call): ListFunctionsResponse => {
    const here = functions.all().filter((one) => one.function.region === region);
    const page = pageOf(here, Math.min(input.MaxItems ?? largestPage, largestPage), input.Marker);
    if (page === undefined) throw new AwsFault('InvalidParameterValueException', 'Invalid marker.');
    return { Functions: page.items.map(listed), ...defined({ NextMarker: page.next }) };
  },
  GetFunction: (input: GetFunctionRequest, { region }: Call): GetFunctionResponse => {
    const found = functions.find(input.FunctionName, region);
    const { reservedConcurrency } = found.function;
    return {
      Configuration: configurationOf(found),
      Code: { RepositoryType: 'S3' },
      ...(reservedConcurrency === undefined ? {} : { Concurrency: concurrencyOf(found) }),
    };
  },
  GetFunctionConfiguration: (input: GetFunctionConfigurationRequest, { region }: Call) =>
    configurationOf(functions.find(input.FunctionName, region)),
  GetFunctionConcurrency: (input: GetFunctionConcurrencyRequest, { region }: Call) =>
    concurrencyOf(functions.find(input.FunctionName, region)),
});

/** A listing tells nothing of states: docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
const listed = ({ function: deployed, vpc, deployedAt }: Deployed) => ({
  FunctionName: deployed.name,
  FunctionArn: deployed.arn,
  Runtime: deployed.runtime === 'nodejs22.x' ? ('nodejs22.x' as const) : ('nodejs24.x' as const),
  Role: deployed.roleArn,
  Handler: deployed.handler,
  CodeSize: Buffer.byteLength(deployed.code),
  CodeSha256: createHash('sha256').update(deployed.code).digest('base64'),
  Timeout: deployed.timeoutSeconds,
  MemorySize: deployed.memorySize,
  LastModified: new Date(deployedAt).toISOString().replace('Z', '+0000'),
  Version: '$LATEST',
  Environment: { Variables: { ...deployed.environment } },
  PackageType: 'Zip' as const,
  ...(vpc === undefined ? {} : { VpcConfig: shownVpc(deployed, vpc.id) }),
  ...(deployed.deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: deployed.deadLetterArn } }),
});

const shownVpc = ({ vpcConfig }: Deployed['function'], VpcId: string) => ({
  SubnetIds: [...(vpcConfig?.subnetIds ?? [])],
  SecurityGroupIds: [...(vpcConfig?.securityGroupIds ?? [])],
  ...{ VpcId, Ipv6AllowedForDualStack: false },
});

const configurationOf = (deployed: Deployed): FunctionConfiguration => ({
  ...listed(deployed),
  State: 'Active',
  LastUpdateStatus: 'Successful',
});

const concurrencyOf = ({ function: { reservedConcurrency } }: Deployed) =>
  defined({ ReservedConcurrentExecutions: reservedConcurrency });
