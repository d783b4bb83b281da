import { notSimulated } from '../call.ts';
import type { ConditionKeys } from './condition-keys.ts';
import { holds } from './conditions.ts';
import type { TrustStatement } from './policy.ts';

/** Whether the role's trust policy lets this service assume it. Other kinds of principals play no part here. */
export function isServiceTrusted(statements: readonly TrustStatement[], service: string, keys: ConditionKeys): boolean {
  if (statements.some(({ Effect }) => Effect === 'Deny')) throw notSimulated('Deny in a trust policy');
  return statements.some(
    ({ Principal, Action, Condition }) =>
      (Principal.Service ?? []).includes(service) && Action.some(isAssumeRole) && holds(Condition, keys),
  );
}

const isAssumeRole = (action: string) =>
  action.toLowerCase() === 'sts:assumerole' || action === '*' || action === 'sts:*';
