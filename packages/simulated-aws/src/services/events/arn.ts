import { invalid } from './faults.ts';

export type Arn = Readonly<{ text: string; service: string; region: string; account: string; resource: string }>;

/** Throws ValidationException. The resource keeps its own colons. */
export function parseArn(text: string | undefined): Arn {
  const [prefix, partition, service = '', region = '', account = '', ...resource] = (text ?? '').split(':');
  if (text === undefined || prefix !== 'arn' || partition !== 'aws' || service === '' || resource.length === 0)
    throw invalid(`Parameter ${text} is not valid. Reason: Provided Arn is not in correct format.`);
  return { text, service, region, account, resource: resource.join(':') };
}

export const busArn = (region: string, account: string, name: string): string =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;
