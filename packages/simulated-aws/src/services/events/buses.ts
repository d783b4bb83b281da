import type {
  CreateEventBusRequest,
  DeleteEventBusRequest,
  DescribeEventBusRequest,
  ListEventBusesRequest,
} from '@aws-sdk/client-eventbridge';
import { AwsFault, type Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import { pageOf } from '../page.ts';
import { busArn } from './arn.ts';
import { invalid, notFound } from './faults.ts';
import type { Bus, Rule } from './rule.ts';

export const defaultBus = 'default';
const busName = /^[.\-_A-Za-z0-9]{1,256}$/;
const mostListed = 100;

export type Buses = ReturnType<typeof createBuses>;

/** The name within an ARN, or the name itself. */
export const bareBusName = (name: string | undefined): string => name?.replace(/^arn:.*:event-bus\//, '') ?? defaultBus;

/** Event buses by Region and name; each Region has the default one from the beginning. */
export function createBuses({ account, clock }: World) {
  const buses = new Map<string, Bus>();

  const add = (name: string, region: string, description?: string): Bus => {
    const arn = busArn(region, account, name);
    const bus: Bus = { name, arn, region, createdAt: clock.now(), description, rules: new Map<string, Rule>() };
    buses.set(arn, bus);
    return bus;
  };

  const known = (name: string, region: string): Bus | undefined => {
    const bus = buses.get(busArn(region, account, name));
    return bus === undefined && name === defaultBus ? add(name, region) : bus;
  };

  const find = (nameOrArn: string | undefined, region: string): Bus => {
    const name = bareBusName(nameOrArn);
    const isElsewhere = nameOrArn?.startsWith('arn:') === true && nameOrArn !== busArn(region, account, name);
    const bus = isElsewhere ? undefined : known(name, region);
    if (bus === undefined) throw notFound(`Event bus ${name}`);
    return bus;
  };

  const create = (input: CreateEventBusRequest, { region }: Pick<Call, 'region'>) => {
    const { Name: name = '', Description } = input;
    if (!busName.test(name) || name === defaultBus) throw invalid(`Event bus name ${name} is not valid.`);
    known(defaultBus, region);
    if (known(name, region) !== undefined)
      throw new AwsFault('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    const bus = add(name, region, Description);
    return { EventBusArn: bus.arn, ...defined({ Description }) };
  };

  /** One that is not there any more is deleted already. */
  const remove = ({ Name }: DeleteEventBusRequest, { region }: Call) => {
    if (Name === defaultBus) throw invalid('Cannot delete event bus default.');
    const bus = known(Name ?? '', region);
    if (bus !== undefined && bus.rules.size > 0) throw invalid("Event bus can't be deleted since it has rules.");
    if (bus !== undefined) buses.delete(bus.arn);
    return {};
  };

  const list = ({ NamePrefix = '', Limit = mostListed, NextToken }: ListEventBusesRequest, { region }: Call) => {
    known(defaultBus, region);
    const wanted = [...buses.values()].filter((bus) => bus.region === region && bus.name.startsWith(NamePrefix));
    const page = pageOf(wanted, Limit, NextToken);
    if (page === undefined) throw invalid('Token is not valid');
    return { EventBuses: page.items.map(shown), NextToken: page.next };
  };

  const describe = ({ Name }: DescribeEventBusRequest, { region }: Call) => shown(find(Name, region));

  return { find, create, remove, list, describe };
}

const shown = ({ name, arn, description, createdAt }: Bus) => ({
  Name: name,
  Arn: arn,
  Description: description,
  CreationTime: new Date(createdAt),
  LastModifiedTime: new Date(createdAt),
});
