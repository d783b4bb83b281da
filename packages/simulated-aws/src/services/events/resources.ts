import type { Call } from '../../call.ts';
import type { Resources } from '../../service.ts';
import { busArn } from './arn.ts';
import { bareBusName, defaultBus } from './buses.ts';

type Named = Readonly<{ Name?: string | undefined; Rule?: string | undefined; EventBusName?: string | undefined }>;
type Entries = Readonly<{ Entries?: readonly Readonly<{ EventBusName?: string | undefined }>[] | undefined }>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export function eventsResources(account: string): Readonly<Record<string, Resources['of']>> {
  const bus = (name: string | undefined, { region }: Call) =>
    name?.startsWith('arn:') ? name : busArn(region, account, bareBusName(name));

  const byRule = ({ Name, Rule = Name, EventBusName }: Named, { region }: Call) => {
    const busName = bareBusName(EventBusName);
    const path = busName === defaultBus ? Rule : `${busName}/${Rule}`;
    return [`arn:aws:events:${region}:${account}:rule/${path}`];
  };
  const byBus = ({ Name }: Named, call: Call) => [bus(Name, call)];

  return {
    PutEvents: ({ Entries = [] }: Entries, call: Call) => [
      ...new Set(Entries.map(({ EventBusName }) => bus(EventBusName, call))),
    ],
    ForwardEvent: ({ EventBusName }: Named, call: Call) => [bus(EventBusName, call)],
    PutRule: byRule,
    DescribeRule: byRule,
    DeleteRule: byRule,
    EnableRule: byRule,
    DisableRule: byRule,
    PutTargets: byRule,
    ListTargetsByRule: byRule,
    RemoveTargets: byRule,
    CreateEventBus: byBus,
    DescribeEventBus: byBus,
    DeleteEventBus: byBus,
  };
}
