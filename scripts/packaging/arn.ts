export type Arn = Readonly<{ 'Fn::Sub': string }>;

export const arn = (service: string, region: string, resource: string): Arn => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`,
});

export const globalArn = (service: string, resource: string): Arn => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:::${resource}`,
});

/** Secrets Manager ends each secret's ARN with a dash and six characters of its own. */
export const secretArn = (region: string, name: string): Arn => arn('secretsmanager', region, `secret:${name}-??????`);

/** Each once, in a stable order. */
export const uniqueArns = (arns: readonly Arn[]): Arn[] =>
  [...new Map(arns.map((one) => [one['Fn::Sub'], one])).values()].sort((a, b) =>
    a['Fn::Sub'].localeCompare(b['Fn::Sub']),
  );
