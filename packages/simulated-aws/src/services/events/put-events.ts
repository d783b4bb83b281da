import type { PutEventsRequest, PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { isObject } from '../is-object.ts';
import type { Buses } from './buses.ts';
import type { Distribution } from './distribute.ts';
import { type EventEnvelope, eventTime } from './envelope.ts';
import { invalid } from './faults.ts';

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html: the size is the request's, 1 MB since January 2026. */
const mostEntries = 10;
const mostBytes = 1_048_576;
const timeBytes = 14;

export function createPutEvents({ account, clock, random }: World, buses: Buses, { distribute }: Distribution) {
  const eventOf = (entry: PutEventsRequestEntry, region: string): EventEnvelope => ({
    version: '0',
    id: random.uuid(),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account,
    time: eventTime(entry.Time?.getTime() ?? clock.now()),
    region,
    resources: entry.Resources ?? [],
    detail: detailOf(entry.Detail ?? '') ?? {},
  });

  const put = (entry: PutEventsRequestEntry, region: string): PutEventsResultEntry => {
    const wrong = wrongIn(entry);
    if (wrong !== undefined) return wrong;
    const event = eventOf(entry, region);
    try {
      distribute(buses.find(entry.EventBusName, region), { event });
    } catch (error) {
      // An event for a bus that does not exist is taken and lost; AWS tells nobody.
      if (!(error instanceof AwsFault) || error.code !== 'ResourceNotFoundException') throw error;
    }
    return { EventId: event.id };
  };

  return (input: PutEventsRequest, { region }: Call) => {
    const entries = input.Entries ?? [];
    if (entries.length === 0 || entries.length > mostEntries)
      throw invalid(
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${mostEntries}`,
      );
    if (entries.reduce((bytes, entry) => bytes + sizeOf(entry), 0) > mostBytes)
      throw invalid('Total size of the entries in the request is over the limit.');
    const Entries = entries.map((entry) => put(entry, region));
    return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
  };
}

function detailOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return isObject(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

function wrongIn({ Source, DetailType, Detail }: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  if (!Source) return invalidArgument('Parameter Source is not valid. Reason: Source is a required argument.');
  if (Source.startsWith('aws.') || Source === 'aws')
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (!DetailType)
    return invalidArgument('Parameter DetailType is not valid. Reason: DetailType is a required argument.');
  if (!Detail) return invalidArgument('Parameter Detail is not valid. Reason: Detail is a required argument.');
  return detailOf(Detail) === undefined ? refused('MalformedDetail', 'Detail is malformed.') : undefined;
}

const invalidArgument = (reason: string) => refused('InvalidArgument', reason);

const refused = (ErrorCode: string, ErrorMessage: string): PutEventsResultEntry => ({ ErrorCode, ErrorMessage });

const sizeOf = ({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number =>
  [Source, DetailType, Detail, ...Resources].reduce(
    (bytes, text) => bytes + Buffer.byteLength(text),
    Time === undefined ? 0 : timeBytes,
  );
