import type { Call, Principal } from '../call.ts';
import type { ConditionKeys } from './condition-keys.ts';

/**
 * Services that still say for whose resource they come in the older way, by which the policy that SNS gives a topic lets them in:
 * docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html. EventBridge does not.
 */
const sayingOwner = ['cloudwatch.amazonaws.com'];

/**
 * Global condition keys of a request: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html. Those not here
 * are not known and refused by name: addresses, VPCs, organisations, multi-factor authentication, tokens, calls on behalf.
 */
type About = Readonly<{
  account: string;
  region: string;
  /** ms. */
  now?: number | undefined;
  principalTags?: Readonly<Record<string, string>>;
}>;

export const globalKeys = ({ principal }: Pick<Call, 'principal'>, about: About): ConditionKeys => ({
  'aws:requestedregion': [about.region],
  // The wire carries no TLS; that it is taken for one is the simulation's promise.
  'aws:securetransport': ['true'],
  ...ofTime(about.now),
  ...ofService(principal, about.account),
  ...ofRole(principal, about),
});

const ofTime = (now: number | undefined): ConditionKeys =>
  now === undefined
    ? {}
    : { 'aws:currenttime': [new Date(now).toISOString()], 'aws:epochtime': [String(Math.floor(now / 1000))] };

/** Set when a service calls on its own behalf, against confused deputies; a role's own call does not carry them. */
function ofService(principal: Principal, account: string): ConditionKeys {
  const isService = principal.kind === 'service' && principal.service.endsWith('.amazonaws.com');
  const { service = '', sourceArn } = principal.kind === 'service' ? principal : {};
  return {
    'aws:sourceaccount': isService ? [account] : [],
    'aws:sourcearn': isService && sourceArn !== undefined ? [sourceArn] : [],
    'aws:sourceowner': sayingOwner.includes(service) ? [account] : [],
    'aws:principalisawsservice': [String(isService)],
    'aws:principalservicename': isService ? [service] : [],
  };
}

function ofRole(principal: Principal, { account, principalTags }: About): ConditionKeys {
  const isRole = principal.kind === 'role';
  return {
    'aws:principalaccount': isRole ? [account] : [],
    'aws:principalarn': isRole ? [principal.role] : [],
    'aws:principaltype': isRole ? ['AssumedRole'] : [],
    // docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
    'lambda:sourcefunctionarn':
      isRole && principal.sourceFunctionArn !== undefined ? [principal.sourceFunctionArn] : [],
    // Users have one, sessions of a role have none.
    'aws:username': [],
    ...ofTags(principalTags),
  };
}

const ofTags = (tags: Readonly<Record<string, string>> = {}): ConditionKeys => ({
  'aws:principaltag/': [],
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, [value]])),
});
