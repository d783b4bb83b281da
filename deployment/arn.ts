/** A wildcard would name more than was meant, and a variable is put in by CloudFormation or by the framework. */
const widening = /[*?]|\$\{/;

/** A word of a plan, as it stands in an ARN. Throws when it would name more than itself: the schema of plans should have refused it. */
export function plain(word: string): string {
  if (!widening.test(word)) return word;
  throw new Error(`${JSON.stringify(word)} cannot stand in an ARN: it would name more than itself`);
}

/** A text of a plan as it stands in a template, where the framework would put in a variable of its own. */
export function literal(text: string): string {
  if (!text.includes('${')) return text;
  throw new Error(`${JSON.stringify(text)} cannot stand in a template: the framework would put something in`);
}

/** Text that is safe in an ARN and in a template: made by `named` alone. */
export type Named = Readonly<{ text: string }>;

/** The last part of an ARN that is compared letter by letter, as a pattern of EventBridge is: there a star is a star. In a policy it would name more. */
export const compared = (text: string): Named => ({ text: literal(text) });

/** The last part of an ARN, of our own words and of those of plans. */
export const named = (ours: TemplateStringsArray, ...words: readonly string[]): Named => ({
  text: ours.map((text, index) => `${text}${plain(words[index] ?? '')}`).join(''),
});

export type Arn = Readonly<{ 'Fn::Sub': string }>;

export const arn = (service: string, region: string, { text }: Named): Arn => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:${plain(region)}:\${AWS::AccountId}:${text}`,
});

/** Of an ARN made by `arn`. Throws for one that has no Region. */
export function regionIn({ 'Fn::Sub': text }: Arn): string {
  const region = /^arn:\$\{AWS::Partition\}:[^:]+:([^:]+):/.exec(text)?.[1];
  if (region === undefined) throw new Error(`${text} is of no Region`);
  return region;
}

export const globalArn = (service: string, { text }: Named): Arn => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:::${text}`,
});

/** Secrets Manager ends each secret's ARN with a dash and six characters of its own. */
export const secretArn = (region: string, name: string): Arn =>
  arn('secretsmanager', region, named`secret:${name}-??????`);

/** Each once, in a stable order. */
export const uniqueArns = (arns: readonly Arn[]): Arn[] =>
  [...new Map(arns.map((one) => [one['Fn::Sub'], one])).values()].sort((a, b) =>
    a['Fn::Sub'].localeCompare(b['Fn::Sub']),
  );
