import { AwsFault, type Call } from '../../call.ts';

/** docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html: 26 bytes on top of each event. */
const overheadBytes = 26;

export const groupKey = (region: string, name: string): string => `${region}/${name}`;

export const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterException', message);

type Named = Readonly<{ logGroupName?: string | undefined; logGroupIdentifier?: string | undefined }>;

/** The name that a request gives, as a name or as an identifier, but not both. */
export function groupName({ logGroupName, logGroupIdentifier }: Named): string {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw invalid('Exactly one of logGroupName and logGroupIdentifier must be provided.');
  return logGroupName ?? nameIn(logGroupIdentifier ?? '');
}

/** A name, or an ARN with or without `:*` at its end. */
const nameIn = (identifier: string): string =>
  identifier.startsWith('arn:') ? identifier.split(':').slice(6).join(':').replace(/:\*$/, '') : identifier;

/** `at` in ms; the message as the function wrote it. */
export type LogEvent = Readonly<{ id: string; at: number; message: string }>;

export type LogStream = Readonly<{ name: string; createdAt: number; events: LogEvent[] }>;

export type LogGroup = Readonly<{
  region: string;
  name: string;
  arn: string;
  createdAt: number;
  retentionInDays: number | undefined;
  streams: Map<string, LogStream>;
}>;

export type LogGroups = Map<string, LogGroup>;

export function requireGroup(groups: LogGroups, named: Named, { region }: Call): LogGroup {
  const group = groups.get(groupKey(region, groupName(named)));
  if (group === undefined) throw new AwsFault('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

export const bytesOf = ({ events }: LogStream): number =>
  events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + overheadBytes, 0);
