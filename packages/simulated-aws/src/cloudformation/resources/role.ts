import * as z from 'zod';
import { defined } from '../../defined.ts';
import { generatedName, propertiesOf, type ResourceHandler, TagList, tagsOf } from '../resource-handler.ts';

const InlinePolicy = z.strictObject({ PolicyName: z.string(), PolicyDocument: z.unknown() });

const longestName = 64;

/** Managed policies and permission boundaries are refused: their text is not in the template. */
const Role = z.strictObject({
  RoleName: z.string().optional(),
  Path: z.string().optional(),
  Description: z.unknown().optional(),
  MaxSessionDuration: z.unknown().optional(),
  Tags: TagList,
  AssumeRolePolicyDocument: z.unknown().optional(),
  Policies: z.array(InlinePolicy).default([]),
});

/** Attached to nothing here, or to roles of the stack; users and groups are refused. */
const ManagedPolicy = z.strictObject({
  ManagedPolicyName: z.string().optional(),
  Description: z.unknown().optional(),
  Path: z.string().optional(),
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()).default([]),
});

const Policy = z.strictObject({
  PolicyName: z.string(),
  PolicyDocument: z.unknown().optional(),
  Roles: z.array(z.string()).min(1),
});

export const createRole: ResourceHandler = async (request) => {
  const properties = propertiesOf(Role, request);
  const name = properties.RoleName ?? generatedName(request, longestName);
  const arn = request.context.services.identity.addRole({
    name,
    ...defined({ path: properties.Path }),
    trust: properties.AssumeRolePolicyDocument,
    tags: tagsOf(properties.Tags, request),
    policies: properties.Policies.map((one) => ({ name: one.PolicyName, document: one.PolicyDocument })),
  });
  return {
    physicalId: name,
    attributes: { Arn: arn, RoleId: `AROA${request.context.random.hex(17).toUpperCase()}` },
  };
};

export const createManagedPolicy: ResourceHandler = async (request) => {
  const properties = propertiesOf(ManagedPolicy, request);
  const { identity } = request.context.services;
  const name = properties.ManagedPolicyName ?? generatedName(request);
  const arn = identity.addManagedPolicy({ name, path: properties.Path ?? '/', document: properties.PolicyDocument });
  for (const role of properties.Roles) identity.attachPolicy(role, arn);
  return { physicalId: arn, attributes: { PolicyArn: arn } };
};

export const createPolicy: ResourceHandler = async (request) => {
  const { PolicyName, PolicyDocument, Roles } = propertiesOf(Policy, request);
  for (const role of Roles) request.context.services.identity.putPolicy(role, PolicyName, PolicyDocument);
  return { physicalId: generatedName(request), attributes: {} };
};
