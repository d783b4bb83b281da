import { type FunctionFile, readFunctions } from '../../deployment/function-file.ts';
import { roleName } from '../../deployment/roles.ts';
import type { Side } from '../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { PlanStep } from '../../shared/contracts/step-kind.ts';
import { kindOf } from '../../shared/contracts/step-kind.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';

/*
 * What a role may touch, told from the plan itself and from what its function asks for, without the code that makes the policies.
 */

const account = '111122223333';

const secret = (region: string, name: string): string =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;

const database = (region: string, name: string): string => `arn:aws:rds:${region}:${account}:db:${name}`;

type Service = Readonly<{ region: Side; cluster: string; service: string }>;
const ecsService = ({ region, cluster, service }: Service, at: (side: Side) => string) => ({
  ecsService: [`arn:aws:ecs:${at(region)}:${account}:service/${cluster}/${service}`],
});

/** The things that a step names, by what function.yml calls them. */
const thingsOf = (step: PlanStep, at: (side: Side) => string): Record<string, string[]> => {
  if ('promoteReplica' in step) {
    const { region, instance, secret: name } = step.promoteReplica;
    return { database: [database(at(region), instance)], secret: [secret(at(region), name)] };
  }
  if ('fenceDatabase' in step)
    return { database: [database(at(step.fenceDatabase.region), step.fenceDatabase.instance)] };
  if ('checkData' in step) {
    const { region, instance, secret: name } = step.checkData;
    return { database: [database(at(region), instance)], secret: [secret(at(region), name)] };
  }
  if ('updateConfiguration' in step) {
    const { region, target } = step.updateConfiguration;
    if ('secret' in target) return { secret: [secret(at(region), target.secret)] };
    return { parameter: [`arn:aws:ssm:${at(region)}:${account}:parameter${target.parameter}`] };
  }
  if ('scaleService' in step) return ecsService(step.scaleService, at);
  if ('redeployService' in step) return ecsService(step.redeployService, at);
  if ('switchDns' in step && step.switchDns.strategy === 'health') {
    const { bucket, key } = step.switchDns.switch;
    return { switchObject: [`arn:aws:s3:::${bucket}/${key}`] };
  }
  return {};
};

type Named = Readonly<{ kind: string; sort: string; arn: string }>;

/** Everything that the steps of a plan name. */
export const namedBy = ({ runbooks, regions }: DeployedPlan): Named[] =>
  Object.values(runbooks)
    .flatMap(({ stages }) => stages.flatMap(({ steps }) => steps))
    .flatMap((step) =>
      Object.entries(thingsOf(step, (side) => regions[side])).flatMap(([sort, arns]) =>
        arns.map((arn) => ({ kind: kindOf(step), sort, arn })),
      ),
    );

const manifestSecrets = ({ restoreVerification, regions }: DeployedPlan): string[] =>
  restoreVerification.filter(isRestored).flatMap(({ data: { manifest } }) => {
    return manifest === undefined ? [] : [secret(regions[manifest.region], manifest.secret)];
  });

/** ARNs that the function may do `action` with; those of the stack itself are not among them. */
const ownOf = ({ permissions }: FunctionFile, action: string, plan: DeployedPlan): string[] =>
  permissions
    .filter(({ actions }) => actions.includes(action))
    .flatMap(({ on }) => {
      if (on === 'manifestSecrets') return manifestSecrets(plan);
      if (typeof on === 'string') return [];
      const kinds = [on.of].flat();
      return namedBy(plan).flatMap(({ kind, sort, arn }) => (sort === on.planned && kinds.includes(kind) ? [arn] : []));
    });

const files = new Map(readFunctions().map((file) => [roleName(file.folder), file]));

const fileOf = (role: string): FunctionFile | undefined => files.get(role);

/** Of a role that is no function's: nothing that a plan names. */
export const ownOfRole = (role: string, action: string, plan: DeployedPlan): string[] => {
  const file = fileOf(role);
  return file === undefined ? [] : ownOf(file, action, plan);
};

/** Beginnings of keys of the control table that the role may do `action` with. */
export const itemsOfRole = (role: string, action: string): string[] =>
  (fileOf(role)?.permissions ?? [])
    .filter(({ on, actions }) => on === 'controlTable' && actions.includes(action))
    .flatMap(({ keys = [] }) => keys);

export const mayAppend = (role: string): boolean =>
  (fileOf(role)?.permissions ?? []).some(
    ({ on, actions }) => on === 'ledgerTable' && actions.includes('dynamodb:PutItem'),
  );
