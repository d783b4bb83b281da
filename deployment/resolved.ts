import { isObject } from './is-object.ts';

/** As long as what CloudFormation puts in: names and ARNs that are made while deploying are taken to be as long as those of this stack are. */
const lengths = {
  account: '123456789012',
  region: 'ap-southeast-1',
  arn: 'x'.repeat(90),
  name: 'x'.repeat(50),
} as const;

/** A value with its intrinsic functions replaced by texts of a likely length. */
export function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [[name, given] = ['', undefined]] = entries;
  if (name === 'Fn::Sub') return textOfSub(given);
  if (name === 'Fn::GetAtt') return lengths.arn;
  if (name === 'Ref') return lengths.name;
  if (name === 'Fn::Join' && Array.isArray(given) && Array.isArray(given[1]))
    return given[1].map((part) => String(resolved(part))).join(String(given[0]));
  return Object.fromEntries(entries.map(([key, each]) => [key, resolved(each)]));
}

const textOfSub = (value: unknown): string => substituted(String(Array.isArray(value) ? value[0] : value));

const substituted = (text: string): string =>
  text
    .replace(/\$\{AWS::Partition\}/g, 'aws')
    .replace(/\$\{AWS::AccountId\}/g, lengths.account)
    .replace(/\$\{AWS::Region\}/g, lengths.region)
    .replace(/\$\{[^}]*\.Arn\}/g, lengths.arn)
    .replace(/\$\{[^}]*\}/g, lengths.name);
