import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { isRestored, type RestoredVerification } from '../shared/contracts/verification/verification.ts';
import { copyPrefix, copyTags } from '../shared/domain/verification/copy-name.ts';
import { type Arn, arn, globalArn, type Named, named, plain, secretArn, uniqueArns } from './arn.ts';

/** A copy is known by the tag of its run, at its birth and at its end; a secret by the copy that RDS made it for. */
export const verificationConditions = {
  newCopies: { Null: { [`aws:RequestTag/${copyTags.run}`]: 'false' } },
  ownClusters: { Null: { [`aws:ResourceTag/${copyTags.run}`]: 'false' } },
  secretsOfClusters: {
    ArnLike: {
      'aws:ResourceTag/aws:rds:primaryDBClusterArn': {
        'Fn::Sub': `arn:\${AWS::Partition}:rds:*:\${AWS::AccountId}:cluster:${copyPrefix}*`,
      },
    },
  },
  ownCopies: { Null: { [`aws:ResourceTag/${copyTags.run}`]: 'false' } },
  // docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html: a grant that RDS asks for, and for RDS alone.
  grantsToRds: {
    Bool: { 'kms:GrantIsForAWSResource': 'true' },
    StringLike: { 'kms:ViaService': 'rds.*.amazonaws.com' },
  },
  secretsOfCopies: {
    ArnLike: {
      'aws:ResourceTag/aws:rds:primaryDBInstanceArn': {
        'Fn::Sub': `arn:\${AWS::Partition}:rds:*:\${AWS::AccountId}:db:${copyPrefix}*`,
      },
    },
  },
} as const;

/** What verifications may touch, by the plans. */
export function verificationArns(plans: readonly DeployedPlan[]) {
  const placed = restoredOf(plans);
  const clusters = ofClusters(plans, 'rds', named`cluster:${copyPrefix}*`);
  const copies = inRegions(plans, 'rds', named`db:${copyPrefix}*`);
  const ofInstances = inRegions(plans, 'secretsmanager', named`secret:rds!db-*`);
  const secretsOfClusters = ofClusters(plans, 'secretsmanager', named`secret:rds!cluster-*`);
  return {
    snapshots: uniqueArns([
      ...inRegions(plans, 'rds', named`snapshot:*`),
      ...inRegions(plans, 'rds', named`db:*`),
      ...ofClusters(plans, 'rds', named`cluster-snapshot:*`),
      ...ofClusters(plans, 'rds', named`cluster:*`),
    ]),
    newCopies: uniqueArns([...copies, ...clusters]),
    ownCopies: copies,
    restoreIngredients: uniqueArns(placed.flatMap(ingredients)),
    ownClusters: clusters,
    managedSecrets: uniqueArns([...ofInstances, ...secretsOfClusters]),
    secretsOfCopies: ofInstances,
    secretsOfClusters,
    manifestSecrets: uniqueArns(placed.flatMap(manifestSecrets)),
    ...keysOf(placed),
    ...foundArns(plans),
  };
}

/** The keys of a Region. A snapshot may be under one of another account, whose policy has to let the role in as well. */
export const keysIn = (region: string): Arn => ({ 'Fn::Sub': `arn:\${AWS::Partition}:kms:${plain(region)}:*:key/*` });

/** Those that copies are made under: as what they are made from. */
function keysOf(placed: readonly Placed[]) {
  const keys = uniqueArns(placed.map(({ region }) => keysIn(region)));
  return { keys, grantsToRds: keys };
}

type Placed = Readonly<{ plan: DeployedPlan; verification: RestoredVerification; region: string }>;

const restoredOf = (plans: readonly DeployedPlan[]): Placed[] =>
  plans.flatMap((plan) =>
    plan.restoreVerification
      .filter(isRestored)
      .map((verification) => ({ plan, verification, region: plan.regions[verification.region] })),
  );

const ofClusters = (plans: readonly DeployedPlan[], service: string, resource: Named): Arn[] =>
  uniqueArns(clusterRegions(plans).map((region) => arn(service, region, resource)));

/** Where a plan restores an Aurora cluster. */
const clusterRegions = (plans: readonly DeployedPlan[]): string[] =>
  restoredOf(plans).flatMap(({ verification, region }) => ('clusterSnapshot' in verification ? [region] : []));

/** In every Region where a plan restores, and there alone. */
const inRegions = (plans: readonly DeployedPlan[], service: string, resource: Named): Arn[] =>
  uniqueArns(restoredOf(plans).map(({ region }) => arn(service, region, resource)));

function ingredients(placed: Placed): Arn[] {
  const { subnetGroup, parameterGroup, clusterParameterGroup } = placed.verification.restore;
  const groups = [
    arn('rds', placed.region, named`subgrp:${subnetGroup}`),
    arn('rds', placed.region, named`pg:${parameterGroup}`),
  ];
  const ofCluster =
    clusterParameterGroup === undefined ? [] : [arn('rds', placed.region, named`cluster-pg:${clusterParameterGroup}`)];
  return [...sourceArns(placed), ...groups, ...ofCluster];
}

function sourceArns({ verification, region }: Placed): Arn[] {
  if ('instancePointInTime' in verification)
    return [arn('rds', region, named`db:${verification.instancePointInTime.instance}`)];
  const sort = 'clusterSnapshot' in verification ? 'cluster-snapshot' : 'snapshot';
  // A snapshot that another account shares has that account's ARN.
  return [{ 'Fn::Sub': `arn:\${AWS::Partition}:rds:${plain(region)}:*:${sort}:*` }];
}

function manifestSecrets({ plan, verification }: Placed): Arn[] {
  const { manifest } = verification.data;
  return manifest === undefined ? [] : [secretArn(plan.regions[manifest.region], manifest.secret)];
}

/** Of what is looked for and not restored. A cache's snapshots have names that nobody knows before. */
function foundArns(plans: readonly DeployedPlan[]) {
  const all = plans.flatMap((plan) => plan.restoreVerification.map((verification) => ({ plan, verification })));
  return {
    volumeSnapshots: all.some(({ verification }) => 'volumeSnapshots' in verification) ? ['*'] : [],
    backupBuckets: uniqueArns(
      all.flatMap(({ verification }) =>
        'backupObjects' in verification ? [globalArn('s3', named`${verification.backupObjects.bucket}`)] : [],
      ),
    ),
    cacheSnapshots: uniqueArns(
      all.flatMap(({ plan, verification }) =>
        'cacheSnapshot' in verification
          ? [arn('elasticache', plan.regions[verification.region], named`snapshot:*`)]
          : [],
      ),
    ),
  };
}

/** No other statement, in this policy or a later one, may let the role delete what is no copy. */
export const denials = (actions: readonly string[], copies: readonly Arn[]) => [
  { Effect: 'Deny', Action: actions, NotResource: copies },
  {
    Effect: 'Deny',
    Action: actions,
    Resource: '*',
    Condition: { Null: { [`aws:ResourceTag/${copyTags.run}`]: 'true' } },
  },
];
