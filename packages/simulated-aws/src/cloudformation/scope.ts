/** A `Ref` to AWS::NoValue: the property is as if it were not there. */
export const noValue = Symbol('AWS::NoValue');

export type Place = Readonly<{ account: string; region: string; stackName: string; stackId: string }>;

/** docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters = ({ account, region, stackName, stackId }: Place): Record<string, unknown> => ({
  'AWS::AccountId': account,
  'AWS::NoValue': noValue,
  'AWS::NotificationARNs': [],
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::StackId': stackId,
  'AWS::StackName': stackName,
  'AWS::URLSuffix': 'amazonaws.com',
});

/** A resource as it stands in the stack: what Ref gives, and what Fn::GetAtt gives. */
export type StackResource = Readonly<{
  type: string;
  physicalId: string;
  attributes: Readonly<Record<string, string>>;
}>;

/** What names in a template mean. */
export type Scope = Readonly<{
  /** Parameters and AWS::… names. */
  values: Readonly<Record<string, unknown>>;
  conditions: Readonly<Record<string, unknown>>;
  resources: ReadonlyMap<string, StackResource>;
}>;

export function refOf(name: string, { values, resources }: Scope): unknown {
  if (name in values) return values[name];
  const resource = resources.get(name);
  if (resource === undefined)
    throw new Error(
      `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
    );
  return resource.physicalId;
}

export function attributeOf(path: string, { resources }: Scope): string {
  const [name = '', ...rest] = path.split('.');
  const attribute = rest.join('.');
  const resource = resources.get(name);
  if (resource === undefined)
    throw new Error(`Template error: instance of Fn::GetAtt references undefined resource ${name}`);
  const found = resource.attributes[attribute];
  if (found === undefined)
    throw new Error(`Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
  return found;
}
