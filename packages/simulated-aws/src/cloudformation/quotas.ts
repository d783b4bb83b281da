import { AwsFault } from '../call.ts';
import type { Template } from './template.ts';

/** docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const quotas = {
  resources: 500,
  outputs: 200,
  parameters: 200,
  /** Bytes of a template that lies in S3, as tools that deploy have it. */
  storedBytes: 1_000_000,
  /** Bytes of one that comes in the request. */
  bodyBytes: 51_200,
  /** Characters of a name in the template. */
  name: 255,
  stackName: 128,
} as const;

const invalid = (message: string): AwsFault => new AwsFault('ValidationError', message);

const failed = (member: string, constraint: string, value?: string): AwsFault =>
  invalid(
    `1 validation error detected: Value${value === undefined ? '' : ` '${value}'`} at '${member}' failed to satisfy constraint: ${constraint}`,
  );

/** Before the template is read. `isInline`: it came in the request, and not by a link to S3. */
export function requireSize(source: unknown, isInline: boolean): void {
  const bytes = Buffer.byteLength(JSON.stringify(source) ?? '');
  if (isInline && bytes > quotas.bodyBytes)
    throw failed('templateBody', `Member must have length less than or equal to ${quotas.bodyBytes}`);
  if (bytes > quotas.storedBytes) throw invalid(`Template may not exceed ${quotas.storedBytes} bytes in size.`);
}

export function requireStackName(name: string): void {
  if (name.length > quotas.stackName)
    throw failed('stackName', `Member must have length less than or equal to ${quotas.stackName}`, name);
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name))
    throw failed('stackName', 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*', name);
}

/** How much a template holds, and what it calls its parts. The words about names are (I). */
export function requireQuotas({ Resources, Outputs, Parameters }: Template): void {
  const [resources, outputs, parameters] = [Resources, Outputs, Parameters].map((part) => Object.keys(part).length);
  if ((resources ?? 0) > quotas.resources)
    throw malformed(`Number of resources, ${resources}, is greater than maximum allowed, ${quotas.resources}`);
  if ((outputs ?? 0) > quotas.outputs)
    throw malformed(`Outputs count ${outputs} is greater than max allowed ${quotas.outputs}`);
  if ((parameters ?? 0) > quotas.parameters)
    throw malformed(`Parameters count ${parameters} is greater than max allowed ${quotas.parameters}`);
  for (const [what, part] of Object.entries({ Resource: Resources, Output: Outputs, Parameter: Parameters }))
    for (const name of Object.keys(part)) requireName(what, name);
}

function requireName(what: string, name: string): void {
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw malformed(`${what} name ${name} is non alphanumeric.`);
  if (name.length > quotas.name) throw malformed(`${what} name ${name} is longer than ${quotas.name} characters.`);
}

const malformed = (message: string): AwsFault => invalid(`Template format error: ${message}`);
