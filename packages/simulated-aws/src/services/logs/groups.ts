import { AwsFault } from '../../call.ts';
import type { World } from '../../world.ts';
import { groupKey, type LogGroup, type LogGroups } from './store.ts';

/** One stream of a group, opened for somebody who may or may not be allowed to write there. */
type StreamSettings = Readonly<{
  region: string;
  group: string;
  stream: string;
  /** Asked for each IAM action that the opening takes, on the ARN that it is asked on. */
  may: (action: string, resource: string) => boolean;
}>;

export type WriteLine = (line: string) => void;

export type LogSink = Readonly<{ openStream: (settings: StreamSettings) => WriteLine }>;

export type GroupSettings = Readonly<{ region: string; name: string; retentionInDays?: number | undefined }>;

/** Groups as they are made, by a stack or by the first function that writes to one. */
export function createGroups({ account, clock }: World) {
  const groups: LogGroups = new Map();
  const arnOf = (region: string, name: string): string => `arn:aws:logs:${region}:${account}:log-group:${name}`;

  const addGroup = ({ region, name, retentionInDays }: GroupSettings): LogGroup => {
    if (groups.has(groupKey(region, name)))
      throw new AwsFault('ResourceAlreadyExistsException', 'The specified log group already exists');
    const group = {
      region,
      name,
      arn: arnOf(region, name),
      createdAt: clock.now(),
      retentionInDays,
      streams: new Map(),
    };
    groups.set(groupKey(region, name), group);
    return group;
  };

  const openStream = ({ region, group: name, stream: streamName, may }: StreamSettings): WriteLine => {
    const existing = groups.get(groupKey(region, name));
    const prefix = `${arnOf(region, name)}:log-stream:`;
    if (existing === undefined && !may('logs:CreateLogGroup', prefix)) return nowhere;
    if (!['logs:CreateLogStream', 'logs:PutLogEvents'].every((action) => may(action, `${prefix}${streamName}`)))
      return nowhere;
    const { streams } = existing ?? addGroup({ region, name });
    const stream = streams.get(streamName) ?? { name: streamName, createdAt: clock.now(), events: [] };
    streams.set(streamName, stream);
    return (message) => {
      const at = clock.now();
      stream.events.push({ id: newId(at, stream.events.length), at, message });
    };
  };

  return { groups, arnOf, addGroup, openStream };
}

const nowhere: WriteLine = () => undefined;

/** Event ids are numbers of 56 digits. */
const newId = (at: number, index: number): string => `${at}${String(index).padStart(43, '0')}`;
