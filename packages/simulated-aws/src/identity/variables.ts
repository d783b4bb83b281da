import { notSimulated } from '../call.ts';
import { type ConditionKeys, valuesOf } from './condition-keys.ts';
import { literally } from './wildcard.ts';

const variable = /\$\{([^}]*)\}/g;
const special = /^[*?$]$/;
const withDefault = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/;

/**
 * Policy variables: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html. Undefined when one has no value
 * and no default: AWS then takes the whole statement for invalid. What a value brings is never a wildcard.
 */
export function resolveVariables(text: string, keys: ConditionKeys): string | undefined {
  if (!text.includes('${')) return text;
  let isResolved = true;
  const resolved = text.replace(variable, (_whole, inside: string) => {
    const value = valueBehind(inside, keys);
    isResolved &&= value !== undefined;
    return literally(value ?? '');
  });
  return isResolved ? resolved : undefined;
}

function valueBehind(inside: string, keys: ConditionKeys): string | undefined {
  if (special.test(inside)) return inside;
  const [, key, otherwise] = withDefault.exec(inside) ?? [];
  const values = key === undefined ? undefined : valuesOf(key, keys);
  if (values === undefined || values.length > 1) throw notSimulated(`policy variable \${${inside}}`);
  return values[0] ?? otherwise;
}
