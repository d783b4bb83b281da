import type { DescribeDBInstancesCommandInput, DescribeDBInstancesCommandOutput, Filter } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { instanceNotFound } from '../faults.ts';
import { pageOfRecords } from '../paging.ts';
import { arnOf, type Store } from '../store.ts';
import type { Instance } from './instance.ts';
import { shown } from './shown.ts';

/** An id that does not exist is an error; a filter that nothing meets is an empty list. */
export const describeDbInstances =
  (store: Store) =>
  (input: DescribeDBInstancesCommandInput, call: Call): Omit<DescribeDBInstancesCommandOutput, '$metadata'> => {
    const { DBInstanceIdentifier: asked, Filters: filters = [] } = input;
    const wanted = asked && arnOf(store.world, call.region, idOf(asked));
    const found = [...store.instances.values()]
      .filter(({ region }) => region === call.region)
      .filter(({ arn }) => !wanted || arn === wanted)
      .filter((instance) => filters.every(meets(instance)));
    if (asked && found.length === 0) throw instanceNotFound(asked);
    const { items, marker } = pageOfRecords(found, input);
    return { DBInstances: items.map((instance) => shown(instance)), Marker: marker };
  };

const idOf = (idOrArn: string): string => idOrArn.split(':').at(-1) ?? idOrArn;

const meets =
  (instance: Instance) =>
  ({ Name: name, Values: values = [] }: Filter): boolean => {
    if (name === 'db-instance-id') return values.some((value) => idOf(value).toLowerCase() === instance.id);
    if (name === 'dbi-resource-id') return values.includes(instance.resourceId);
    if (name === 'engine') return values.includes('postgres');
    throw notSimulated(`rds:DescribeDBInstances with the filter ${name}`);
  };
