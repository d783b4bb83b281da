import type { SimulatedAws } from 'simulated-aws';
import type { Stack } from 'simulated-aws/cloudformation/deploy.ts';
import { deployTemplate } from 'simulated-aws/cloudformation/deploy-template.ts';
import { detectorRegions } from '../deployment/detector-regions.ts';
import { functionKey } from '../deployment/function-file.ts';
import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { layVpcs } from './landscape/build/vpcs.ts';
import { type PackagedStack, packageDetector } from './packaging/package-stack.ts';

export type DeployedStack = Stack &
  Readonly<{
    recoverArn: string;
    verifyArn: string;
    topicArn: string;
    recordsBucket: string;
    ledgerTable: string;
    controlTable: string;
  }>;

/** Deploys the packaged template, as it is, into the simulated Region. */
export async function deployStack(aws: SimulatedAws, packaged: PackagedStack, region: string): Promise<DeployedStack> {
  const { template, tags } = packaged;
  layVpcs(aws);
  const codeOf = async (logicalId: string) => packaged.codeOf(keyOf(logicalId));
  const stack = await deployTemplate(aws, { region, stackName: 'lifeboat-dev', template, tags, codeOf });
  const idOf = (logicalId: string): string => {
    const resource = stack.resources.get(logicalId);
    if (resource === undefined) throw new Error(`the template has no ${logicalId}`);
    return resource.physicalId;
  };
  return {
    ...stack,
    recoverArn: idOf('RecoverMachine'),
    verifyArn: idOf('VerifyRestoresMachine'),
    topicArn: idOf('Notices'),
    recordsBucket: idOf('Records'),
    ledgerTable: idOf('LedgerTable'),
    controlTable: idOf('ControlTable'),
  };
}

/** PromoteReplicaLambdaFunction, as the framework calls it → promoteReplica, as its bundle is called. */
function keyOf(logicalId: string): string {
  const name = logicalId.replace(/LambdaFunction$/, '');
  return functionKey(`${name[0]?.toLowerCase()}${name.slice(1)}`);
}

/** `repackage`: another one than the sources make. */
type DetectorSettings = Readonly<{
  folder?: string | undefined;
  repackage?: (packaged: PackagedStack) => PackagedStack;
}>;

/** The detector of every Region that a plan needs one in, packaged and deployed. */
export async function deployDetectors(
  aws: SimulatedAws,
  plan: DeployedPlan,
  { folder, repackage = (same) => same }: DetectorSettings = {},
): Promise<void> {
  for (const region of detectorRegions(plan))
    await deployDetector(aws, repackage(await packageDetector(region, folder)), region);
}

/** Deploys the detector into the Region whose alarms it forwards, and whose copies it looks at. */
const deployDetector = (aws: SimulatedAws, { template, tags, codeOf }: PackagedStack, region: string): Promise<Stack> =>
  deployTemplate(aws, {
    ...{ region, stackName: 'lifeboat-detector-dev', template, tags },
    codeOf: async (logicalId) => codeOf(keyOf(logicalId)),
  });
